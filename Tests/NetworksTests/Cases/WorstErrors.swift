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
