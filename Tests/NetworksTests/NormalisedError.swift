import Networks

/// The Euclidean norm.
func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

/// The inner product.
func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }

/// ||ours - theirs|| / max(||theirs||, floor).
func normalisedError(_ ours: [Double], _ theirs: [Double], floor: Double = 0) -> Double {
  precondition(ours.count == theirs.count, "both sides have one size")
  return norm(zip(ours, theirs).map { $0 - $1 }) / max(norm(theirs), floor, .leastNormalMagnitude)
}

/// The largest value seen of each quantity, and where; printed so that a bound can be tightened.
struct WorstErrors: CustomStringConvertible {
  private var worst: [String: (error: Double, place: String)] = [:]

  mutating func record(_ quantity: String, _ error: Double, at place: String) {
    // A NaN replaces everything: no comparison with it holds.
    if let seen = worst[quantity], !(error > seen.error || error.isNaN) { return }
    worst[quantity] = (error, place)
  }

  subscript(quantity: String) -> Double? { worst[quantity]?.error }

  var description: String {
    worst.sorted { $0.key < $1.key }
      .map { "  \($0.key): worst \($0.value.error) at \($0.value.place)" }
      .joined(separator: "\n")
  }
}

extension VisionTransformerConfiguration {
  /// Names of the slices that the variant never reads, whose gradient is exactly zero.
  var unusedSlices: Set<String> {
    let unused: [String]
    switch attention {
    case .softmax, .pointwise:
      unused = []
    case .uniform:
      unused = [
        "query/kernel", "query/bias", "key/kernel", "key/bias", "query_norm/scale",
        "key_norm/scale",
      ]
    case .none:
      unused = [
        "query/kernel", "query/bias", "key/kernel", "key/bias", "query_norm/scale",
        "key_norm/scale", "value/kernel", "value/bias", "gate/kernel", "gate/bias",
        "output/kernel", "attention_norm/scale", "attention_norm/bias",
      ]
    }
    let names = (0..<depth).flatMap { block in unused.map { "block\(block)/\($0)" } }
    return Set(names).intersection(ParameterLayout(self).slices.map(\.name))
  }
}
