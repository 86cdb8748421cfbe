import Kernels
import Networks
import Paper

/// A model whose training step is timed, in a form that one process can tell another.
public struct TimedModel: Hashable, Codable, Sendable {
  /// Pixels along one side of a square image.
  public var imageSide: Int
  public var channels: Int
  public var patch: Int
  public var width: Int
  public var depth: Int
  public var heads: Int
  public var classes: Int
  public var attention: AttentionWeights
  /// Alpha in hundredths; softmax has none and leaves it aside.
  public var alphaHundredths: Int
  public var qkNorm: Bool
  public var isGated: Bool
  /// Images in a step.
  public var batch: Int

  /// A step of S/16 with ReLU, for checking that a machine is quiet and for recording its noise.
  package static func probe(threads: Int) -> TimedModel {
    .relu(.s16, depth: nil, threads: threads)
  }

  /// A step of one of the paper's models with ReLU.
  ///
  /// - Parameters:
  ///   - depth: blocks; nil for as many as it takes that they are nine tenths of the step's
  ///     multiplications, and at least two. Short steps make many pairs, and follow each other before the
  ///     machine changes.
  ///   - threads: each has at least 392 tokens, which keep its products busy.
  static func relu(_ model: PaperModel, depth: Int?, threads: Int) -> TimedModel {
    let tokens = model.patches
    var timed = TimedModel(
      patch: model.shape.patch, attention: .pointwise(.relu),
      batch: max(1, 392 / tokens) * threads)
    timed.depth =
      depth ?? (2...timed.depth).first { timed.shareOfBlocks(depth: $0) >= 0.9 } ?? timed.depth
    return timed
  }

  /// Of a step's multiplications at such a depth, those in the blocks.
  private func shareOfBlocks(depth: Int) -> Double {
    var model = self
    model.depth = 1
    let one = model.configuration.forwardMultiplyAdds
    model.depth = 2
    let block = model.configuration.forwardMultiplyAdds - one
    return Double(depth * block) / Double(one + (depth - 1) * block)
  }

  /// One of the paper's models at its true shape: 224 x 224 pixels, 1,000 classes, heads of width
  /// 64.
  public init(
    patch: Int, width: Int = 384, depth: Int = 12, heads: Int = 6, attention: AttentionWeights,
    alpha: LengthExponent = LengthExponent(1), qkNorm: Bool = true, isGated: Bool = false,
    batch: Int, imageSide: Int = 224,
    channels: Int = 3, classes: Int = 1000
  ) {
    self.imageSide = imageSide
    self.channels = channels
    self.patch = patch
    self.width = width
    self.depth = depth
    self.heads = heads
    self.classes = classes
    self.attention = attention
    alphaHundredths = alpha.hundredths
    self.qkNorm = qkNorm
    self.isGated = isGated
    self.batch = batch
  }

  public var configuration: VisionTransformerConfiguration {
    let kind: AttentionKind =
      switch attention {
      case .softmax: .softmax
      case .pointwise(let h): .pointwise(h, alpha: LengthExponent(hundredths: alphaHundredths))
      }
    return VisionTransformerConfiguration(
      imageHeight: imageSide, imageWidth: imageSide, channels: channels, patch: patch,
      width: width, depth: depth, heads: heads, classes: classes, attention: kind,
      qkNorm: qkNorm, gate: isGated ? .linear : .none)
  }

  /// Of a batch: one for each thread.
  func shards(threads: Int) -> Int { min(batch, threads) }

  /// L.
  public var tokens: Int { (imageSide / patch) * (imageSide / patch) }
}
