import Networks

/// One pre-norm block: x + attention(LN(x)), then x + MLP(LN(x)).
struct TransformerBlock {
  let model: VisionTransformerConfiguration
  let block: ParameterLayout.Block

  /// What the forward pass keeps for the backward pass, each [L, D].
  struct Activations {
    var input: [Double]
    var normalisedInput: [Double]
    var attention: AttentionBranch.Activations?
    /// The residual stream after attention.
    var afterAttention: [Double]
    var normalisedAfterAttention: [Double]
  }

  private var branch: AttentionBranch { AttentionBranch(model: model, block: block) }

  /// - Parameter x: [L, D], the residual stream of one image.
  /// - Returns: [L, D], and the activations.
  func forward(_ x: [Double], _ parameters: [Double]) -> (y: [Double], Activations) {
    let normalisedInput = LayerNorm.forward(
      x, scale: parameters[block.attentionNormScale], bias: parameters[block.attentionNormBias])
    let (attended, attention) = branch.forward(normalisedInput, parameters)
    let afterAttention = sum(x, attended)
    let normalisedAfterAttention = LayerNorm.forward(
      afterAttention, scale: parameters[block.mlpNormScale], bias: parameters[block.mlpNormBias])
    let y = sum(afterAttention, MLP.forward(normalisedAfterAttention, mlpParameters(parameters)))
    let activations = Activations(
      input: x, normalisedInput: normalisedInput, attention: attention,
      afterAttention: afterAttention,
      normalisedAfterAttention: normalisedAfterAttention)
    return (y, activations)
  }

  /// Adds the gradients of the block's parameters to `gradient`.
  ///
  /// - Parameter dy: [L, D], the gradient by the output of `forward`.
  /// - Returns: the gradient by x [L, D].
  func backward(
    _ activations: Activations, _ parameters: [Double], dy: [Double], gradient: inout [Double]
  ) -> [Double] {
    // y = afterAttention + MLP(LN(afterAttention)).
    let mlp = MLP.backward(activations.normalisedAfterAttention, mlpParameters(parameters), dy: dy)
    gradient.add(mlp.parameters.inKernel, to: block.mlpInKernel)
    gradient.add(mlp.parameters.inBias, to: block.mlpInBias)
    gradient.add(mlp.parameters.outKernel, to: block.mlpOutKernel)
    gradient.add(mlp.parameters.outBias, to: block.mlpOutBias)
    let mlpNorm = LayerNorm.backward(
      activations.afterAttention, scale: parameters[block.mlpNormScale], dy: mlp.x)
    gradient.add(mlpNorm.scale, to: block.mlpNormScale)
    gradient.add(mlpNorm.bias, to: block.mlpNormBias)
    let dAfterAttention = sum(dy, mlpNorm.x)

    // afterAttention = x + attention(LN(x)).
    let dNormalisedInput = branch.backward(
      activations.normalisedInput, parameters, activations.attention, dy: dAfterAttention,
      gradient: &gradient)
    let attentionNorm = LayerNorm.backward(
      activations.input, scale: parameters[block.attentionNormScale], dy: dNormalisedInput)
    gradient.add(attentionNorm.scale, to: block.attentionNormScale)
    gradient.add(attentionNorm.bias, to: block.attentionNormBias)
    return sum(dAfterAttention, attentionNorm.x)
  }

  private func mlpParameters(_ parameters: [Double]) -> MLP.Parameters {
    MLP.Parameters(
      inKernel: parameters[block.mlpInKernel], inBias: parameters[block.mlpInBias],
      outKernel: parameters[block.mlpOutKernel], outBias: parameters[block.mlpOutBias])
  }
}
