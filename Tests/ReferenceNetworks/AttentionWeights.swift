import Foundation
import Networks

/// The weights that one query gives to the keys.
package enum AttentionWeights {
  /// - Parameter logits: [L], q.k / sqrt(d) of one query with every key.
  /// - Returns: [L].
  package static func forward(_ logits: [Double], kind: AttentionKind) -> [Double] {
    let tokens = Double(logits.count)
    switch kind {
    case .softmax:
      let largest = logits.max()!
      let exponentials = logits.map { exp($0 - largest) }
      let total = exponentials.reduce(0, +)
      return exponentials.map { $0 / total }
    case .pointwise(let h, let alpha):
      return logits.map { pow(tokens, -alpha.value) * h.value($0) }
    case .uniform:
      return logits.map { _ in 1 / tokens }
    case .none:
      return logits.map { _ in 0 }
    }
  }

  /// The gradient by the logits [L].
  ///
  /// - Parameter dWeights: [L], the gradient by the output of `forward`.
  package static func backward(
    _ logits: [Double], kind: AttentionKind, dWeights: [Double]
  ) -> [Double] {
    let tokens = Double(logits.count)
    switch kind {
    case .softmax:
      let weights = forward(logits, kind: kind)
      let mean = zip(weights, dWeights).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(weights, dWeights).map { $0 * ($1 - mean) }
    case .pointwise(let h, let alpha):
      return zip(logits, dWeights).map { pow(tokens, -alpha.value) * h.derivative($0) * $1 }
    case .uniform, .none:
      return logits.map { _ in 0 }
    }
  }
}
