/// A dense layer, y = x W + b.
package enum Dense {
  /// - Parameters:
  ///   - x: [rows, inputs].
  ///   - kernel: [inputs, outputs].
  ///   - bias: [outputs].
  /// - Returns: [rows, outputs].
  package static func forward(_ x: [Double], kernel: [Double], bias: [Double]) -> [Double] {
    let outputs = bias.count
    let inputs = kernel.count / outputs
    let rows = x.count / inputs
    var y = [Double](repeating: 0, count: rows * outputs)
    for row in 0..<rows {
      for output in 0..<outputs {
        var total = bias[output]
        for input in 0..<inputs {
          total += x[row * inputs + input] * kernel[input * outputs + output]
        }
        y[row * outputs + output] = total
      }
    }
    return y
  }

  /// Gradients by x [rows, inputs], kernel [inputs, outputs] and bias [outputs].
  ///
  /// - Parameter dy: [rows, outputs], the gradient by the output of `forward`.
  package static func backward(
    _ x: [Double], kernel: [Double], bias: [Double], dy: [Double]
  ) -> (x: [Double], kernel: [Double], bias: [Double]) {
    let outputs = bias.count
    let inputs = kernel.count / outputs
    let rows = x.count / inputs
    var dx = [Double](repeating: 0, count: x.count)
    var dKernel = [Double](repeating: 0, count: kernel.count)
    var dBias = [Double](repeating: 0, count: outputs)
    for row in 0..<rows {
      for output in 0..<outputs {
        let dOutput = dy[row * outputs + output]
        dBias[output] += dOutput
        for input in 0..<inputs {
          dx[row * inputs + input] += dOutput * kernel[input * outputs + output]
          dKernel[input * outputs + output] += dOutput * x[row * inputs + input]
        }
      }
    }
    return (dx, dKernel, dBias)
  }
}
