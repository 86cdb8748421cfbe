import Foundation

/// The standard normal distribution.
enum StandardNormal {
  static func density(_ z: Double) -> Double { exp(-z * z / 2) / (2 * Double.pi).squareRoot() }

  /// P(Z <= z), without cancellation where it is small.
  static func cdf(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }
}
