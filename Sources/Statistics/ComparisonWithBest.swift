import Foundation

/// Hsu's multiple comparison with the best ("Simultaneous confidence intervals for all distances
/// from the best", 1981), for arms that share their seeds.
///
/// For every arm, the distance of its mean from the best of the others is bounded, all at once at
/// the level asked for. An arm whose upper bound is zero is shown not to be the best.
public struct ComparisonWithBest: Hashable, Sendable {
  public struct Distance: Hashable, Sendable {
    public let estimate: Double
    public let low: Double
    public let high: Double
  }

  /// Mean of each arm minus the largest mean of the others, in the order of the arms.
  public let distances: [Distance]
  /// By how much the best arm leads: a lead cannot be negative.
  public let advantage: Distance
  public let level: Double
  public let n: Int
  /// Of a difference of two arms.
  private let standardError: Double
  private let degreesOfFreedom: Int

  /// - Parameter arms: the arms of the panel that are compared; the others only add to the pooled
  ///   variance.
  public init(panel: PairedPanel, arms: [Int], level: Double) {
    precondition(arms.count >= 2, "a comparison with the best needs two arms")
    let means = arms.map { Estimate.mean(panel.values[$0]) }
    let critical = Self.criticalValue(
      others: arms.count - 1, degreesOfFreedom: panel.degreesOfFreedom, level: level)
    standardError = (2 * panel.pooledVariance / Double(panel.seeds)).squareRoot()
    degreesOfFreedom = panel.degreesOfFreedom
    let reach = critical * standardError
    distances = arms.indices.map { arm in
      let bestOther = arms.indices.filter { $0 != arm }.map { means[$0] }.max() ?? means[arm]
      let estimate = means[arm] - bestOther
      return Distance(
        estimate: estimate, low: min(0, estimate - reach), high: max(0, estimate + reach))
    }
    // The lower bound is Dunnett's with the leader as control; the upper one holds for whichever
    // arm is the best.
    let lead = distances.map(\.estimate).max() ?? 0
    advantage = Distance(
      estimate: lead, low: max(0, lead - reach), high: distances.map(\.high).max() ?? 0)
    self.level = level
    n = panel.seeds
  }

  /// The one-sided p value of some mean lying `distance` or more above that of a fixed arm while in
  /// truth none does: corrected for all the others.
  public func probability(ofDistance distance: Double) -> Double {
    guard standardError > 0 else { return distance > 0 ? 0 : 1 }
    return 1
      - Self.probability(
        distance / standardError, others: distances.count - 1, degreesOfFreedom: degreesOfFreedom)
  }

  /// Dunnett's one-sided critical value for differences that share one mean (correlation 1/2): the
  /// d with P(max over `others` of (Z_i - Z_0) / sqrt 2 <= d S) = `level`, Z standard normal, S the
  /// root of a chi-square over its degrees of freedom.
  package static func criticalValue(others: Int, degreesOfFreedom: Int, level: Double) -> Double {
    var low = 0.0
    var high = 1.0
    func probability(_ d: Double) -> Double {
      Self.probability(d, others: others, degreesOfFreedom: degreesOfFreedom)
    }
    while probability(high) < level { (low, high) = (high, 2 * high) }
    for _ in 0..<32 {
      let middle = (low + high) / 2
      if probability(middle) < level { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The probability above, by Simpson's rule in both variables.
  private static func probability(_ d: Double, others: Int, degreesOfFreedom: Int) -> Double {
    let nu = Double(degreesOfFreedom)
    // Density of S: 2 (nu/2)^(nu/2) / Gamma(nu/2) s^(nu-1) exp(-nu s^2 / 2), within 9 deviations.
    let logFront = log(2) + nu / 2 * log(nu / 2) - (lgamma(nu / 2) as Double)
    let reach = 9 / (2 * nu).squareRoot()
    return simpson(max(1e-9, 1 - reach), 1 + reach, intervals: 256) { s in
      let density = exp(logFront + (nu - 1) * log(s) - nu * s * s / 2)
      return density
        * simpson(-9, 9, intervals: 96) { z in
          let below = erfc(-(z + d * s * 2.0.squareRoot()) / 2.0.squareRoot()) / 2
          return exp(-z * z / 2) / (2 * Double.pi).squareRoot() * pow(below, Double(others))
        }
    }
  }

  private static func simpson(
    _ from: Double, _ to: Double, intervals: Int, _ function: (Double) -> Double
  ) -> Double {
    let step = (to - from) / Double(intervals)
    var sum = function(from) + function(to)
    for index in 1..<intervals {
      sum += (index % 2 == 0 ? 2 : 4) * function(from + Double(index) * step)
    }
    return sum * step / 3
  }
}
