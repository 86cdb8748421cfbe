import Kernels
import Networks
import Randomness
import ReferenceNetworks
import Testing

/// Sums of weights against the reference, at token counts around those of a vector and of a query
/// block, with all queries and with some. The error is relative to the sum of the weights'
/// magnitudes: some hundred additions of floats, each within 6e-8, and the functions' own error.
struct AttentionWeightSumTests {
  @Test(arguments: AttentionTests.kinds)
  func matchesReference(_ kind: AttentionKind) {
    var worst = (error: 0.0, place: "")
    for tokens in [1, 7, 15, 16, 17, 49, 63, 64, 65, 130] {
      for (headWidth, queryStep) in [(1, 1), (16, 1), (17, 3), (16, 2), (16, 200)] {
        let error = error(kind, tokens, headWidth, queryStep)
        #expect(error < 5e-6, "\(tokens) tokens, head width \(headWidth), step \(queryStep)")
        if !(error <= worst.error) {
          worst = (error, "\(tokens) tokens, head width \(headWidth), step \(queryStep)")
        }
      }
    }
    print("sums of weights, \(kind.name): worst \(worst.error) at \(worst.place)")
  }

  private func error(
    _ kind: AttentionKind, _ tokens: Int, _ headWidth: Int, _ queryStep: Int
  ) -> Double {
    var stream = RandomStream(seed: 7, name: "weight sum \(tokens) \(headWidth)")
    let query = stream.floats(tokens * headWidth, scale: 3)
    let key = stream.floats(tokens * headWidth, scale: 3)
    let shape = AttentionShape(
      tokens: tokens, headWidth: headWidth, rowStride: headWidth,
      logitScale: Float(1 / Double(headWidth).squareRoot()),
      outputScale: Float(kind.alpha.map { power(Double(tokens), -$0.value) } ?? 1))
    let weights: Kernels.AttentionWeights =
      if case .pointwise(let h, _) = kind { .pointwise(h) } else { .softmax }
    let scratch = GuardedBuffer(count: shape.weightSumScratchFloats)
    let sum = attentionWeightSum(
      weights, shape, queries: query, keys: key, queryStep: queryStep, scratch: scratch.pointer)
    #expect(scratch.isIntact)

    let exact = stride(from: 0, to: tokens, by: queryStep).flatMap { i in
      ReferenceNetworks.AttentionWeights.forward(
        Attention.logits(
          query.map(Double.init), key.map(Double.init), i: i, head: 0, width: headWidth, heads: 1),
        kind: kind)
    }
    // A relu may leave no positive weight, and then the sum must be zero.
    let size = exact.reduce(0) { $0 + abs($1) }
    return size == 0 ? abs(sum) : abs(sum - exact.reduce(0, +)) / size
  }
}
