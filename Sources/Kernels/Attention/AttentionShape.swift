/// The shape of one head of one image, and where its rows lie.
public struct AttentionShape: Sendable {
  /// L, the number of keys.
  public let tokens: Int
  /// The number of queries: L, except where the keys are one part of a sequence that several
  /// processes share.
  public let queryCount: Int
  /// d.
  public let headWidth: Int
  /// From one token's row to the next, in queries, keys, values, outputs and their gradients.
  public let rowStride: Int
  /// 1/sqrt(d), inside h.
  public let logitScale: Float
  /// L^-alpha, outside h; one for softmax.
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

  /// K, the keys rounded up to sixteen.
  var paddedKeys: Int { (tokens + 15) / 16 * 16 }
  /// T, the most queries of a query block: 64 rows of weights and of their gradients take 400 kB at
  /// L = 784, which fits the L2 cache.
  var queryBlockRows: Int { min(queryCount, 64) }

  /// Floats of one query block [T, K].
  public var queryBlockFloats: Int { queryBlockRows * paddedKeys }

  /// Floats of scratch memory, enough for the forward and for the backward pass.
  public var scratchFloats: Int {
    4 * panelFloats(inner: max(tokens, queryCount), columns: headWidth)
      + 2 * panelFloats(inner: headWidth, columns: tokens) + 2 * queryBlockFloats
  }
}
