/// Does 12 x 16 independent fused multiply-adds on values in registers, `rounds` times, and nothing
/// else: 24 x 16 x `rounds` floating-point operations. Its time gives the peak of one core.
///
/// Twelve chains cover the latency of current processors (four cycles at two vectors a cycle need
/// eight), and fit their registers together with the two factors.
///
/// - Parameters:
///   - left, right: finite factors that the compiler does not know; small ones keep the sums
///     finite.
/// - Returns: a number that depends on every sum, so that the compiler cannot drop any.
public func fusedMultiplyAddPeak(rounds: Int, left: Float, right: Float) -> Float {
  #if arch(x86_64)
    // AVX2 has sixteen registers of eight lanes, so twelve chains of eight lanes fit, and they run
    // twice as often.
    if compiledVectorInstructions != "AVX-512" {
      return chains(
        2 * rounds, SIMD8(repeating: left), SIMD8(repeating: right), first: SIMD8<Float>.lanes)
    }
  #endif
  return chains(
    rounds, SIMD16(repeating: left), SIMD16(repeating: right), first: SIMD16<Float>.lanes)
}

extension SIMD where Scalar == Float {
  /// 0, 1, 2 ...: what the first chain starts from.
  fileprivate static var lanes: Self {
    var vector = Self()
    for lane in 0..<scalarCount { vector[lane] = Float(lane) }
    return vector
  }
}

/// Each chain starts from another value, so that the compiler cannot merge two.
@inline(__always)
private func chains<V: SIMD>(_ rounds: Int, _ left: V, _ right: V, first: V) -> Float
where V.Scalar == Float {
  var (s0, s1, s2, s3) = (first, first + 1, first + 2, first + 3)
  var (s4, s5, s6, s7) = (first + 4, first + 5, first + 6, first + 7)
  var (s8, s9, s10, s11) = (first + 8, first + 9, first + 10, first + 11)
  for _ in 0..<rounds {
    s0.addProduct(left, right)
    s1.addProduct(left, right)
    s2.addProduct(left, right)
    s3.addProduct(left, right)
    s4.addProduct(left, right)
    s5.addProduct(left, right)
    s6.addProduct(left, right)
    s7.addProduct(left, right)
    s8.addProduct(left, right)
    s9.addProduct(left, right)
    s10.addProduct(left, right)
    s11.addProduct(left, right)
  }
  let low = (s0 + s1) + (s2 + s3) + (s4 + s5)
  return (low + (s6 + s7) + (s8 + s9) + (s10 + s11)).sum()
}
