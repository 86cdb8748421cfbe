import Foundation
import Kernels
import Randomness
import Testing

struct AttentionPartTests {
  /// Stored records of timings name the parts.
  @Test func storedNamesStay() {
    #expect(AttentionPart.allCases.map(\.rawValue) == ["strip", "exponential", "rowStatistics"])
  }

  /// Token counts around the width of a vector and around a query block.
  @Test(arguments: AttentionPart.allCases, [1, 15, 16, 17, 65])
  func partDoesItsWork(_ part: AttentionPart, tokens: Int) {
    let shape = AttentionShape(
      tokens: tokens, headWidth: 8, rowStride: 8, logitScale: 0.5, outputScale: 1)
    var stream = RandomStream(seed: 8, name: "part \(tokens)")
    let logits = GuardedBuffer(stream.floats(shape.queryBlockFloats))
    let weights = GuardedBuffer(count: shape.queryBlockFloats)
    let before = logits.values
    let result = attentionPart(part, shape, logits: logits.pointer, weights: weights.pointer)
    #expect(result.isFinite)
    #expect(logits.values == before)
    #expect(logits.isIntact && weights.isIntact)
    switch part {
    case .queryBlock:
      #expect(weights.values == before.map { $0 * 0.5 })
    case .exponential:
      let exact = before.map { exp(Double($0 * 0.5)) }
      // The exponential is within one unit in the last place.
      #expect(normalisedError(weights.values, exact) < 1.2e-7)
    case .rowStatistics:
      #expect(weights.values.allSatisfy { $0 == 0 })
    }
  }
}
