import Foundation
import Kernels
import Randomness
import Testing

/// Activations against the C library's functions in Double, over the range that occurs, in units in
/// the last place (ulps) of the exact value.
struct ActivationTests {
  struct ActivationCase: Sendable, CustomTestStringConvertible {
    var name: String
    var activation: Activation
    var value: @Sendable (Double) -> Double
    var derivative: @Sendable (Double) -> Double
    /// Of the power of e that the value is computed from, and how often it is rounded.
    var exponent: @Sendable (Double) -> (value: Double, slope: Double) = { _ in (0, 0) }
    var exponentRoundings = 0.0
    var testDescription: String { name }
  }

  static let activations = [
    ActivationCase(
      name: "tanh", activation: .hyperbolicTangent, value: { tanh($0) },
      derivative: { 1 - tanh($0) * tanh($0) }),
    ActivationCase(
      name: "silu", activation: .silu, value: { $0 / (1 + exp(-$0)) },
      derivative: { x in
        let gate = 1 / (1 + exp(-x))
        return gate + x * gate * (1 - gate)
      },
      exponent: { ($0, 1) }),
    // 1 + tanh u = 2 / (1 + e^-2u), without the cancellation that tanh near -1 would bring. The
    // exponent has two rounded constants and four rounded operations.
    ActivationCase(
      name: "gelu", activation: .gelu,
      value: { x in x / (1 + exp(-geluExponent(x).value)) },
      derivative: { x in
        let (exponent, slope) = geluExponent(x)
        let gate = 1 / (1 + exp(-exponent))
        return gate + x * gate * (1 - gate) * slope
      },
      exponent: geluExponent, exponentRoundings: 6),
  ]

  /// 2 sqrt(2/pi) (x + 0.044715 x^3), and its derivative.
  @Sendable static func geluExponent(_ x: Double) -> (value: Double, slope: Double) {
    let factor = 2 * (2 / Double.pi).squareRoot()
    return (factor * (x + 0.044715 * x * x * x), factor * (1 + 3 * 0.044715 * x * x))
  }

  /// From -10 to 10 densely, and down to tiny magnitudes of both signs.
  static let arguments: [Float] =
    (-40_000...40_000).map { Float($0) / 4_000 }
    + (0...120).flatMap { power in
      let tiny = Float(exp2(-Double(power) / 4))
      return [tiny, -tiny]
    }

  /// Four for the function itself. Far below zero, where the value is a power of e, each rounding
  /// of the exponent (up to 2^-24 of it, half to one ulp of the value for each unit of the
  /// exponent) counts as often as the exponent has units.
  @Test(arguments: activations)
  func valuesAreWithinUlps(_ activationCase: ActivationCase) {
    let x = Self.arguments
    let input = GuardedBuffer(x)
    let y = GuardedBuffer(count: x.count)
    activationForward(activationCase.activation, count: x.count, x: input.pointer, y: y.pointer)
    #expect(y.isIntact && input.isIntact)
    var worst = (ulps: 0.0, x: Float(0))
    var holds = true
    for (x, y) in zip(x, y.values) {
      let exact = activationCase.value(Double(x))
      let ulps = abs(Double(y) - exact) / Double(Float(exact).ulp)
      let enlarged = max(0, -activationCase.exponent(Double(x)).value)
      holds = holds && ulps <= 4 + activationCase.exponentRoundings * enlarged
      if ulps > worst.ulps { worst = (ulps, x) }
    }
    print("\(activationCase.name): worst \(worst.ulps) ulps at \(worst.x)")
    #expect(holds)
  }

  /// In units of the last place of one, since derivatives pass through zero: four, for some eight
  /// roundings of half a unit each.
  @Test(arguments: activations)
  func derivativesAreWithinUlpsOfOne(_ activationCase: ActivationCase) {
    let x = Self.arguments
    let derivatives = GuardedBuffer(x)
    let y = GuardedBuffer(count: x.count)
    activationForward(
      activationCase.activation, count: x.count, x: derivatives.pointer, y: y.pointer)
    var worst = (ulps: 0.0, x: Float(0))
    var holds = true
    for (x, derivative) in zip(x, derivatives.values) {
      let exact = activationCase.derivative(Double(x))
      let ulps = abs(Double(derivative) - exact) / Double(Float(1).ulp)
      holds = holds && ulps <= 4
      if ulps > worst.ulps { worst = (ulps, x) }
    }
    print("\(activationCase.name)': worst \(worst.ulps) ulps of one at \(worst.x)")
    #expect(holds)
  }

  @Test(arguments: activations)
  func notANumberStaysSo(_ activationCase: ActivationCase) {
    var x: [Float] = [.nan, 1]
    var y: [Float] = [0, 0]
    activationForward(activationCase.activation, count: 2, x: &x, y: &y)
    #expect(y[0].isNaN && x[0].isNaN)
    #expect(y[1].isFinite && x[1].isFinite)
  }

  @Test(arguments: [1, 7, 15, 16, 17, 33])
  func backwardMultipliesTheGradient(count: Int) {
    var stream = RandomStream(seed: 2, name: "backward")
    let derivatives = stream.floats(count)
    let upstream = stream.floats(count)
    let gradient = GuardedBuffer(upstream)
    activationBackward(count: count, derivatives: derivatives, gradient: gradient.pointer)
    #expect(gradient.values == zip(upstream, derivatives).map { $0 * $1 })
    #expect(gradient.isIntact)
  }
}
