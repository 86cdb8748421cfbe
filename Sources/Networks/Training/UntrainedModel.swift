import Kernels

/// A model as it is before its first training step, for looking at its attention weights.
public final class UntrainedModel {
  public let model: VisionTransformerConfiguration
  // The pass borrows the memory of all three.
  private let parameters: FloatBuffer
  private let fixedPositions: FloatBuffer?
  private let arena: FloatBuffer
  private let pass: ModelPass

  /// - Precondition: `model.defect` is nil, and its attention has weights: it is no control.
  public init(_ model: VisionTransformerConfiguration, seed: UInt64) {
    precondition(model.defect == nil && model.attention.usesLogits, model.defect ?? "a control")
    self.model = model
    let layout = ParameterLayout(model)
    let attention = AttentionShape(model)
    let activations = ActivationLayout(model, attention: attention, images: 1)
    parameters = FloatBuffer(count: layout.count)
    parameters.contents = layout.initialParameters(seed: seed)
    fixedPositions = fixedPositionEmbedding(model)
    arena = FloatBuffer(count: activations.count)
    let packed = PackedWeights(layout)
    packed.pack(parameters.pointer, on: ThreadTeam(count: 1))
    pass = ModelPass(
      model: model, layout: layout, attention: attention, activations: activations,
      packed: packed, parameters: parameters.pointer,
      fixedPositions: fixedPositions.map { UnsafePointer($0.pointer) }, arena: arena.pointer)
  }

  /// L times the mean attention weight of every layer, first layer first: the mean over images,
  /// heads, the queries 0, queryStep, 2 queryStep and so on, and all keys.
  ///
  /// - Parameter images: [count, height, width, channels], scaled to [-1, 1].
  public func scaledMeanWeights(
    images: UnsafePointer<Float>, count: Int, queryStep: Int = 1
  ) -> [Double] {
    guard let weights = model.attention.weights else { return [] }
    var sums = [Double](repeating: 0, count: model.depth)
    flushingSubnormals {
      for image in 0..<count {
        pass.forward(images: images + image * model.pixels, count: 1)
        for (layer, block) in pass.activations.blocks.enumerated() {
          for head in 0..<model.heads {
            sums[layer] += attentionWeightSum(
              weights, pass.attention,
              queries: arena.pointer + block.normedQueries + head * model.headWidth,
              keys: arena.pointer + block.normedKeys + head * model.headWidth,
              queryStep: queryStep, scratch: arena.pointer + pass.activations.attentionScratch)
          }
        }
      }
    }
    // The mean over keys divides by L, and what is asked for is L times it.
    let queries = (model.tokens + queryStep - 1) / queryStep
    return sums.map { $0 / Double(count * model.heads * queries) }
  }
}

extension AttentionShape {
  /// That of one head of a model.
  init(_ model: VisionTransformerConfiguration) {
    let lengthFactor = model.attention.alpha.map { power(Double(model.tokens), -$0.value) } ?? 1
    self.init(
      tokens: model.tokens, headWidth: model.headWidth, rowStride: model.width,
      logitScale: Float(1 / Double(model.headWidth).squareRoot()),
      outputScale: Float(lengthFactor))
  }
}
