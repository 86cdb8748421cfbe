import Foundation
import Kernels
import Testing

/// The elementary functions on floats against the C library's in Double, over the range that
/// occurs, in units in the last place (ulps) of the exact value rounded to Float.
struct VectorFunctionsTests {
  struct FunctionCase: Sendable, CustomTestStringConvertible {
    var function: ElementaryFunction
    /// Where it is measured: densely, and near zero at every magnitude.
    var range: ClosedRange<Float>
    /// In ulps: the worst there is, rounded up to a half. The bits are the same on every machine,
    /// so the bound can be close; the comments say what the error is made of.
    var bound: Double
    var exact: @Sendable (Double) -> Double
    var testDescription: String { function.rawValue }
  }

  static let cases = [
    // Beyond these ends the argument is clamped. The Taylor series, whose last sum and product are
    // rounded, with a remainder of 6e-9 (a tenth of an ulp).
    FunctionCase(function: .exponential, range: -87...88, bound: 1) { exp($0) },
    // The quotient's and the product's roundings, and the series'.
    FunctionCase(function: .logarithmOfOnePlus, range: 0...1, bound: 2) { log1p($0) },
    // The exponential, a sum, a quotient.
    FunctionCase(function: .logistic, range: -87...88, bound: 2.5) { 1 / (1 + exp(-$0)) },
    // The exponential's error enters the logarithm, and a sum follows.
    FunctionCase(function: .softplus, range: -87...88, bound: 3.5) {
      max($0, 0) + log1p(exp(-abs($0)))
    },
    // From one half on the difference 1 - e^-2x doubles the exponential's error at most.
    FunctionCase(function: .hyperbolicTangent, range: -12...12, bound: 2.5) { tanh($0) },
  ]

  @Test func everyFunctionIsMeasured() {
    #expect(Self.cases.map(\.function) == ElementaryFunction.allCases)
  }

  @Test(arguments: cases)
  func errorIsWithinBound(_ functionCase: FunctionCase) {
    let range = functionCase.range
    let points = 1 << 20
    var x = (0...points).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Float($0) / Float(points)
    }
    for power in 0...125 {
      for significand in [1, 1.25, 1.5, 1.75] as [Float] {
        let tiny = significand * Float(sign: .plus, exponent: -power, significand: 1)
        x += [tiny, -tiny].filter(range.contains)
      }
    }
    while !x.count.isMultiple(of: 16) { x.append(range.upperBound) }
    var y = [Float](repeating: 0, count: x.count)
    evaluate(functionCase.function, count: x.count, x: x, y: &y)
    var worst = (ulps: 0.0, x: Float(0))
    for (x, y) in zip(x, y) {
      let exact = functionCase.exact(Double(x))
      // Below the smallest normal number everything is zero in training.
      let unit = max(Float(exact).ulp, Float.leastNormalMagnitude.ulp)
      let ulps = abs(Double(y) - exact) / Double(unit)
      if !(ulps <= worst.ulps) { worst = (ulps, x) }
    }
    print("\(functionCase.function.rawValue): worst \(worst.ulps) ulps at \(worst.x)")
    #expect(worst.ulps <= functionCase.bound)
  }

  /// Far arguments give the value at the end of the range, infinities too.
  @Test func farArgumentsAreClamped() {
    let far: [Float] = [-.infinity, -1e30, -88, -87, 88, 89, 1e30, .infinity]
    let results = values(.exponential, far)
    #expect(results.prefix(4).allSatisfy { $0 == results[3] && $0.isNormal })
    #expect(results.suffix(4).allSatisfy { $0 == results[4] && $0.isFinite })
    #expect(values(.hyperbolicTangent, [-.infinity, .infinity]) == [-1, 1])
    #expect(values(.softplus, [1e30]) == [1e30])
  }

  @Test(arguments: ElementaryFunction.allCases)
  func notANumberStaysSo(_ function: ElementaryFunction) {
    #expect(values(function, [.nan])[0].isNaN)
  }

  private func values(_ function: ElementaryFunction, _ x: [Float]) -> [Float] {
    let padded = x + [Float](repeating: 0, count: 16 - x.count)
    var y = padded
    evaluate(function, count: 16, x: padded, y: &y)
    return Array(y.prefix(x.count))
  }
}
