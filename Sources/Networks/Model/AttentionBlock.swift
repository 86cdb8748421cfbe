import Kernels

// The first half of a transformer block: norm, projections, attention, gate, output projection.
extension ModelPass {
  /// afterAttention = x + attention(LN(x)) Wo + bo, where x is the residual stream before the
  /// block; with a gate the heads are multiplied with it before the output projection.
  func attentionBlock(_ index: Int, count: Int) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    let rows = count * model.tokens
    let x = arena[block.input]
    if case .none = model.attention {
      // afterAttention = x + bo: the control adds the output bias alone.
      for row in 0..<rows {
        addElements(
          count: model.width, left: x + row * model.width, right: parameters[slices.outputBias],
          sum: arena[block.afterAttention] + row * model.width)
      }
      return
    }
    // normed = LN(x).
    normalise(
      rows: rows, x: x, scale: slices.attentionNormScale, bias: slices.attentionNormBias,
      norm: block.attentionNorm)
    let normed = arena[block.attentionNorm.output]
    if model.attention.usesLogits {
      // keys = norm(normed Wk + bk).
      projectHeads(
        rows: rows, x: normed, kernel: slices.keyKernel, bias: slices.keyBias,
        scale: slices.keyNormScale, heads: block.keys)
      // queries = norm(normed Wq + bq).
      projectHeads(
        rows: rows, x: normed, kernel: slices.queryKernel, bias: slices.queryBias,
        scale: slices.queryNormScale, heads: block.queries)
    }
    // values = normed Wv + bv.
    dense(
      rows: rows, x: normed, kernel: slices.valueKernel, bias: slices.valueBias,
      y: arena[block.values])
    // heads = attention(queries, keys, values).
    attend(block, count: count)
    var heads = arena[block.heads]
    if let gate = block.gate, let gateKernel = slices.gateKernel, let gateBias = slices.gateBias {
      // projection = normed Wg + bg.
      dense(
        rows: rows, x: normed, kernel: gateKernel, bias: gateBias, y: arena[gate.projection])
      // factor = activation(projection), or the projection itself.
      let floats = rows * model.width
      if model.gate == .silu {
        activationForward(
          .silu, count: floats, x: arena[gate.projection], y: arena[gate.factor])
      }
      // gated = heads * factor.
      multiplyElements(
        count: floats, left: heads, right: arena[gate.factor], product: arena[gate.output])
      heads = arena[gate.output]
    }
    // afterAttention = x + (gated) heads Wo + bo.
    dense(
      rows: rows, x: heads, kernel: slices.outputKernel, bias: slices.outputBias, residual: x,
      y: arena[block.afterAttention])
  }

  /// The backward pass of `attentionBlock`: the gradient of the residual stream after attention
  /// becomes that before the block.
  func attentionBlockBackward(_ index: Int, count: Int, gradient: GradientView) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    let rows = count * model.tokens
    let dResidual = arena[activations.residualGradient]
    if case .none = model.attention {
      // Differentiates: afterAttention = x + bo.
      addColumnSums(
        rows: rows, columns: model.width, matrix: dResidual, rowStride: model.width,
        sums: gradient[slices.outputBias])
      return
    }
    let normed = arena[block.attentionNorm.output]
    let dNormed = arena[activations.normGradient]
    let dHeads = arena[activations.headGradient]
    // Differentiates: afterAttention = x + (gated) heads Wo + bo.
    denseBackward(
      rows: rows, x: arena[block.gate?.output ?? block.heads], kernel: slices.outputKernel,
      bias: slices.outputBias, dy: dResidual, dx: dHeads, gradient: gradient)
    if let gate = block.gate, let gateKernel = slices.gateKernel, let gateBias = slices.gateBias {
      let dProjection = arena[activations.gateGradient]
      // Differentiates: gated = heads * factor.
      let floats = rows * model.width
      multiplyElements(
        count: floats, left: dHeads, right: arena[block.heads], product: dProjection)
      multiplyElements(
        count: floats, left: dHeads, right: arena[gate.factor], product: dHeads)
      // Differentiates: factor = activation(projection).
      if model.gate == .silu {
        activationBackward(
          count: floats, derivatives: arena[gate.projection], gradient: dProjection)
      }
      // Differentiates: projection = normed Wg + bg.
      denseBackward(
        rows: rows, x: normed, kernel: gateKernel, bias: gateBias, dy: dProjection, dx: dNormed,
        gradient: gradient)
    }
    // Differentiates: heads = attention(queries, keys, values).
    attendBackward(block, count: count)
    // Differentiates: values = normed Wv + bv. The gate has written dNormed where there is one.
    denseBackward(
      rows: rows, x: normed, kernel: slices.valueKernel, bias: slices.valueBias,
      dy: arena[activations.valueGradient], dx: dNormed, accumulates: block.gate != nil,
      gradient: gradient)
    if model.attention.usesLogits {
      // Differentiates: queries = norm(normed Wq + bq).
      projectHeadsBackward(
        rows: rows, x: normed, kernel: slices.queryKernel, bias: slices.queryBias,
        scale: slices.queryNormScale, heads: block.queries,
        dHeads: arena[activations.queryGradient], dx: dNormed, gradient: gradient)
      // Differentiates: keys = norm(normed Wk + bk).
      projectHeadsBackward(
        rows: rows, x: normed, kernel: slices.keyKernel, bias: slices.keyBias,
        scale: slices.keyNormScale, heads: block.keys, dHeads: arena[activations.keyGradient],
        dx: dNormed, gradient: gradient)
    }
    // Differentiates: normed = LN(x). The residual stream's gradient is already there.
    normaliseBackward(
      rows: rows, x: arena[block.input], scale: slices.attentionNormScale,
      bias: slices.attentionNormBias, norm: block.attentionNorm, dy: dNormed, dx: dResidual,
      accumulates: true, gradient: gradient)
  }

  // MARK: - Queries and keys

  /// heads = norm(x W + b), the norm over each head's width and only with qk-layernorm.
  ///
  /// - Parameters:
  ///   - x: [rows, D].
  ///   - scale: [d]; nil without qk-layernorm.
  ///   - heads: where the projection and its norm are written.
  private func projectHeads(
    rows: Int, x: UnsafePointer<Float>, kernel: ParameterLayout.Slice,
    bias: ParameterLayout.Slice, scale: ParameterLayout.Slice?,
    heads: ActivationLayout.HeadProjection
  ) {
    // projected = x W + b.
    let projected = arena[heads.projected]
    dense(rows: rows, x: x, kernel: kernel, bias: bias, y: projected)
    // heads = norm(projected).
    if let scale, let norm = heads.norm {
      normalise(rows: rows, x: projected, scale: scale, bias: nil, norm: norm)
    }
  }

  /// The backward pass of `projectHeads`.
  ///
  /// - Parameters:
  ///   - x, kernel, bias, scale, heads: as for `projectHeads`.
  ///   - dHeads: [rows, D].
  ///   - dx: [rows, D], added to.
  private func projectHeadsBackward(
    rows: Int, x: UnsafePointer<Float>, kernel: ParameterLayout.Slice,
    bias: ParameterLayout.Slice, scale: ParameterLayout.Slice?,
    heads: ActivationLayout.HeadProjection, dHeads: UnsafePointer<Float>,
    dx: UnsafeMutablePointer<Float>, gradient: GradientView
  ) {
    var dProjected = dHeads
    // Differentiates: heads = norm(projected).
    if let scale, let norm = heads.norm {
      let target = arena[activations.projectionGradient]
      normaliseBackward(
        rows: rows, x: arena[heads.projected], scale: scale, bias: nil, norm: norm, dy: dHeads,
        dx: target, gradient: gradient)
      dProjected = UnsafePointer(target)
    }
    // Differentiates: projected = x W + b.
    denseBackward(
      rows: rows, x: x, kernel: kernel, bias: bias, dy: dProjected, dx: dx, accumulates: true,
      gradient: gradient)
  }

  // MARK: - Attention

  /// heads = attention(queries, keys, values), head by head.
  private func attend(_ block: ActivationLayout.Block, count: Int) {
    guard let weights = model.attention.weights else {
      averageTokens(arena[block.values], means: arena[block.heads], count: count)
      return
    }
    forEachHead(count: count) { first, statistics in
      attentionForward(
        weights, attention, queries: arena[block.queries.output] + first,
        keys: arena[block.keys.output] + first, values: arena[block.values] + first,
        output: arena[block.heads] + first, rowMaxima: arena[block.rowMaxima] + statistics,
        rowReciprocals: arena[block.rowReciprocals] + statistics,
        scratch: arena[activations.attentionScratch])
    }
  }

  /// The backward pass of `attend`: writes the gradients of queries, keys and values.
  private func attendBackward(_ block: ActivationLayout.Block, count: Int) {
    let dHeads = arena[activations.headGradient]
    let dValues = arena[activations.valueGradient]
    guard let weights = model.attention.weights else {
      // Averaging is symmetric, so it is its own backward pass.
      averageTokens(dHeads, means: dValues, count: count)
      return
    }
    forEachHead(count: count) { first, statistics in
      attentionBackward(
        weights, attention, queries: arena[block.queries.output] + first,
        keys: arena[block.keys.output] + first, values: arena[block.values] + first,
        output: arena[block.heads] + first, rowMaxima: arena[block.rowMaxima] + statistics,
        rowReciprocals: arena[block.rowReciprocals] + statistics, dOutput: dHeads + first,
        dQueries: arena[activations.queryGradient] + first,
        dKeys: arena[activations.keyGradient] + first, dValues: dValues + first,
        scratch: arena[activations.attentionScratch])
    }
  }

  /// Runs `body` for every head of every image, with the offset of the head's first row in [R, D]
  /// and that of its row statistics in [N, H, L].
  private func forEachHead(count: Int, _ body: (_ first: Int, _ statistics: Int) -> Void) {
    for image in 0..<count {
      for head in 0..<model.heads {
        body(
          image * model.tokens * model.width + head * model.headWidth,
          (image * model.heads + head) * model.tokens)
      }
    }
  }

  /// Uniform attention: every row of `means` becomes the mean of its image's rows.
  ///
  /// - Parameters:
  ///   - rows: [R, D].
  ///   - means: [R, D], written.
  private func averageTokens(
    _ rows: UnsafePointer<Float>, means: UnsafeMutablePointer<Float>, count: Int
  ) {
    let mean = arena[activations.tokenMean]
    for image in 0..<count {
      let first = image * model.tokens * model.width
      columnMeans(
        rows: model.tokens, columns: model.width, matrix: rows + first, rowStride: model.width,
        scale: 1 / Float(model.tokens), means: mean)
      fillRows(
        rows: model.tokens, columns: model.width, with: mean, scale: 1, matrix: means + first,
        rowStride: model.width)
    }
  }
}
