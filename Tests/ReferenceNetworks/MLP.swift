/// The two dense layers of a block with a tanh-form GELU between them.
package enum MLP {
  package struct Parameters {
    /// [D, M], [M], [M, D] and [D].
    package var inKernel, inBias, outKernel, outBias: [Double]

    package init(inKernel: [Double], inBias: [Double], outKernel: [Double], outBias: [Double]) {
      self.inKernel = inKernel
      self.inBias = inBias
      self.outKernel = outKernel
      self.outBias = outBias
    }
  }

  /// - Parameter x: [rows, D].
  /// - Returns: [rows, D].
  package static func forward(_ x: [Double], _ parameters: Parameters) -> [Double] {
    let hidden = Dense.forward(x, kernel: parameters.inKernel, bias: parameters.inBias)
    return Dense.forward(
      hidden.map(GELU.value), kernel: parameters.outKernel, bias: parameters.outBias)
  }

  /// Gradients by x [rows, D] and by the parameters.
  ///
  /// - Parameter dy: [rows, D], the gradient by the output of `forward`.
  package static func backward(
    _ x: [Double], _ parameters: Parameters, dy: [Double]
  ) -> (x: [Double], parameters: Parameters) {
    let hidden = Dense.forward(x, kernel: parameters.inKernel, bias: parameters.inBias)
    // y = GELU(hidden) outKernel + outBias.
    let dOut = Dense.backward(
      hidden.map(GELU.value), kernel: parameters.outKernel, bias: parameters.outBias, dy: dy)
    let dHidden = zip(hidden, dOut.x).map { GELU.derivative($0) * $1 }
    // hidden = x inKernel + inBias.
    let dIn = Dense.backward(
      x, kernel: parameters.inKernel, bias: parameters.inBias, dy: dHidden)
    return (
      dIn.x,
      Parameters(
        inKernel: dIn.kernel, inBias: dIn.bias, outKernel: dOut.kernel, outBias: dOut.bias)
    )
  }
}
