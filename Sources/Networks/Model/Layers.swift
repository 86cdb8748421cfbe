import Kernels

// The layers that the parts of the model share, each followed by its backward pass.
extension ModelPass {
  // MARK: - Dense

  /// y = x W + b, or residual + x W + b.
  ///
  /// - Parameters:
  ///   - x: [rows, inputs].
  ///   - kernel, bias: W [inputs, outputs] and b [outputs].
  ///   - residual: [rows, outputs], or nil.
  ///   - y: [rows, outputs], written.
  func dense(
    rows: Int, x: UnsafePointer<Float>, kernel: ParameterLayout.Slice,
    bias: ParameterLayout.Slice, residual: UnsafePointer<Float>? = nil,
    y: UnsafeMutablePointer<Float>
  ) {
    let (inputs, outputs) = (kernel.rows!, kernel.columns)
    let bias = parameters[bias]
    multiply(
      rows: rows, columns: outputs, inner: inputs, a: x, aRowStride: inputs, aInnerStride: 1,
      b: packed.panels(kernel), c: y, cRowStride: outputs,
      start: residual.map { .residual($0, rowStride: outputs, bias: bias) } ?? .bias(bias))
  }

  /// The backward pass of `dense`: dW += xT dy, db += the column sums of dy, dx = dy WT. The
  /// residual's gradient is dy itself.
  ///
  /// - Parameters:
  ///   - x, kernel, bias: as for `dense`.
  ///   - dy: [rows, outputs].
  ///   - dx: [rows, inputs], written or, with `accumulates`, added to; nil where it is not needed.
  func denseBackward(
    rows: Int, x: UnsafePointer<Float>, kernel: ParameterLayout.Slice,
    bias: ParameterLayout.Slice, dy: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>?,
    accumulates: Bool = false, gradient: GradientView
  ) {
    let (inputs, outputs) = (kernel.rows!, kernel.columns)
    multiply(
      rows: inputs, columns: outputs, inner: rows, a: x, aRowStride: 1, aInnerStride: inputs,
      b: ProductOperand(rowMajor: dy, rowStride: outputs), c: gradient[kernel],
      cRowStride: outputs, start: .accumulate)
    addColumnSums(
      rows: rows, columns: outputs, matrix: dy, rowStride: outputs, sums: gradient[bias])
    guard let dx else { return }
    multiply(
      rows: rows, columns: inputs, inner: outputs, a: dy, aRowStride: outputs, aInnerStride: 1,
      b: packed.transposedPanels(kernel), c: dx, cRowStride: inputs,
      start: accumulates ? .accumulate : .zero)
  }

  // MARK: - Layer norm

  /// The layer norm of every row, or of every head of every row where the scale has the head's
  /// width.
  ///
  /// - Parameters:
  ///   - x: [rows, D].
  ///   - scale, bias: [D] or [d]; the bias is nil where the norm has none.
  ///   - norm: where the output and the statistics are written.
  func normalise(
    rows: Int, x: UnsafePointer<Float>, scale: ParameterLayout.Slice,
    bias: ParameterLayout.Slice?, norm: ActivationLayout.Norm
  ) {
    layerNormForward(
      rows: rows * (model.width / scale.count), width: scale.count, x: x,
      scale: parameters[scale], bias: bias.map { parameters[$0] }, y: arena[norm.output],
      means: arena[norm.means], reciprocals: arena[norm.reciprocals])
  }

  /// The backward pass of `normalise`.
  ///
  /// - Parameters:
  ///   - x, scale, bias, norm: as for `normalise`.
  ///   - dy: [rows, D].
  ///   - dx: [rows, D], written or, with `accumulates`, added to.
  func normaliseBackward(
    rows: Int, x: UnsafePointer<Float>, scale: ParameterLayout.Slice,
    bias: ParameterLayout.Slice?, norm: ActivationLayout.Norm, dy: UnsafePointer<Float>,
    dx: UnsafeMutablePointer<Float>, accumulates: Bool = false, gradient: GradientView
  ) {
    layerNormBackward(
      rows: rows * (model.width / scale.count), width: scale.count, x: x,
      scale: parameters[scale], means: arena[norm.means],
      reciprocals: arena[norm.reciprocals], dy: dy, dx: dx, accumulates: accumulates,
      dScale: gradient[scale], dBias: bias.map { gradient[$0] })
  }
}
