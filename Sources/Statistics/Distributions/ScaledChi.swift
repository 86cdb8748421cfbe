import Foundation

/// The distribution of S, an estimated standard deviation over the true one: the root of a
/// chi-square over its degrees of freedom, held as the nodes and weights of a quadrature.
///
/// The nodes are evenly spaced in log S, where the density is entire and falls at least
/// exponentially on either side, so that the error of the trapezoidal rule falls exponentially with
/// its step.
struct ScaledChi: Hashable, Sendable {
  private let nodes: [Double]
  private let weights: [Double]

  /// - Parameter subdivision: steps in place of one; what is integrated may then have a kink, at
  ///   which the error falls as the square of the step.
  init(degreesOfFreedom: Int, subdivision: Int = 1) {
    let nu = Double(degreesOfFreedom)
    // log S has a standard deviation of about 1 / sqrt(2 nu), of which a half is enough for 1e-13;
    // with few degrees of freedom, what is integrated bends as fast as exp(log S) does.
    let step = min(0.12, 0.5 / (2 * nu).squareRoot()) / Double(subdivision)
    // The logarithm of the density of u = log S over that of its peak, which lies at zero.
    func logDensity(_ u: Double) -> Double { nu * (u - expm1(2 * u) / 2) }
    // What lies below exp(-33) of the peak adds less than 1e-14.
    func reach(_ direction: Double) -> Int {
      var count = 0
      while logDensity(direction * step * Double(count)) > -33 { count += 1 }
      return count
    }
    let points = (-reach(-1)...reach(1)).map { Double($0) * step }
    let densities = points.map { exp(logDensity($0)) }
    let total = densities.reduce(0, +)
    nodes = points.map { exp($0) }
    weights = densities.map { $0 / total }
  }

  /// The mean of `function` of S.
  func expectation(_ function: (Double) -> Double) -> Double {
    var sum = 0.0
    for index in nodes.indices { sum += weights[index] * function(nodes[index]) }
    return sum
  }
}
