import Kernels

// From the last residual stream to the logits: final norm, pooling, pre-logits, head.
extension ModelPass {
  /// logits = representation Wh + bh, where the representation is the pooled LN(x), or the tanh of
  /// a dense layer on it.
  func readout(count: Int) {
    let rows = count * model.tokens
    // normed = LN(x).
    normalise(
      rows: rows, x: arena[activations.output], scale: layout.finalNormScale,
      bias: layout.finalNormBias, norm: activations.finalNorm)
    // pooled = mean(normed), or normed[0].
    let pooled = arena[activations.pooled]
    for image in 0..<count {
      let tokens = arena[activations.finalNorm.output] + image * model.tokens * model.width
      switch model.pooling {
      case .mean:
        columnMeans(
          rows: model.tokens, columns: model.width, matrix: tokens, rowStride: model.width,
          scale: 1 / Float(model.tokens), means: pooled + image * model.width)
      case .classToken:
        (pooled + image * model.width).update(from: tokens, count: model.width)
      }
    }
    if let preLogits = activations.preLogits, let kernel = layout.preLogitsKernel,
      let bias = layout.preLogitsBias
    {
      // preLogits = pooled Wp + bp.
      dense(rows: count, x: pooled, kernel: kernel, bias: bias, y: arena[preLogits])
      // representation = tanh(preLogits).
      activationForward(
        .hyperbolicTangent, count: count * model.width, x: arena[preLogits],
        y: arena[activations.representation])
    }
    // logits = representation Wh + bh.
    dense(
      rows: count, x: arena[activations.representation], kernel: layout.headKernel,
      bias: layout.headBias, y: arena[activations.logits])
  }

  /// The backward pass of `readout`: writes the gradient of the residual stream.
  func readoutBackward(count: Int, gradient: GradientView) {
    let rows = count * model.tokens
    let dRepresentation = arena[activations.representationGradient]
    let dPooled = arena[activations.pooledGradient]
    let dNormed = arena[activations.normGradient]
    // Differentiates: logits = representation Wh + bh.
    denseBackward(
      rows: count, x: arena[activations.representation], kernel: layout.headKernel,
      bias: layout.headBias, dy: arena[activations.logitGradient], dx: dRepresentation,
      gradient: gradient)
    if let preLogits = activations.preLogits, let kernel = layout.preLogitsKernel,
      let bias = layout.preLogitsBias
    {
      // Differentiates: representation = tanh(preLogits).
      activationBackward(
        count: count * model.width, derivatives: arena[preLogits], gradient: dRepresentation)
      // Differentiates: preLogits = pooled Wp + bp.
      denseBackward(
        rows: count, x: arena[activations.pooled], kernel: kernel, bias: bias,
        dy: dRepresentation, dx: dPooled, gradient: gradient)
    }
    // Differentiates: pooled = mean(normed), or normed[0].
    for image in 0..<count {
      let dTokens = dNormed + image * model.tokens * model.width
      let dPooled = dPooled + image * model.width
      switch model.pooling {
      case .mean:
        fillRows(
          rows: model.tokens, columns: model.width, with: dPooled,
          scale: 1 / Float(model.tokens), matrix: dTokens, rowStride: model.width)
      case .classToken:
        dTokens.update(from: dPooled, count: model.width)
        (dTokens + model.width).update(repeating: 0, count: (model.tokens - 1) * model.width)
      }
    }
    // Differentiates: normed = LN(x).
    normaliseBackward(
      rows: rows, x: arena[activations.output], scale: layout.finalNormScale,
      bias: layout.finalNormBias, norm: activations.finalNorm, dy: dNormed,
      dx: arena[activations.residualGradient], gradient: gradient)
  }
}
