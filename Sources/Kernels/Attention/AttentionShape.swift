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
  /// The most keys of a key block, a multiple of sixteen.
  let blockKeys: Int

  /// - Parameter blockKeys: the default is the longest sequence that is trained, 784 tokens. A pointwise h has
  ///   the same bits with any other; softmax has those of one block up to there.
  public init(
    tokens: Int, queryCount: Int? = nil, headWidth: Int, rowStride: Int, logitScale: Float,
    outputScale: Float, blockKeys: Int = 784
  ) {
    precondition(blockKeys > 0 && blockKeys.isMultiple(of: 16), "key blocks are whole vectors")
    self.tokens = tokens
    self.queryCount = queryCount ?? tokens
    self.headWidth = headWidth
    self.rowStride = rowStride
    self.logitScale = logitScale
    self.outputScale = outputScale
    self.blockKeys = blockKeys
  }

  /// T, the most queries of a query block. Its weights take 200 kB at most, half a megabyte with their
  /// gradients and the panels, so that they stay in the L2 cache; within that the longest products are the
  /// fastest.
  var queryBlockRows: Int {
    let most = 50_176 / keyBlock(at: 0).padded
    return min(queryCount, max(16, most / 16 * 16))
  }

  /// The keys from `first` on that are taken at once.
  func keyBlock(at first: Int) -> KeyBlock {
    KeyBlock(first: first, count: min(blockKeys, tokens - first))
  }

  /// Floats of one query block [T, K].
  public var queryBlockFloats: Int { queryBlockRows * keyBlock(at: 0).padded }

  /// Floats of scratch memory, enough for the forward and for the backward pass: the same for every L from
  /// a key block on.
  public var scratchFloats: Int {
    let keys = keyBlock(at: 0)
    return 2 * panelFloats(inner: headWidth, columns: keys.count)
      + panelFloats(inner: keys.count, columns: headWidth)
      + 2 * panelFloats(inner: queryBlockRows, columns: headWidth) + 2 * queryBlockFloats
  }

  /// Floats of scratch memory for `attentionWeightSum`, which grow with L.
  public var weightSumScratchFloats: Int {
    let keys = KeyBlock(first: 0, count: tokens)
    return panelFloats(inner: headWidth, columns: tokens) + queryBlockRows * (keys.padded + 2)
  }
}

/// Neighbouring keys that are taken at once.
struct KeyBlock {
  /// Of all keys.
  let first: Int
  let count: Int

  /// K, the keys rounded up to sixteen.
  var padded: Int { (count + 15) / 16 * 16 }
}
