import Kernels

extension AttentionShape {
  /// One head of a layer whose heads lie side by side in rows of H d, as the model has them; h is
  /// taken at alpha = 1.
  ///
  /// - Parameters:
  ///   - tokens: L, of the whole sequence: the queries, and the L of L^-1.
  ///   - keys: those that one of several processes holds; nil for all L.
  init(
    weights: AttentionWeights, tokens: Int, keys: Int? = nil, heads: Int, headWidth: Int
  ) {
    self.init(
      tokens: keys ?? tokens, queryCount: tokens, headWidth: headWidth,
      rowStride: heads * headWidth, logitScale: 1 / Float(headWidth).squareRoot(),
      outputScale: weights == .softmax ? 1 : 1 / Float(tokens))
  }

  init(_ timed: TimedAttention) {
    self.init(
      weights: timed.attention, tokens: timed.tokens, heads: timed.heads, headWidth: timed.headWidth
    )
  }
}
