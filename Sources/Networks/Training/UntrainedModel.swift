import Kernels
import SystemResources

/// A model before its first training step, for inspecting its attention weights.
public final class UntrainedModel {
  public let model: VisionTransformerConfiguration
  private let pass: ModelPass
  private let scratch: FloatBuffer

  /// - Precondition: `model.defect` is nil, and its attention has weights, which a control has not.
  public init(_ model: VisionTransformerConfiguration, seed: UInt64) {
    precondition(model.defect == nil && model.attention.usesLogits, model.defect ?? "a control")
    self.model = model
    let layout = ParameterLayout(model)
    let attention = AttentionShape(model)
    let activations = ActivationLayout(model, attention: attention, images: 1)
    // The parameters, what they are drawn in, and weights packed two ways.
    Memory.require(
      bytes: (4 * layout.count + activations.count + attention.weightSumScratchFloats)
        * MemoryLayout<Float>.stride,
      for: "an untrained model of \(layout.count) parameters")
    let parameters = ParameterView(buffer: FloatBuffer(layout.initialParameters(seed: seed)))
    let packed = PackedWeights(layout)
    packed.pack(parameters, on: ThreadTeam(count: 1))
    scratch = FloatBuffer(count: attention.weightSumScratchFloats)
    pass = ModelPass(
      model: model, layout: layout, attention: attention, parameters: parameters, packed: packed,
      fixedPositions: fixedPositionEmbedding(model),
      arena: ActivationArena(activations))
  }

  /// L times the mean attention weight of every layer, first layer first: the mean over images,
  /// heads, the queries 0, queryStep, 2 queryStep and so on, and all keys.
  ///
  /// - Parameter images: [count, height, width, channels], scaled to [-1, 1].
  public func scaledMeanWeights(images: [Float], queryStep: Int = 1) -> [Double] {
    precondition(images.count.isMultiple(of: model.pixels), "images are whole")
    let count = images.count / model.pixels
    var sums = [Double](repeating: 0, count: model.depth)
    // Safe: each image is read within the array.
    images.withUnsafeBufferPointer { images in
      flushingSubnormals {
        for image in 0..<count {
          pass.forward(images: images.baseAddress! + image * model.pixels, count: 1)
          for layer in 0..<model.depth {
            addWeights(of: layer, queryStep: queryStep, to: &sums[layer])
          }
        }
      }
    }
    // The mean over keys divides by L, and the result is L times the mean.
    let queries = (model.tokens + queryStep - 1) / queryStep
    return sums.map { $0 / Double(count * model.heads * queries) }
  }

  /// Adds a layer's weights, over heads, queries and keys, of the image in the arena.
  private func addWeights(of layer: Int, queryStep: Int, to sum: inout Double) {
    guard let weights = model.attention.weights else { return }
    let block = pass.activations.blocks[layer]
    for head in 0..<model.heads {
      let first = head * model.headWidth
      sum += attentionWeightSum(
        weights, pass.attention, queries: pass.arena[block.queries.output] + first,
        keys: pass.arena[block.keys.output] + first, queryStep: queryStep,
        scratch: scratch.pointer)
    }
  }
}

extension AttentionShape {
  /// The shape of one head of a model, for one image.
  init(_ model: VisionTransformerConfiguration) {
    let lengthFactor = model.attention.alpha.map { power(Double(model.tokens), -$0.value) } ?? 1
    self.init(
      tokens: model.tokens, headWidth: model.headWidth, rowStride: model.width,
      logitScale: Float(1 / Double(model.headWidth).squareRoot()),
      outputScale: Float(lengthFactor))
  }
}
