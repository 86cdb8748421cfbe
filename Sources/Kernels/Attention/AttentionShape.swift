/// The shape of one head, and where its rows lie.
public struct AttentionShape: Sendable {
  /// L.
  public let tokens: Int
  /// As many as keys, except where the keys are a stretch of a sequence that several processes share.
  public let queryCount: Int
  /// d.
  public let headWidth: Int
  /// From one token's row to the next, in queries, keys, values, outputs and their gradients.
  public let rowStride: Int
  /// 1/sqrt(d), inside h.
  public let logitScale: Float
  /// L^-alpha outside h; one for softmax.
  public let outputScale: Float

  public init(
    tokens: Int, queryCount: Int? = nil, headWidth: Int, rowStride: Int, logitScale: Float,
    outputScale: Float
  ) {
    self.tokens = tokens
    self.queryCount = queryCount ?? tokens
    self.headWidth = headWidth
    self.rowStride = rowStride
    self.logitScale = logitScale
    self.outputScale = outputScale
  }

  /// K.
  var paddedKeys: Int { (tokens + 15) / 16 * 16 }
  /// T, at most: 64 rows of weights and of their gradients at L = 784 are 400 kB, in the L2 cache.
  var stripRows: Int { min(queryCount, 64) }

  /// Floats of scratch memory that the forward pass and the backward pass need.
  public var scratchFloats: Int {
    4 * panelFloats(inner: max(tokens, queryCount), columns: headWidth)
      + 2 * panelFloats(inner: headWidth, columns: tokens) + 2 * stripRows * paddedKeys
  }
}
