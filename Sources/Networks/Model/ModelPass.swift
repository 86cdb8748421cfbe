import Kernels

/// The model on a chunk of images, the forward pass and the backward pass, in one thread's arena.
///
/// The two ways are written in pairs: each part of `ForwardPass.swift` has its backward pass of the same
/// name in `BackwardPass.swift`. Letters: N images of the chunk, L tokens, R = N L rows, D width,
/// P patch vector, C classes.
struct ModelPass {
  let model: VisionTransformerConfiguration
  let layout: ParameterLayout
  let attention: AttentionShape
  let activations: ActivationLayout
  let packed: PackedWeights
  let parameters: UnsafePointer<Float>
  /// [patches, D]; nil when the embedding is learned.
  let fixedPositions: UnsafePointer<Float>?
  let arena: UnsafeMutablePointer<Float>

  /// Logits [N, C] of `count` images, left in the arena.
  func forward(images: UnsafePointer<Float>, count: Int) {
    let rows = count * model.tokens
    embed(images: images, count: count)
    for index in 0..<model.depth {
      let next =
        index + 1 < model.depth ? activations.blocks[index + 1].input : activations.output
      attend(index, rows: rows, count: count)
      transform(index, rows: rows, output: arena + next)
    }
    classify(rows: rows, count: count)
  }

  // MARK: - Parts

  /// Patches become tokens: a convolution whose stride is the patch, then the position embedding.
  private func embed(images: UnsafePointer<Float>, count: Int) {
    let width = model.width
    let patches = model.patches
    let positions = fixedPositions ?? parameters + layout.positionEmbedding!.offset
    let tokens = arena + activations.blocks[0].input
    for image in 0..<count {
      let vectors = arena + activations.patches + image * patches * model.patchVector
      cutPatches(image: images + image * model.pixels, vectors: vectors)
      var rows = tokens + image * model.tokens * width
      if let classToken = layout.classToken {
        rows.update(from: parameters + classToken.offset, count: width)
        rows += width
      }
      multiply(
        rows: patches, columns: width, inner: model.patchVector,
        a: vectors, aRowStride: model.patchVector, aInnerStride: 1,
        b: packed.forward(layout.embeddingKernel), c: rows, cRowStride: width,
        start: .residual(
          positions, rowStride: width, bias: parameters + layout.embeddingBias.offset))
    }
  }

  /// [height, width, channels] becomes [patches, P]: row in the patch, column in the patch, channel.
  private func cutPatches(
    image: UnsafePointer<Float>, vectors: UnsafeMutablePointer<Float>
  ) {
    let stretch = model.patch * model.channels
    let imageRow = model.imageWidth * model.channels
    var target = vectors
    for patchRow in 0..<model.imageHeight / model.patch {
      for patchColumn in 0..<model.imageWidth / model.patch {
        for y in 0..<model.patch {
          let source = image + (patchRow * model.patch + y) * imageRow + patchColumn * stretch
          target.update(from: source, count: stretch)
          target += stretch
        }
      }
    }
  }

  /// middle = x + output projection of (gate *) attention(LN(x)).
  private func attend(_ index: Int, rows: Int, count: Int) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    let x = arena + block.input
    if case .none = model.attention {
      // The control adds the output bias alone.
      for row in 0..<rows {
        addElements(
          count: model.width, left: x + row * model.width,
          right: parameters + slices.outputBias.offset,
          sum: arena + block.middle + row * model.width)
      }
      return
    }
    let normed = arena + block.attentionNorm
    normalise(
      rows: rows, x: x, scale: slices.attentionNormScale, bias: slices.attentionNormBias,
      y: normed, means: block.attentionNormMeans, reciprocals: block.attentionNormReciprocals)
    project(rows, normed, slices.valueKernel, slices.valueBias, arena + block.values)
    if model.attention.usesLogits {
      project(rows, normed, slices.queryKernel, slices.queryBias, arena + block.queries)
      project(rows, normed, slices.keyKernel, slices.keyBias, arena + block.keys)
      if let queryScale = slices.queryNormScale, let keyScale = slices.keyNormScale {
        normaliseHeads(
          rows, x: block.queries, scale: queryScale, y: block.normedQueries,
          means: block.queryMeans, reciprocals: block.queryReciprocals)
        normaliseHeads(
          rows, x: block.keys, scale: keyScale, y: block.normedKeys,
          means: block.keyMeans, reciprocals: block.keyReciprocals)
      }
    }
    mixTokens(block, count: count)
    var heads = arena + block.attended
    if let gateKernel = slices.gateKernel, let gateBias = slices.gateBias {
      let projection = arena + block.gateProjection
      project(rows, normed, gateKernel, gateBias, projection)
      var gate = projection
      if model.gate == .silu {
        gate = arena + block.gate
        activationForward(.silu, count: rows * model.width, x: projection, y: gate)
      }
      multiplyElements(
        count: rows * model.width, left: heads, right: gate, product: arena + block.gated)
      heads = arena + block.gated
    }
    multiply(
      rows: rows, columns: model.width, inner: model.width,
      a: heads, aRowStride: model.width, aInnerStride: 1,
      b: packed.forward(slices.outputKernel), c: arena + block.middle, cRowStride: model.width,
      start: .residual(
        x, rowStride: model.width, bias: parameters + slices.outputBias.offset))
  }

  /// Joined heads [R, D] from queries, keys and values.
  private func mixTokens(_ block: ActivationLayout.Block, count: Int) {
    guard let weights = model.attention.weights else {
      averageTokens(arena + block.values, into: arena + block.attended, count: count)
      return
    }
    let tokens = model.tokens
    for image in 0..<count {
      let first = image * tokens * model.width
      for head in 0..<model.heads {
        let offset = first + head * model.headWidth
        let statistics = (image * model.heads + head) * tokens
        attentionForward(
          weights, attention,
          queries: arena + block.normedQueries + offset,
          keys: arena + block.normedKeys + offset, values: arena + block.values + offset,
          output: arena + block.attended + offset,
          rowMaxima: arena + block.rowMaxima + statistics,
          rowReciprocals: arena + block.rowReciprocals + statistics,
          scratch: arena + activations.attentionScratch)
      }
    }
  }

  /// Every row of `mixed` becomes the mean of its image's rows: uniform attention, and its own backward pass,
  /// since the averaging is symmetric.
  func averageTokens(
    _ rows: UnsafePointer<Float>, into mixed: UnsafeMutablePointer<Float>, count: Int
  ) {
    let means = arena + activations.tokenMean
    for image in 0..<count {
      let first = image * model.tokens * model.width
      columnMeans(
        rows: model.tokens, columns: model.width, matrix: rows + first, rowStride: model.width,
        scale: 1 / Float(model.tokens), means: means)
      fillRows(
        rows: model.tokens, columns: model.width, with: means, scale: 1, matrix: mixed + first,
        rowStride: model.width)
    }
  }

  /// output = middle + MLP(LN(middle)).
  private func transform(_ index: Int, rows: Int, output: UnsafeMutablePointer<Float>) {
    let slices = layout.blocks[index]
    let block = activations.blocks[index]
    let middle = arena + block.middle
    normalise(
      rows: rows, x: middle, scale: slices.mlpNormScale, bias: slices.mlpNormBias,
      y: arena + block.mlpNorm, means: block.mlpNormMeans, reciprocals: block.mlpNormReciprocals)
    project(
      rows, arena + block.mlpNorm, slices.mlpInKernel, slices.mlpInBias, arena + block.hidden)
    activationForward(
      .gelu, count: rows * model.hidden, x: arena + block.hidden, y: arena + block.activated)
    multiply(
      rows: rows, columns: model.width, inner: model.hidden,
      a: arena + block.activated, aRowStride: model.hidden, aInnerStride: 1,
      b: packed.forward(slices.mlpOutKernel), c: output, cRowStride: model.width,
      start: .residual(
        middle, rowStride: model.width, bias: parameters + slices.mlpOutBias.offset))
  }

  /// Final norm, pooling, pre-logits where there are any, head.
  private func classify(rows: Int, count: Int) {
    normalise(
      rows: rows, x: arena + activations.output, scale: layout.finalNormScale,
      bias: layout.finalNormBias, y: arena + activations.finalNorm,
      means: activations.finalNormMeans, reciprocals: activations.finalNormReciprocals)
    let width = model.width
    let pooled = arena + activations.pooled
    for image in 0..<count {
      let tokens = arena + activations.finalNorm + image * model.tokens * width
      switch model.pooling {
      case .mean:
        columnMeans(
          rows: model.tokens, columns: width, matrix: tokens, rowStride: width,
          scale: 1 / Float(model.tokens), means: pooled + image * width)
      case .classToken:
        (pooled + image * width).update(from: tokens, count: width)
      }
    }
    let representation = arena + activations.representation
    if let kernel = layout.preLogitsKernel, let bias = layout.preLogitsBias {
      let preLogits = arena + activations.preLogits
      project(count, pooled, kernel, bias, preLogits)
      activationForward(
        .hyperbolicTangent, count: count * width, x: preLogits, y: representation)
    }
    project(count, representation, layout.headKernel, layout.headBias, arena + activations.logits)
  }

  // MARK: - Layers

  /// y = x W + b.
  private func project(
    _ rows: Int, _ x: UnsafePointer<Float>, _ kernel: ParameterLayout.Slice,
    _ bias: ParameterLayout.Slice, _ y: UnsafeMutablePointer<Float>
  ) {
    multiply(
      rows: rows, columns: kernel.shape[1], inner: kernel.shape[0],
      a: x, aRowStride: kernel.shape[0], aInnerStride: 1, b: packed.forward(kernel),
      c: y, cRowStride: kernel.shape[1], start: .bias(parameters + bias.offset))
  }

  private func normalise(
    rows: Int, x: UnsafePointer<Float>, scale: ParameterLayout.Slice,
    bias: ParameterLayout.Slice, y: UnsafeMutablePointer<Float>, means: Int, reciprocals: Int
  ) {
    layerNormForward(
      rows: rows, width: model.width, rowStride: model.width, x: x,
      scale: parameters + scale.offset, bias: parameters + bias.offset, y: y,
      means: arena + means, reciprocals: arena + reciprocals)
  }

  private func normaliseHeads(
    _ rows: Int, x: Int, scale: ParameterLayout.Slice, y: Int, means: Int, reciprocals: Int
  ) {
    layerNormForward(
      rows: rows, groups: model.heads, width: model.headWidth, rowStride: model.width,
      x: arena + x, scale: parameters + scale.offset, bias: nil, y: arena + y,
      means: arena + means, reciprocals: arena + reciprocals)
  }
}
