import Kernels

/// The forward and the backward pass of the model over a chunk of images, in one thread's arena.
///
/// Each part has a file of its own that holds both its passes. A part's backward pass takes the
/// arguments of its forward pass in the same order and goes through its steps in reverse, each
/// under a comment with the equation of the forward step that it differentiates. `Layers.swift`
/// holds what the parts share.
///
/// The gradient by a parameter is added to what the shard's buffer holds, rows ascending, so the
/// bits do not depend on how a shard is cut into chunks.
///
/// Letters: N images of the chunk, L tokens, R = N L rows, D width, M hidden width of the MLP, P
/// patch vector, C classes.
struct ModelPass {
  let model: VisionTransformerConfiguration
  let layout: ParameterLayout
  let attention: AttentionShape
  let parameters: ParameterView
  let packed: PackedWeights
  /// [patches, D]; nil when the embedding is learned.
  let fixedPositions: FloatBuffer?
  let arena: ActivationArena

  var activations: ActivationLayout { arena.layout }

  /// Logits [N, C], left in the arena.
  ///
  /// - Parameter images: [N, height, width, channels], scaled to [-1, 1].
  func forward(images: UnsafePointer<Float>, count: Int) {
    embed(images: images, count: count)
    for index in 0..<model.depth {
      attentionBlock(index, count: count)
      mlpBlock(index, count: count)
    }
    readout(count: count)
  }

  /// The backward pass of `forward`: adds the chunk's gradient to `gradient`. `forward` has run on
  /// the chunk, and the arena holds the gradient by the logits.
  func backward(count: Int, gradient: GradientView) {
    readoutBackward(count: count, gradient: gradient)
    for index in (0..<model.depth).reversed() {
      mlpBlockBackward(index, count: count, gradient: gradient)
      attentionBlockBackward(index, count: count, gradient: gradient)
    }
    embedBackward(count: count, gradient: gradient)
  }
}
