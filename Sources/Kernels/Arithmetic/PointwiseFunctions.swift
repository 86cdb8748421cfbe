/// A function h of attention, or an activation, on sixteen floats. At a kink the derivative is that
/// of the left side, which is zero for relu and one for relu6 at 6.
protocol PointwiseFunction {
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float>
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>)
}

enum ReLU: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> { rectified(x) }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    (rectified(x), SIMD16(repeating: 0).replacing(with: 1, where: x .> 0))
  }
}

enum SquaredReLU: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let positive = rectified(x)
    return positive * positive
  }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    let positive = rectified(x)
    return (positive * positive, positive + positive)
  }
}

/// x (1 + tanh u) / 2 with u = sqrt(2/pi) (x + 0.044715 x^3), computed as x times the logistic of
/// 2 u.
enum GELU: PointwiseFunction {
  /// 2 sqrt(2/pi).
  private static let twiceSlope: Float = 1.595_769_1
  private static let cubic: Float = 0.044_715

  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let inner = SIMD16<Float>(repeating: 1).addingProduct(x * x, SIMD16(repeating: cubic))
    return x * logistic(x * inner * twiceSlope)
  }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    let square = x * x
    let inner = SIMD16<Float>(repeating: 1).addingProduct(square, SIMD16(repeating: cubic))
    let (gate, complement) = logisticAndComplement(x * inner * twiceSlope)
    // d(2u)/dx = 2 sqrt(2/pi) (1 + 3 * 0.044715 x^2).
    let slope =
      SIMD16<Float>(repeating: 1).addingProduct(square, SIMD16(repeating: 3 * cubic)) * twiceSlope
    let value = x * gate
    return (value, gate.addingProduct(value * complement, slope))
  }
}

enum Softplus: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> { softplus(x) }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    // Both come from one exponential, e^-|x|.
    let decay = exponential(-magnitude(x))
    let small = SIMD16<Float>(repeating: 1) / (decay + 1)
    let derivative = small.replacing(with: decay * small, where: x .< 0)
    return (rectified(x) + logarithmOfOnePlus(decay), derivative)
  }
}

enum Identity: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> { x }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    (x, SIMD16(repeating: 1))
  }
}

enum ReLU6: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> {
    rectified(x).replacing(with: 6, where: x .> 6)
  }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    let rising = SIMD16<Float>(repeating: 0).replacing(with: 1, where: x .> 0)
    return (value(x), rising.replacing(with: 0, where: x .> 6))
  }
}

enum Sigmoid: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> { logistic(x) }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    let (value, complement) = logisticAndComplement(x)
    return (value, value * complement)
  }
}

/// x times the logistic of x: the activation of the gate in the gated attention unit.
enum SiLU: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> { x * logistic(x) }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    let (gate, complement) = logisticAndComplement(x)
    let value = x * gate
    return (value, gate.addingProduct(value, complement))
  }
}

enum HyperbolicTangent: PointwiseFunction {
  @inline(__always)
  static func value(_ x: SIMD16<Float>) -> SIMD16<Float> { hyperbolicTangent(x) }

  @inline(__always)
  static func valueAndDerivative(
    _ x: SIMD16<Float>
  ) -> (value: SIMD16<Float>, derivative: SIMD16<Float>) {
    let value = hyperbolicTangent(x)
    return (value, SIMD16(repeating: 1) - value * value)
  }
}
