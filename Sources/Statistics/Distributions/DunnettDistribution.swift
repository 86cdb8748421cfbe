import Synchronization

/// The distribution behind one-sided comparisons of several means with one ("A multiple comparison
/// procedure for comparing several treatments with a control", Dunnett 1955): of
/// max over `others` of (Z_i - Z_0) / (sqrt 2 S), with Z standard normal and S the root of a
/// chi-square over its degrees of freedom.
///
/// The differences share Z_0, so any two have correlation 1/2. That is also so for arms that share
/// their seeds: what a seed adds to all arms drops out of a difference, and the residuals are left.
package struct DunnettDistribution: Sendable {
  private let others: Int
  private let degreesOfFreedom: Int
  private let scale: ScaledChi
  /// Nodes and weights of the trapezoidal rule over Z_0.
  private let centres: [Double]
  private let weights: [Double]

  package init(others: Int, degreesOfFreedom: Int) {
    precondition(others >= 1 && degreesOfFreedom >= 1, "a comparison needs two means and a spread")
    self.others = others
    self.degreesOfFreedom = degreesOfFreedom
    scale = ScaledChi(degreesOfFreedom: degreesOfFreedom)
    // The error falls as exp(-2 pi^2 / (step^2 (others + 1))): 1e-13.
    let step = 0.8 / Double(others + 1).squareRoot()
    let reach = Int((8.5 / step).rounded(.up))
    centres = (-reach...reach).map { Double($0) * step }
    weights = centres.map { step * StandardNormal.density($0) }
  }

  /// The probability that the maximum exceeds `d`, without cancellation where it is small.
  package func upperTail(_ d: Double) -> Double {
    scale.expectation { s in
      let shift = d * s * 2.0.squareRoot()
      var sum = 0.0
      for index in centres.indices {
        let above = StandardNormal.cdf(-(centres[index] + shift))
        // 1 - below^others, as the sum of a geometric series.
        let below = 1 - above
        var series = 1.0
        for _ in 1..<others { series = 1 + below * series }
        sum += weights[index] * above * series
      }
      return sum
    }
  }

  /// The d that the maximum exceeds with probability 1 - `probability`, which is above 1/2.
  package func quantile(_ probability: Double) -> Double {
    precondition(probability > 0.5 && probability < 1, "the level is in (1/2, 1)")
    let key = Key(others: others, degreesOfFreedom: degreesOfFreedom, probability: probability)
    if let known = Self.quantiles.withLock({ $0[key] }) { return known }
    let value = Statistics.quantile(ofTail: upperTail, equal: 1 - probability)
    Self.quantiles.withLock { $0[key] = value }
    return value
  }

  private struct Key: Hashable {
    let others, degreesOfFreedom: Int
    let probability: Double
  }

  /// Quantiles found so far: a few designs come up again for every claim and every simulated scenario,
  /// and each takes ten times as long as all else of a comparison.
  private static let quantiles = Mutex<[Key: Double]>([:])
}
