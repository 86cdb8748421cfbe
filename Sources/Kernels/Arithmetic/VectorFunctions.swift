// Elementary functions on sixteen floats. They consist of additions, multiplications, divisions and
// fused multiply-adds alone, so their bits are the same on every machine; the C library picks
// variants by processor. A NaN stays a NaN, so that a run that diverges is noticed.

/// e^x. Arguments below -87 give e^-87 (1.6e-38, the smallest normal numbers), above 88 e^88.
///
/// x = n ln 2 + r with |r| <= ln(2)/2, and the Taylor series of e^r to the seventh power, whose
/// remainder is below 6e-9 of the value.
@inline(__always)
func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
  var x = x
  x.replace(with: -87, where: x .< -87)
  x.replace(with: 88, where: x .> 88)
  // Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the significand.
  let shifter: Float = 12_582_912
  let shifted = SIMD16(repeating: shifter).addingProduct(x, SIMD16(repeating: 1.442_695_04))
  let n = shifted - shifter
  // ln 2 in two parts, the first with a short significand so that n times it is exact.
  var r = x.addingProduct(n, SIMD16(repeating: -0.693_359_375))
  r.addProduct(n, SIMD16(repeating: 2.121_944_4e-4))
  var sum = SIMD16<Float>(repeating: 1.0 / 5040)
  sum = SIMD16(repeating: 1.0 / 720).addingProduct(sum, r)
  sum = SIMD16(repeating: 1.0 / 120).addingProduct(sum, r)
  sum = SIMD16(repeating: 1.0 / 24).addingProduct(sum, r)
  sum = SIMD16(repeating: 1.0 / 6).addingProduct(sum, r)
  sum = SIMD16(repeating: 0.5).addingProduct(sum, r)
  sum = SIMD16(repeating: 1).addingProduct(sum, r)
  sum = SIMD16(repeating: 1).addingProduct(sum, r)
  // 2^n, written into the exponent field. Safe: any 32 bits are a valid Int32 and a valid Float.
  let bits = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- Int32(bitPattern: shifter.bitPattern)
  let power = unsafeBitCast((bits &+ 127) &<< 23, to: SIMD16<Float>.self)
  return sum * power
}

/// ln(1 + t) for t in [0, 1]: 2 artanh(t / (2 + t)), whose argument is at most 1/3; the series to
/// the fifteenth power leaves less than 3e-10.
@inline(__always)
func logarithmOfOnePlus(_ t: SIMD16<Float>) -> SIMD16<Float> {
  let s = t / (t + 2)
  let square = s * s
  var sum = SIMD16<Float>(repeating: 2.0 / 15)
  sum = SIMD16(repeating: 2.0 / 13).addingProduct(sum, square)
  sum = SIMD16(repeating: 2.0 / 11).addingProduct(sum, square)
  sum = SIMD16(repeating: 2.0 / 9).addingProduct(sum, square)
  sum = SIMD16(repeating: 2.0 / 7).addingProduct(sum, square)
  sum = SIMD16(repeating: 2.0 / 5).addingProduct(sum, square)
  sum = SIMD16(repeating: 2.0 / 3).addingProduct(sum, square)
  sum = SIMD16(repeating: 2).addingProduct(sum, square)
  return sum * s
}

/// 1 / (1 + e^-x).
@inline(__always)
func logistic(_ x: SIMD16<Float>) -> SIMD16<Float> {
  SIMD16(repeating: 1) / (exponential(-x) + 1)
}

/// The logistic g of x and 1 - g. The latter is computed as e^-x g, since the difference would
/// cancel for large x. Below -87, where g underflows, both are zero; every use multiplies the two.
@inline(__always)
func logisticAndComplement(
  _ x: SIMD16<Float>
) -> (logistic: SIMD16<Float>, complement: SIMD16<Float>) {
  let decay = exponential(-x)
  let logistic = SIMD16<Float>(repeating: 1) / (decay + 1)
  return (logistic, decay * logistic)
}

/// |x|.
@inline(__always)
func magnitude(_ x: SIMD16<Float>) -> SIMD16<Float> {
  x.replacing(with: -x, where: x .< 0)
}

/// ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|), which cannot overflow.
@inline(__always)
func softplus(_ x: SIMD16<Float>) -> SIMD16<Float> {
  rectified(x) + logarithmOfOnePlus(exponential(-magnitude(x)))
}

/// max(x, 0); a NaN stays a NaN.
@inline(__always)
func rectified(_ x: SIMD16<Float>) -> SIMD16<Float> {
  x.replacing(with: 0, where: x .< 0)
}

/// tanh x: from e^-2|x| where |x| is at least one half, and otherwise from the Taylor series to the
/// fifteenth power, whose remainder is below 1e-8 of the value.
@inline(__always)
func hyperbolicTangent(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let size = magnitude(x)
  let decay = exponential(size * -2)
  let far = (SIMD16(repeating: 1) - decay) / (decay + 1)
  let square = x * x
  var sum = SIMD16<Float>(repeating: -1.455_834_4e-3)
  sum = SIMD16(repeating: 21_844.0 / 6_081_075).addingProduct(sum, square)
  sum = SIMD16(repeating: -1_382.0 / 155_925).addingProduct(sum, square)
  sum = SIMD16(repeating: 62.0 / 2_835).addingProduct(sum, square)
  sum = SIMD16(repeating: -17.0 / 315).addingProduct(sum, square)
  sum = SIMD16(repeating: 2.0 / 15).addingProduct(sum, square)
  sum = SIMD16(repeating: -1.0 / 3).addingProduct(sum, square)
  let near = x.addingProduct(x * square, sum)
  return far.replacing(with: -far, where: x .< 0).replacing(with: near, where: size .< 0.5)
}

/// The functions above, for tests that measure their errors.
package enum ElementaryFunction: String, CaseIterable, Sendable {
  case exponential
  case logarithmOfOnePlus
  case logistic
  case softplus
  case hyperbolicTangent
}

/// y = function(x), element by element; `count` is a multiple of sixteen.
package func evaluate(
  _ function: ElementaryFunction, count: Int, x: UnsafePointer<Float>,
  y: UnsafeMutablePointer<Float>
) {
  precondition(count.isMultiple(of: 16), "whole vectors are evaluated")
  for i in stride(from: 0, to: count, by: 16) {
    let vector = loadVector(x + i)
    let result =
      switch function {
      case .exponential: exponential(vector)
      case .logarithmOfOnePlus: logarithmOfOnePlus(vector)
      case .logistic: logistic(vector)
      case .softplus: softplus(vector)
      case .hyperbolicTangent: hyperbolicTangent(vector)
      }
    storeVector(result, y + i)
  }
}
