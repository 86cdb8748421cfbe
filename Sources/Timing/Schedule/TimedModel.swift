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
    TimedModel(
      patch: 16, attention: .pointwise(.relu),
      batch: max(2, threads) * TrainingSession.chunkImages(tokens: 196))
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

  /// L.
  public var tokens: Int { (imageSide / patch) * (imageSide / patch) }
}
