import Kernels
import Networks
import Paper

/// Something that can be done again and again at the same cost.
public enum TimedWork: Hashable, Codable, Sendable {
  /// A whole training step: forward, backward, clip, update.
  case step(TimedModel)
  case attention(TimedAttention)
  /// What the gate adds to a step of the model, over all layers.
  case gatePart(GatePart, TimedModel)
  /// One pass over the logits on their way to weights, as often as one forward pass of the operator
  /// takes it.
  case attentionPart(AttentionPart, TimedAttention)

  /// FLOPs of the products: six for each multiply-add of the forward pass, two there and four in
  /// the backward pass. Recomputation is not counted; nil for parts.
  public var operations: Double? {
    switch self {
    case .step(let model):
      Double(6 * model.batch * model.configuration.forwardMultiplyAdds)
    case .attention(let shape):
      Double(12 * shape.batch * shape.heads * shape.tokens * shape.tokens * shape.headWidth)
    case .gatePart, .attentionPart: nil
    }
  }

  /// Everything allocated and ready; nil where the shape is impossible.
  ///
  /// - Parameter memory: what operators share; nil gives an operator its own.
  func workload(threads: Int, memory: AttentionMemory?) -> (any Workload)? {
    switch self {
    case .step(let model):
      let configuration = model.configuration
      guard configuration.defect == nil else { return nil }
      return TimedSteps(
        configuration, batch: model.batch, shards: model.shards(threads: threads),
        threads: threads)
    case .attention(let shape):
      return AttentionWork(shape, memory: memory ?? AttentionMemory(shape, threads: threads))
    case .gatePart(let part, let model):
      let configuration = model.configuration
      guard configuration.defect == nil else { return nil }
      return GatePartWork(part, configuration, batch: model.batch, threads: threads)
    case .attentionPart(let part, let shape):
      return AttentionPartWork(part, shape, threads: threads)
    }
  }
}
