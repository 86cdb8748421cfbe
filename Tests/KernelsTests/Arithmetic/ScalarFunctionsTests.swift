import Foundation
import Kernels
import Testing

/// The elementary functions in Double against the C library's, whose own error is below one ulp,
/// 2.2e-16 of the value.
struct ScalarFunctionsTests {
  @Test func logarithmIsWithinItsBound() {
    var worst = (error: 0.0, x: 0.0)
    for step in -4_000...4_000 {
      // Powers of two and neighbours of one as well as everything between 1e-300 and 1e300.
      for x in [exp2(Double(step) / 4), 1 + Double(step) / 10_000] where x.isNormal && x != 1 {
        let error = abs(logarithm(x) - log(x)) / abs(log(x))
        if !(error <= worst.error) { worst = (error, x) }
      }
    }
    print("logarithm: worst \(worst.error) at \(worst.x)")
    #expect(worst.error < 1e-15)
    #expect(logarithm(1) == 0)
  }

  @Test func exponentialIsWithinItsBound() {
    var worst = (error: 0.0, x: 0.0)
    for step in -70_000...70_000 {
      let x = Double(step) / 100
      let error = abs(Kernels.exponential(x) - exp(x)) / exp(x)
      if !(error <= worst.error) { worst = (error, x) }
    }
    print("exponential: worst \(worst.error) at \(worst.x)")
    #expect(worst.error < 1e-15)
    #expect(Kernels.exponential(0) == 1)
    #expect(Kernels.exponential(-701) == 0)
  }

  @Test func sineAndCosineAreWithinTheirBound() {
    var worst = (error: 0.0, x: 0.0)
    for step in -100_000...100_000 {
      let x = Double(step) / 10
      let (sine, cosine) = sineAndCosine(x)
      let error = max(abs(sine - sin(x)), abs(cosine - cos(x)))
      if !(error <= worst.error) { worst = (error, x) }
    }
    print("sine and cosine: worst \(worst.error) at \(worst.x)")
    #expect(worst.error < 1e-12)
  }

  /// L^-alpha, the bias correction's decays, and the frequencies of the position embedding. The
  /// logarithm's error, 1e-15 of it, counts as often as the exponent has units.
  @Test func powerIsWithinItsBound() {
    var worst = (error: 0.0, base: 0.0, exponent: 0.0)
    for base in [0.9, 0.999, 1, 7, 49, 50, 196, 784, 3136, 10_000] {
      for exponent in [0, 0.5, 1, 1.25, 2, 10, 1_000, -0.25, -0.5, -1, -1.5, -2] {
        if abs(exponent * log(base)) > 600 { continue }
        let exact = pow(base, exponent)
        let error = abs(power(base, exponent) - exact) / exact
        let bound = 1e-15 * (2 + abs(exponent * log(base)))
        #expect(error < bound, "\(base)^\(exponent)")
        if !(error <= worst.error) { worst = (error, base, exponent) }
      }
    }
    print("power: worst \(worst.error) at \(worst.base)^\(worst.exponent)")
  }
}
