import Foundation
import Networks

/// From the last residual stream to the logits: final norm, pooling, pre-logits and head.
struct Readout {
  let model: VisionTransformerConfiguration
  let layout: ParameterLayout

  /// What the forward pass keeps for the backward pass, each [D].
  struct Activations {
    var pooled: [Double]
    /// After the dense layer and the tanh; equal to `pooled` without pre-logits.
    var representation: [Double]
  }

  /// - Parameter x: [L, D].
  /// - Returns: logits [C], and the activations.
  func forward(_ x: [Double], _ parameters: [Double]) -> (logits: [Double], Activations) {
    let normalised = LayerNorm.forward(
      x, scale: parameters[layout.finalNormScale], bias: parameters[layout.finalNormBias])
    var pooled = [Double](repeating: 0, count: model.width)
    switch model.pooling {
    case .mean:
      for i in 0..<normalised.count {
        pooled[i % model.width] += normalised[i] / Double(model.tokens)
      }
    case .classToken:
      pooled = Array(normalised[..<model.width])
    }
    var representation = pooled
    if let kernel = layout.preLogitsKernel, let bias = layout.preLogitsBias {
      representation = Dense.forward(
        pooled, kernel: parameters[kernel], bias: parameters[bias]
      ).map(tanh)
    }
    let logits = Dense.forward(
      representation, kernel: parameters[layout.headKernel], bias: parameters[layout.headBias])
    return (logits, Activations(pooled: pooled, representation: representation))
  }

  /// Adds the gradients of the readout's parameters to `gradient`.
  ///
  /// - Parameter dLogits: [C], the gradient by the output of `forward`.
  /// - Returns: the gradient by x [L, D].
  func backward(
    _ x: [Double], _ parameters: [Double], _ activations: Activations, dLogits: [Double],
    gradient: inout [Double]
  ) -> [Double] {
    // logits = representation W + b.
    let head = Dense.backward(
      activations.representation, kernel: parameters[layout.headKernel],
      bias: parameters[layout.headBias], dy: dLogits)
    gradient.add(head.kernel, to: layout.headKernel)
    gradient.add(head.bias, to: layout.headBias)
    // representation = tanh(pooled W + b), whose derivative is 1 - representation^2.
    var dPooled = head.x
    if let kernel = layout.preLogitsKernel, let bias = layout.preLogitsBias {
      let dDense = zip(head.x, activations.representation).map { $0 * (1 - $1 * $1) }
      let preLogits = Dense.backward(
        activations.pooled, kernel: parameters[kernel], bias: parameters[bias], dy: dDense)
      gradient.add(preLogits.kernel, to: kernel)
      gradient.add(preLogits.bias, to: bias)
      dPooled = preLogits.x
    }
    // pooled is the mean of the tokens, or the first of them.
    var dNormalised = [Double](repeating: 0, count: x.count)
    switch model.pooling {
    case .mean:
      for i in 0..<x.count { dNormalised[i] = dPooled[i % model.width] / Double(model.tokens) }
    case .classToken:
      for i in 0..<model.width { dNormalised[i] = dPooled[i] }
    }
    let norm = LayerNorm.backward(x, scale: parameters[layout.finalNormScale], dy: dNormalised)
    gradient.add(norm.scale, to: layout.finalNormScale)
    gradient.add(norm.bias, to: layout.finalNormBias)
    return norm.x
  }
}
