import Kernels

// The second half of a transformer block: norm, two dense layers, GELU between them.
extension ModelPass {
  /// output = afterAttention + MLP(LN(afterAttention)), where the output is the next block's input.
  func mlpBlock(_ index: Int, count: Int) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    let rows = count * model.tokens
    let isLast = index + 1 == model.depth
    let output = isLast ? activations.output : activations.blocks[index + 1].input
    // normed = LN(afterAttention).
    normalise(
      rows: rows, x: arena[block.afterAttention], scale: slices.mlpNormScale,
      bias: slices.mlpNormBias, norm: block.mlpNorm)
    // hidden = normed W1 + b1.
    dense(
      rows: rows, x: arena[block.mlpNorm.output], kernel: slices.mlpInKernel,
      bias: slices.mlpInBias, y: arena[block.hidden])
    // activated = GELU(hidden), whose derivatives take the place of hidden.
    activationForward(
      .gelu, count: rows * model.hidden, x: arena[block.hidden], y: arena[block.activated])
    // output = afterAttention + activated W2 + b2.
    dense(
      rows: rows, x: arena[block.activated], kernel: slices.mlpOutKernel, bias: slices.mlpOutBias,
      residual: arena[block.afterAttention], y: arena[output])
  }

  /// The backward pass of `mlpBlock`: the gradient of the block's output becomes that of the
  /// residual stream after attention.
  func mlpBlockBackward(_ index: Int, count: Int, gradient: GradientView) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    let rows = count * model.tokens
    let dResidual = arena[activations.residualGradient]
    let dHidden = arena[activations.hiddenGradient]
    let dNormed = arena[activations.normGradient]
    // Differentiates: output = afterAttention + activated W2 + b2.
    denseBackward(
      rows: rows, x: arena[block.activated], kernel: slices.mlpOutKernel, bias: slices.mlpOutBias,
      dy: dResidual, dx: dHidden, gradient: gradient)
    // Differentiates: activated = GELU(hidden).
    activationBackward(
      count: rows * model.hidden, derivatives: arena[block.hidden], gradient: dHidden)
    // Differentiates: hidden = normed W1 + b1.
    denseBackward(
      rows: rows, x: arena[block.mlpNorm.output], kernel: slices.mlpInKernel,
      bias: slices.mlpInBias, dy: dHidden, dx: dNormed, gradient: gradient)
    // Differentiates: normed = LN(afterAttention). The residual's gradient is already there.
    normaliseBackward(
      rows: rows, x: arena[block.afterAttention], scale: slices.mlpNormScale,
      bias: slices.mlpNormBias, norm: block.mlpNorm, dy: dNormed, dx: dResidual,
      accumulates: true, gradient: gradient)
  }
}
