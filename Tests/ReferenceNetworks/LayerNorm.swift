/// Layer normalisation over the last axis.
package enum LayerNorm {
  /// Added to the variance.
  static let epsilon = 1e-6

  /// y = (x - mean) / sqrt(variance + epsilon) * scale + bias, row by row.
  ///
  /// - Parameters:
  ///   - x: [rows, width], where width is `scale.count`. For queries and keys the rows are the
  ///     heads of every token, since a head is a contiguous block of its token's values.
  ///   - scale: [width].
  ///   - bias: [width], or nil where the norm has none.
  /// - Returns: [rows, width].
  package static func forward(_ x: [Double], scale: [Double], bias: [Double]?) -> [Double] {
    let width = scale.count
    var y = [Double](repeating: 0, count: x.count)
    for row in 0..<x.count / width {
      let (normalised, _) = normalise(x, row: row, width: width)
      for i in 0..<width {
        y[row * width + i] = normalised[i] * scale[i] + (bias?[i] ?? 0)
      }
    }
    return y
  }

  /// Gradients by x [rows, width], scale [width] and bias [width].
  ///
  /// - Parameter dy: [rows, width], the gradient by the output of `forward`.
  package static func backward(
    _ x: [Double], scale: [Double], dy: [Double]
  ) -> (x: [Double], scale: [Double], bias: [Double]) {
    let width = scale.count
    var dx = [Double](repeating: 0, count: x.count)
    var dScale = [Double](repeating: 0, count: width)
    var dBias = [Double](repeating: 0, count: width)
    for row in 0..<x.count / width {
      let (normalised, inverseDeviation) = normalise(x, row: row, width: width)
      // y = normalised * scale + bias.
      var dNormalised = [Double](repeating: 0, count: width)
      for i in 0..<width {
        let dOutput = dy[row * width + i]
        dScale[i] += dOutput * normalised[i]
        dBias[i] += dOutput
        dNormalised[i] = dOutput * scale[i]
      }
      // normalised = (x - mean) * inverseDeviation; mean and deviation depend on every x of the
      // row, which removes the gradient's mean and its component along `normalised`.
      var meanGradient = 0.0
      var meanProjection = 0.0
      for i in 0..<width {
        meanGradient += dNormalised[i] / Double(width)
        meanProjection += dNormalised[i] * normalised[i] / Double(width)
      }
      for i in 0..<width {
        dx[row * width + i] =
          inverseDeviation * (dNormalised[i] - meanGradient - normalised[i] * meanProjection)
      }
    }
    return (dx, dScale, dBias)
  }

  /// One row, centred and divided by its standard deviation, and the inverse of that deviation.
  private static func normalise(
    _ x: [Double], row: Int, width: Int
  ) -> (normalised: [Double], inverseDeviation: Double) {
    let values = x[row * width..<(row + 1) * width]
    let mean = values.reduce(0, +) / Double(width)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
    let inverseDeviation = 1 / (variance + epsilon).squareRoot()
    return (values.map { ($0 - mean) * inverseDeviation }, inverseDeviation)
  }
}
