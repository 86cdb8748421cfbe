import Kernels
import Paper

/// The attention operator of one layer, forward and backward, over every head of every image.
public struct TimedAttention: Hashable, Codable, Sendable {
  /// h is taken at alpha = 1.
  public var attention: AttentionWeights
  public var batch: Int
  /// L.
  public var tokens: Int
  public var heads: Int
  public var headWidth: Int

  public init(
    attention: AttentionWeights, batch: Int, tokens: Int, heads: Int = 6, headWidth: Int = 64
  ) {
    self.attention = attention
    self.batch = batch
    self.tokens = tokens
    self.heads = heads
    self.headWidth = headWidth
  }
}
