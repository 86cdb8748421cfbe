import Networks

/// A prediction of a step's time from counts: every multiply-add at the processor's peak, then
/// every byte at the memory's speed, neither hidden behind the other.
///
/// Bytes are those of what is larger than a cache. For each parameter: clearing and summing the
/// shards' gradients, their norm, AdamW (gradient, weight, two moments), packing twice. For each
/// chunk of images: reading both packed forms of each kernel, adding to its gradient. For each
/// token and layer: 18 D activations that the forward pass keeps for the backward pass (20 D with a gate,
/// whose projection and product are kept too), written once and read once. Attention's query blocks, the
/// embedding's patches and the head stay in the cache or are small, and are left out.
public struct StepTraffic: Hashable, Sendable {
  /// Floating-point operations.
  public let operations: Double
  public let bytes: Double

  public init(
    _ model: VisionTransformerConfiguration, batch: Int, shards: Int
  ) {
    let layout = ParameterLayout(model)
    let parameters = Double(layout.count)
    let kernels = Double(layout.slices.filter(\.decays).reduce(0) { $0 + $1.range.count })
    let shards = Double(shards)
    let chunk = TrainingSession.chunkImages(tokens: model.tokens)
    let chunks = shards * (Double(batch) / shards / Double(chunk)).rounded(.up)
    let update = parameters * (4 * shards + 12 * (shards - 1) + 4 + 28) + kernels * 16
    let products = chunks * kernels * (8 + 8)
    let kept = Double(batch * model.tokens * model.depth * model.width)
    let activations = kept * (model.gate == .none ? 18 : 20) * 8
    operations = Double(6 * batch * model.forwardMultiplyAdds)
    bytes = update + products + activations
  }

  /// - Parameters:
  ///   - peak: operations a second.
  ///   - bandwidth: bytes a second.
  public func seconds(peak: Double, bandwidth: Double) -> Double {
    operations / peak + bytes / bandwidth
  }
}

extension TimedWork {
  /// Nil for anything but a whole step.
  func traffic(threads: Int) -> StepTraffic? {
    guard case .step(let model) = self else { return nil }
    return StepTraffic(
      model.configuration, batch: model.batch, shards: model.shards(threads: threads))
  }
}
