import Kernels
import Randomness

extension ParameterLayout {
  /// Initial parameters in layout order. Each slice draws from a stream named after it, so two
  /// models of one seed share the weights of every slice that has the same name and shape in both.
  public func initialParameters(seed: UInt64) -> [Float] {
    var parameters = [Float](repeating: 0, count: count)
    for slice in slices {
      var stream = RandomStream(seed: seed, name: "initial/" + slice.name)
      for index in slice.range { parameters[index] = slice.initialisation.draw(&stream) }
    }
    return parameters
  }
}

extension ParameterLayout.Initialisation {
  fileprivate func draw(_ stream: inout RandomStream) -> Float {
    switch self {
    case .zeros: return 0
    case .ones: return 1
    case .constant(let value): return Float(value)
    case .normal(let standardDeviation): return Float(standardDeviation * stream.normal())
    case .lecunNormal(let inputs):
      // Truncation at two standard deviations reduces the standard deviation to 0.8796; flax
      // divides by that.
      var value = stream.normal()
      while value.magnitude > 2 { value = stream.normal() }
      return Float(value / (0.879_625_661_034_239_8 * Double(inputs).squareRoot()))
    case .xavierUniform(let inputs, let outputs):
      let limit = (6 / Double(inputs + outputs)).squareRoot()
      return Float((2 * stream.uniform() - 1) * limit)
    }
  }
}

extension RandomStream {
  /// A standard normal number, by the polar method of Marsaglia. The second number of each pair is
  /// discarded, so that a draw depends on the stream alone.
  fileprivate mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return x * (-2 * logarithm(square) / square).squareRoot()
      }
    }
  }
}
