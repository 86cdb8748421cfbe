import Foundation
import Networks

extension Pointwise {
  /// h(x).
  package func value(_ x: Double) -> Double {
    switch self {
    case .relu: max(x, 0)
    case .squaredReLU: max(x, 0) * max(x, 0)
    case .gelu: GELU.value(x)
    case .softplus: max(x, 0) + log1p(exp(-abs(x)))
    case .identity: x
    case .relu6: min(max(x, 0), 6)
    case .sigmoid: 1 / (1 + exp(-x))
    }
  }

  /// h'(x); zero at the kinks of relu and relu6.
  package func derivative(_ x: Double) -> Double {
    switch self {
    case .relu: x > 0 ? 1 : 0
    case .squaredReLU: 2 * max(x, 0)
    case .gelu: GELU.derivative(x)
    case .softplus: 1 / (1 + exp(-x))
    case .identity: 1
    case .relu6: x > 0 && x < 6 ? 1 : 0
    case .sigmoid: value(x) * (1 - value(x))
    }
  }

  /// Where h' jumps; a central difference across such a point is not the derivative.
  package var kinks: [Double] {
    switch self {
    case .relu: [0]
    case .relu6: [0, 6]
    case .squaredReLU, .gelu, .softplus, .identity, .sigmoid: []
    }
  }
}

/// The tanh form of GELU: x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).
package enum GELU {
  private static let slope = (2 / Double.pi).squareRoot()
  private static let cubic = 0.044715

  package static func value(_ x: Double) -> Double {
    0.5 * x * (1 + tanh(slope * (x + cubic * x * x * x)))
  }

  package static func derivative(_ x: Double) -> Double {
    let t = tanh(slope * (x + cubic * x * x * x))
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope * (1 + 3 * cubic * x * x)
  }
}

/// x / (1 + exp(-x)).
package enum SiLU {
  package static func value(_ x: Double) -> Double { x / (1 + exp(-x)) }

  package static func derivative(_ x: Double) -> Double {
    let sigmoid = 1 / (1 + exp(-x))
    return sigmoid + x * sigmoid * (1 - sigmoid)
  }
}
