import Foundation

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz and
/// Stegun 26.5.8), evaluated by the modified method of Lentz; `complement` is 1 - x, which the
/// caller knows without cancellation.
func incompleteBeta(_ x: Double, complement: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if complement <= 0 { return 1 }
  // The fraction converges fast below the mean of the distribution; above it, its mirror does.
  if x > (a + 1) / (a + b + 2) {
    return 1 - incompleteBeta(complement, complement: x, b, a)
  }
  let logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(complement)
  let tiny = 1e-300
  var c = 1.0
  var d = 1 - (a + b) * x / (a + 1)
  if abs(d) < tiny { d = tiny }
  d = 1 / d
  var fraction = d
  for m in 1...10_000 {
    let step = Double(m)
    let even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
    let odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
    var change = 1.0
    for coefficient in [even, odd] {
      d = 1 + coefficient * d
      if abs(d) < tiny { d = tiny }
      c = 1 + coefficient / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      change = c * d
      fraction *= change
    }
    if abs(change - 1) < 1e-16 { break }
  }
  return exp(logFront) * fraction / a
}

private func logGamma(_ x: Double) -> Double { lgamma(x) }
