// Elementary functions in Double for initial weights, the schedule, the bias correction and
// L^-alpha. They consist of additions, multiplications and divisions alone, so their bits are the
// same on every machine; the C library picks variants by processor.

/// Natural logarithm of a positive, normal, finite number; relative error below 1e-15.
public func logarithm(_ x: Double) -> Double {
  precondition(x.isNormal && x > 0, "the logarithm is defined for positive normal numbers")
  var exponent = Int(x.exponent)
  var significand = x.significand
  if significand > 1.414_213_562_373_095_1 {
    significand /= 2
    exponent += 1
  }
  // ln m = 2 artanh((m - 1)/(m + 1)), whose argument is at most 0.172.
  let s = (significand - 1) / (significand + 1)
  let square = s * s
  var sum = 0.0
  for power in stride(from: 25, through: 1, by: -2) { sum = sum * square + 2 / Double(power) }
  let high = 0.693_147_180_369_123_8
  let low = 1.908_214_929_270_587_7e-10
  return Double(exponent) * high + (sum * s + Double(exponent) * low)
}

/// e^x for x <= 700, zero below -700; relative error below 1e-15.
public func exponential(_ x: Double) -> Double {
  precondition(x <= 700, "the exponential is defined up to 700")
  if x < -700 { return 0 }
  let n = (x * 1.442_695_040_888_963_4).rounded()
  let r = (x - n * 0.693_147_180_369_123_8) - n * 1.908_214_929_270_587_7e-10
  var sum = 1.0
  for k in stride(from: 16, through: 1, by: -1) { sum = sum * r / Double(k) + 1 }
  return sum * Double(sign: .plus, exponent: Int(n), significand: 1)
}

/// Sine and cosine for |x| <= 10,000; absolute error below 1e-12.
public func sineAndCosine(_ x: Double) -> (sine: Double, cosine: Double) {
  precondition(x.magnitude <= 10_000, "sine and cosine are defined up to 10,000 either way")
  let quarters = (x / 1.570_796_326_794_896_6).rounded()
  // pi/2 in two parts, the first of 33 bits so that its multiples are exact.
  let r = (x - quarters * 1.570_796_326_734_125_6) - quarters * 6.077_100_506_506_192e-11
  let square = r * r
  var sine = 1.0
  var cosine = 1.0
  for k in stride(from: 20, through: 2, by: -2) {
    sine = 1 - sine * square / Double(k * (k + 1))
    cosine = 1 - cosine * square / Double(k * (k - 1))
  }
  sine *= r
  switch ((Int(quarters) % 4) + 4) % 4 {
  case 0: return (sine, cosine)
  case 1: return (cosine, -sine)
  case 2: return (-sine, -cosine)
  default: return (-cosine, sine)
  }
}

/// `base` to the power `exponent`, base positive.
public func power(_ base: Double, _ exponent: Double) -> Double {
  exponent == 0 ? 1 : exponential(exponent * logarithm(base))
}
