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
  /// `softmax` or the name of a pointwise h.
  public var attention: String
  /// Of a pointwise h.
  public var alphaHundredths: Int?
  public var qkNorm: Bool
  public var isGated: Bool
  /// Images in a step.
  public var batch: Int

  /// One of the paper's models at its true shape: 224 x 224 pixels, 1,000 classes, heads of width
  /// 64.
  public init(
    patch: Int, width: Int = 384, depth: Int = 12, heads: Int = 6, attention: AttentionKind,
    qkNorm: Bool = true, isGated: Bool = false, batch: Int, imageSide: Int = 224,
    channels: Int = 3, classes: Int = 1000
  ) {
    self.imageSide = imageSide
    self.channels = channels
    self.patch = patch
    self.width = width
    self.depth = depth
    self.heads = heads
    self.classes = classes
    self.attention = attention.name
    alphaHundredths = attention.alpha?.hundredths
    self.qkNorm = qkNorm
    self.isGated = isGated
    self.batch = batch
  }

  /// Nil when the attention's name is unknown.
  public var configuration: VisionTransformerConfiguration? {
    let alpha = alphaHundredths.map { LengthExponent(hundredths: $0) }
    return AttentionKind(name: attention, alpha: alpha).map { attention in
      VisionTransformerConfiguration(
        imageHeight: imageSide, imageWidth: imageSide, channels: channels, patch: patch,
        width: width, depth: depth, heads: heads, classes: classes, attention: attention,
        qkNorm: qkNorm, gate: isGated ? .linear : .none)
    }
  }

  /// L.
  public var tokens: Int { (imageSide / patch) * (imageSide / patch) }
}

/// The attention operator of one layer, forward and backward, over every head of every image.
public struct TimedAttention: Hashable, Codable, Sendable {
  /// `softmax` or the name of a pointwise h, taken at alpha = 1.
  public var attention: String
  public var batch: Int
  /// L.
  public var tokens: Int
  public var heads: Int
  public var headWidth: Int

  public init(attention: String, batch: Int, tokens: Int, heads: Int = 6, headWidth: Int = 64) {
    self.attention = attention
    self.batch = batch
    self.tokens = tokens
    self.heads = heads
    self.headWidth = headWidth
  }

  /// Nil for the controls and for unknown names.
  var weights: AttentionWeights? { AttentionWeights(name: attention) }
}

/// What a gate adds to a training step, by kind.
public enum GatePart: String, CaseIterable, Codable, Sendable {
  /// The D x D projection's product in the forward pass, and its two in the backward pass.
  case multiplications
  /// The products with the heads and with their gradients, and the bias.
  case elementwise
  /// The projection's share of clearing, summing and clipping gradients, AdamW and packing.
  case update
}

/// Something that can be done again and again at the same cost.
public enum TimedWork: Hashable, Codable, Sendable {
  /// A whole training step: forward, backward, clip, update.
  case step(TimedModel)
  case attention(TimedAttention)
  /// What the gate adds to a step of the model, over all layers.
  case gatePart(GatePart, TimedModel)
  /// A part of the way from logits to weights, as often as one forward pass of the operator does
  /// it.
  case attentionPart(AttentionPart, TimedAttention)

  /// Floating-point operations of the products: six for each multiply-add of the forward pass, two
  /// there and four in the backward pass. What is computed again earns nothing; nil for parts.
  public var operations: Double? {
    switch self {
    case .step(let model):
      model.configuration.map { Double(6 * model.batch * $0.forwardMultiplyAdds) }
    case .attention(let shape):
      Double(12 * shape.batch * shape.heads * shape.tokens * shape.tokens * shape.headWidth)
    case .gatePart, .attentionPart: nil
    }
  }

  /// Everything ready to go; nil where a name is unknown or a shape impossible.
  ///
  /// - Parameter memory: what operators share; nil gives an operator its own.
  func workload(threads: Int, memory: AttentionMemory?) -> (any Workload)? {
    switch self {
    case .step(let model):
      guard let configuration = model.configuration, configuration.defect == nil else { return nil }
      return TimedSteps(
        configuration, batch: model.batch, shards: min(model.batch, max(2, threads)),
        threads: threads)
    case .attention(let shape):
      return shape.weights.map {
        AttentionWork(
          shape, weights: $0, memory: memory ?? AttentionMemory(shape, threads: threads))
      }
    case .gatePart(let part, let model):
      guard let configuration = model.configuration, configuration.defect == nil else { return nil }
      return GatePartWork(part, configuration, batch: model.batch, threads: threads)
    case .attentionPart(let part, let shape):
      return AttentionPartWork(part, shape, threads: threads)
    }
  }
}

/// What a process has built to take steps of.
protocol Workload: AnyObject {
  /// Does it once; returns the seconds that it took.
  func step() -> Double
}

extension TimedSteps: Workload {}

/// Seconds that `work` takes.
func timed(_ work: () -> Void) -> Double {
  let start = monotonicSeconds()
  work()
  return monotonicSeconds() - start
}
