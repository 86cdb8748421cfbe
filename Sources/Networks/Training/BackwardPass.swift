import Kernels

// The backward pass of each part of ForwardPass.swift, in reverse order. A weight's gradient is added to
// what the shard's buffer holds, rows ascending, so the bits do not depend on how a shard is cut into
// chunks.
extension ModelPass {
  /// Adds the chunk's gradient to `gradient` (layout order); `forward` must have run on the same
  /// images, and the arena must hold the gradient of the logits.
  func backward(count: Int, gradient: UnsafeMutablePointer<Float>) {
    let rows = count * model.tokens
    classifyBackward(rows: rows, count: count, gradient)
    for index in stride(from: model.depth - 1, through: 0, by: -1) {
      transformBackward(index, rows: rows, gradient)
      attendBackward(index, rows: rows, count: count, gradient)
    }
    embedBackward(count: count, gradient)
  }

  private var residualGradient: UnsafeMutablePointer<Float> {
    arena + activations.residualGradient
  }

  // MARK: - Parts

  private func classifyBackward(rows: Int, count: Int, _ gradient: UnsafeMutablePointer<Float>) {
    let width = model.width
    let logitGradient = arena + activations.logitGradient
    let pooledGradient = arena + activations.pooledGradient
    projectBackward(
      count, x: arena + activations.representation, layout.headKernel, layout.headBias,
      dy: logitGradient, gradient)
    inputGradient(count, layout.headKernel, dy: logitGradient, dx: pooledGradient, start: .zero)
    if let kernel = layout.preLogitsKernel, let bias = layout.preLogitsBias {
      let preLogitGradient = arena + activations.rowGradientA
      activationBackward(
        .hyperbolicTangent, count: count * width, x: arena + activations.preLogits,
        gradient: pooledGradient)
      preLogitGradient.update(from: pooledGradient, count: count * width)
      projectBackward(
        count, x: arena + activations.pooled, kernel, bias, dy: preLogitGradient, gradient)
      inputGradient(count, kernel, dy: preLogitGradient, dx: pooledGradient, start: .zero)
    }
    let normGradient = arena + activations.rowGradientA
    for image in 0..<count {
      let tokens = normGradient + image * model.tokens * width
      let pooled = pooledGradient + image * width
      switch model.pooling {
      case .mean:
        fillRows(
          rows: model.tokens, columns: width, with: pooled, scale: 1 / Float(model.tokens),
          matrix: tokens, rowStride: width)
      case .classToken:
        tokens.update(from: pooled, count: width)
        (tokens + width).update(repeating: 0, count: (model.tokens - 1) * width)
      }
    }
    normaliseBackward(
      rows: rows, x: activations.output, scale: layout.finalNormScale,
      bias: layout.finalNormBias, means: activations.finalNormMeans,
      reciprocals: activations.finalNormReciprocals, dy: normGradient, accumulates: false,
      gradient)
  }

  private func transformBackward(
    _ index: Int, rows: Int, _ gradient: UnsafeMutablePointer<Float>
  ) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    let hiddenGradient = arena + activations.hiddenGradient
    let normGradient = arena + activations.rowGradientA
    projectBackward(
      rows, x: arena + block.activated, slices.mlpOutKernel, slices.mlpOutBias,
      dy: residualGradient, gradient)
    inputGradient(
      rows, slices.mlpOutKernel, dy: residualGradient, dx: hiddenGradient, start: .zero)
    activationBackward(
      .gelu, count: rows * model.hidden, x: arena + block.hidden, gradient: hiddenGradient)
    projectBackward(
      rows, x: arena + block.mlpNorm, slices.mlpInKernel, slices.mlpInBias, dy: hiddenGradient,
      gradient)
    inputGradient(rows, slices.mlpInKernel, dy: hiddenGradient, dx: normGradient, start: .zero)
    normaliseBackward(
      rows: rows, x: block.middle, scale: slices.mlpNormScale, bias: slices.mlpNormBias,
      means: block.mlpNormMeans, reciprocals: block.mlpNormReciprocals, dy: normGradient,
      accumulates: true, gradient)
  }

  private func attendBackward(
    _ index: Int, rows: Int, count: Int, _ gradient: UnsafeMutablePointer<Float>
  ) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    if case .none = model.attention {
      addColumnSums(
        rows: rows, columns: model.width, matrix: residualGradient, rowStride: model.width,
        sums: gradient + slices.outputBias.offset)
      return
    }
    let normed = arena + block.attentionNorm
    let normGradient = arena + activations.rowGradientA
    let headGradient = arena + activations.rowGradientB
    // Whatever comes first writes the gradient of the norm's output; the others add to it.
    var normStart = ProductStart.zero
    func addNormGradient(_ kernel: ParameterLayout.Slice, dy: UnsafePointer<Float>) {
      inputGradient(rows, kernel, dy: dy, dx: normGradient, start: normStart)
      normStart = .accumulate
    }

    let gated = slices.gateKernel != nil
    projectBackward(
      rows, x: arena + (gated ? block.gated : block.attended), slices.outputKernel,
      slices.outputBias, dy: residualGradient, gradient)
    inputGradient(
      rows, slices.outputKernel, dy: residualGradient, dx: headGradient, start: .zero)
    if let gateKernel = slices.gateKernel, let gateBias = slices.gateBias {
      let gateGradient = arena + activations.rowGradientC
      let projection = arena + block.gateProjection
      let floats = rows * model.width
      multiplyElements(
        count: floats, left: headGradient, right: arena + block.attended, product: gateGradient)
      if model.gate == .silu {
        activationBackward(.silu, count: floats, x: projection, gradient: gateGradient)
      }
      let gate = model.gate == .silu ? arena + block.gate : projection
      multiplyElements(count: floats, left: headGradient, right: gate, product: headGradient)
      projectBackward(rows, x: normed, gateKernel, gateBias, dy: gateGradient, gradient)
      addNormGradient(gateKernel, dy: gateGradient)
    }

    let valueGradient = arena + activations.rowGradientC
    mixTokensBackward(block, count: count, dHeads: headGradient, dValues: valueGradient)
    projectBackward(
      rows, x: normed, slices.valueKernel, slices.valueBias, dy: valueGradient, gradient)
    addNormGradient(slices.valueKernel, dy: valueGradient)
    if model.attention.usesLogits {
      addNormGradient(
        slices.queryKernel,
        dy: projectHeadsBackward(
          rows, normed, slices.queryKernel, slices.queryBias, scale: slices.queryNormScale,
          x: block.queries, means: block.queryMeans, reciprocals: block.queryReciprocals,
          dy: activations.normedQueryGradient, gradient))
      addNormGradient(
        slices.keyKernel,
        dy: projectHeadsBackward(
          rows, normed, slices.keyKernel, slices.keyBias, scale: slices.keyNormScale,
          x: block.keys, means: block.keyMeans, reciprocals: block.keyReciprocals,
          dy: activations.normedKeyGradient, gradient))
    }
    normaliseBackward(
      rows: rows, x: block.input, scale: slices.attentionNormScale,
      bias: slices.attentionNormBias, means: block.attentionNormMeans,
      reciprocals: block.attentionNormReciprocals, dy: normGradient, accumulates: true, gradient)
  }

  /// The backward pass of queries or keys: through their norm where they have one, then the projection.
  /// Returns the gradient [R, D] of the projection's output.
  private func projectHeadsBackward(
    _ rows: Int, _ normed: UnsafePointer<Float>, _ kernel: ParameterLayout.Slice,
    _ bias: ParameterLayout.Slice, scale: ParameterLayout.Slice?, x: Int, means: Int,
    reciprocals: Int, dy: Int, _ gradient: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    var projectionGradient = arena + dy
    if let scale {
      projectionGradient = arena + activations.rowGradientD
      layerNormBackward(
        rows: rows, groups: model.heads, width: model.headWidth, rowStride: model.width,
        x: arena + x, scale: parameters + scale.offset, means: arena + means,
        reciprocals: arena + reciprocals, dy: arena + dy, dx: projectionGradient,
        accumulates: false, dScale: gradient + scale.offset, dBias: nil)
    }
    projectBackward(rows, x: normed, kernel, bias, dy: projectionGradient, gradient)
    return UnsafePointer(projectionGradient)
  }

  private func mixTokensBackward(
    _ block: ActivationLayout.Block, count: Int, dHeads: UnsafePointer<Float>,
    dValues: UnsafeMutablePointer<Float>
  ) {
    guard let weights = model.attention.weights else {
      averageTokens(dHeads, into: dValues, count: count)
      return
    }
    let tokens = model.tokens
    for image in 0..<count {
      let first = image * tokens * model.width
      for head in 0..<model.heads {
        let offset = first + head * model.headWidth
        let statistics = (image * model.heads + head) * tokens
        attentionBackward(
          weights, attention,
          queries: arena + block.normedQueries + offset,
          keys: arena + block.normedKeys + offset, values: arena + block.values + offset,
          output: arena + block.attended + offset,
          rowMaxima: arena + block.rowMaxima + statistics,
          rowReciprocals: arena + block.rowReciprocals + statistics,
          dOutput: dHeads + offset,
          dQueries: arena + activations.normedQueryGradient + offset,
          dKeys: arena + activations.normedKeyGradient + offset, dValues: dValues + offset,
          scratch: arena + activations.attentionScratch)
      }
    }
  }

  private func embedBackward(count: Int, _ gradient: UnsafeMutablePointer<Float>) {
    let width = model.width
    let patches = model.patches
    for image in 0..<count {
      var rows = UnsafePointer(residualGradient) + image * model.tokens * width
      if let classToken = layout.classToken {
        let slot = gradient + classToken.offset
        addElements(count: width, left: slot, right: rows, sum: slot)
        rows += width
      }
      if let positions = layout.positionEmbedding {
        let slot = gradient + positions.offset
        addElements(count: patches * width, left: slot, right: rows, sum: slot)
      }
      projectBackward(
        patches, x: arena + activations.patches + image * patches * model.patchVector,
        layout.embeddingKernel, layout.embeddingBias, dy: rows, gradient)
    }
  }

  // MARK: - Layers

  /// dW += xT dy and db += the column sums of dy.
  private func projectBackward(
    _ rows: Int, x: UnsafePointer<Float>, _ kernel: ParameterLayout.Slice,
    _ bias: ParameterLayout.Slice, dy: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    let (inputs, outputs) = (kernel.shape[0], kernel.shape[1])
    multiply(
      rows: inputs, columns: outputs, inner: rows, a: x, aRowStride: 1, aInnerStride: inputs,
      b: ProductOperand(rowMajor: dy, rowStride: outputs),
      c: gradient + kernel.offset, cRowStride: outputs, start: .accumulate)
    addColumnSums(
      rows: rows, columns: outputs, matrix: dy, rowStride: outputs,
      sums: gradient + bias.offset)
  }

  /// dx = dy WT, or added to what dx holds.
  private func inputGradient(
    _ rows: Int, _ kernel: ParameterLayout.Slice, dy: UnsafePointer<Float>,
    dx: UnsafeMutablePointer<Float>, start: ProductStart
  ) {
    let (inputs, outputs) = (kernel.shape[0], kernel.shape[1])
    multiply(
      rows: rows, columns: inputs, inner: outputs, a: dy, aRowStride: outputs, aInnerStride: 1,
      b: packed.backward(kernel), c: dx, cRowStride: inputs, start: start)
  }

  /// Gradient of a norm's input, written to or added to the gradient of the residual.
  private func normaliseBackward(
    rows: Int, x: Int, scale: ParameterLayout.Slice, bias: ParameterLayout.Slice,
    means: Int, reciprocals: Int, dy: UnsafePointer<Float>, accumulates: Bool,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    layerNormBackward(
      rows: rows, width: model.width, rowStride: model.width, x: arena + x,
      scale: parameters + scale.offset, means: arena + means, reciprocals: arena + reciprocals,
      dy: dy, dx: residualGradient, accumulates: accumulates,
      dScale: gradient + scale.offset, dBias: gradient + bias.offset)
  }
}
