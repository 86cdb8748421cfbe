import Networks

/// The attention branch of one block: projections, norms of queries and keys, attention, gate and
/// output projection. Its input is the block's normalised input.
struct AttentionBranch {
  let model: VisionTransformerConfiguration
  let block: ParameterLayout.Block

  /// What the forward pass keeps for the backward pass, each [L, D].
  struct Activations {
    /// Before their norms.
    var query, key: [Double]
    var normalisedQuery, normalisedKey: [Double]
    var value: [Double]
    /// The joined heads, before the gate.
    var heads: [Double]
    /// The gate's projection before its activation; nil without a gate.
    var gateProjection: [Double]?
    /// The joined heads after the gate.
    var gated: [Double]
  }

  /// - Parameter x: [L, D].
  /// - Returns: what the branch adds to the residual stream [L, D], and the activations; those are
  ///   nil for `none`, where the branch is its output bias alone.
  func forward(_ x: [Double], _ parameters: [Double]) -> (y: [Double], Activations?) {
    if model.attention == .none {
      let bias = parameters[block.outputBias]
      return ((0..<x.count).map { bias[$0 % model.width] }, nil)
    }
    let query = Dense.forward(
      x, kernel: parameters[block.queryKernel], bias: parameters[block.queryBias])
    let key = Dense.forward(x, kernel: parameters[block.keyKernel], bias: parameters[block.keyBias])
    let value = Dense.forward(
      x, kernel: parameters[block.valueKernel], bias: parameters[block.valueBias])
    let normalisedQuery =
      block.queryNormScale.map { LayerNorm.forward(query, scale: parameters[$0], bias: nil) }
      ?? query
    let normalisedKey =
      block.keyNormScale.map { LayerNorm.forward(key, scale: parameters[$0], bias: nil) } ?? key
    let heads = Attention.forward(
      query: normalisedQuery, key: normalisedKey, value: value, width: model.width,
      heads: model.heads, kind: model.attention)
    var gateProjection: [Double]?
    var gated = heads
    if let kernel = block.gateKernel, let bias = block.gateBias {
      let projection = Dense.forward(x, kernel: parameters[kernel], bias: parameters[bias])
      for i in 0..<gated.count { gated[i] *= gate(projection[i]).value }
      gateProjection = projection
    }
    let y = Dense.forward(
      gated, kernel: parameters[block.outputKernel], bias: parameters[block.outputBias])
    let activations = Activations(
      query: query, key: key, normalisedQuery: normalisedQuery, normalisedKey: normalisedKey,
      value: value, heads: heads, gateProjection: gateProjection, gated: gated)
    return (y, activations)
  }

  /// Adds the gradients of the branch's parameters to `gradient`.
  ///
  /// - Parameter dy: [L, D], the gradient by the output of `forward`.
  /// - Returns: the gradient by x [L, D].
  func backward(
    _ x: [Double], _ parameters: [Double], _ activations: Activations?, dy: [Double],
    gradient: inout [Double]
  ) -> [Double] {
    guard let activations else {
      var dBias = [Double](repeating: 0, count: model.width)
      for i in 0..<dy.count { dBias[i % model.width] += dy[i] }
      gradient.add(dBias, to: block.outputBias)
      return [Double](repeating: 0, count: x.count)
    }
    /// One projection of x: adds its parameters' gradients and returns that by x.
    func projectionBackward(
      _ x: [Double], _ kernel: ParameterLayout.Slice, _ bias: ParameterLayout.Slice, dy: [Double]
    ) -> [Double] {
      let d = Dense.backward(x, kernel: parameters[kernel], bias: parameters[bias], dy: dy)
      gradient.add(d.kernel, to: kernel)
      gradient.add(d.bias, to: bias)
      return d.x
    }
    /// The norm of queries or keys, where the model has one.
    func normBackward(
      _ x: [Double], _ scale: ParameterLayout.Slice?, dy: [Double]
    ) -> [Double] {
      guard let scale else { return dy }
      let d = LayerNorm.backward(x, scale: parameters[scale], dy: dy)
      gradient.add(d.scale, to: scale)
      return d.x
    }

    // y = gated W + b.
    let dGated = projectionBackward(
      activations.gated, block.outputKernel, block.outputBias, dy: dy)
    // gated = heads * gate(projection).
    var dHeads = dGated
    var dx = [Double](repeating: 0, count: x.count)
    if let projection = activations.gateProjection, let kernel = block.gateKernel,
      let bias = block.gateBias
    {
      var dProjection = dGated
      for i in 0..<dGated.count {
        dHeads[i] = dGated[i] * gate(projection[i]).value
        dProjection[i] = dGated[i] * activations.heads[i] * gate(projection[i]).derivative
      }
      dx = projectionBackward(x, kernel, bias, dy: dProjection)
    }
    // heads = attention(normalisedQuery, normalisedKey, value).
    let d = Attention.backward(
      query: activations.normalisedQuery, key: activations.normalisedKey, value: activations.value,
      width: model.width, heads: model.heads, kind: model.attention, dy: dHeads)
    let dQuery = normBackward(activations.query, block.queryNormScale, dy: d.query)
    let dKey = normBackward(activations.key, block.keyNormScale, dy: d.key)
    // query, key and value are projections of x.
    dx = sum(dx, projectionBackward(x, block.queryKernel, block.queryBias, dy: dQuery))
    dx = sum(dx, projectionBackward(x, block.keyKernel, block.keyBias, dy: dKey))
    dx = sum(dx, projectionBackward(x, block.valueKernel, block.valueBias, dy: d.value))
    return dx
  }

  /// The gate's activation: the projection itself, or its SiLU.
  private func gate(_ x: Double) -> (value: Double, derivative: Double) {
    switch model.gate {
    case .none: (1, 0)
    case .linear: (x, 1)
    case .silu: (SiLU.value(x), SiLU.derivative(x))
    }
  }
}
