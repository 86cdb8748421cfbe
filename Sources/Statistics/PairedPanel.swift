/// Values of several arms over the same seeds: the two-way layout that paired contrasts come from.
///
/// An arm's value is taken as arm + seed + residual. With few seeds a contrast's own spread says
/// little, so the residual variance is pooled over all arms, with (seeds - 1)(arms - 1) degrees of
/// freedom. An arm whose variance is over four times that of the other arms together does not share
/// it: a contrast that holds such an arm is judged by its own spread over seeds.
public struct PairedPanel: Hashable, Sendable {
  /// [arms][seeds].
  public let values: [[Double]]
  /// Mean square of the two-way residuals.
  public let pooledVariance: Double
  /// For each arm, its variance over seeds after what the other arms share is taken out, over the
  /// pooled variance of the others; 1 where there are fewer than two others to compare with.
  public let varianceRatios: [Double]

  /// The ratio beyond which an arm's variance is its own.
  public static let largestSharedVarianceRatio = 4.0

  public var arms: Int { values.count }
  public var seeds: Int { values[0].count }

  /// - Parameter values: [arms][seeds], at least two of each, finite.
  public init(values: [[Double]]) {
    precondition(values.count >= 2, "a contrast needs two arms")
    precondition(values[0].count >= 2, "a spread needs two seeds")
    precondition(
      values.allSatisfy { $0.count == values[0].count && $0.allSatisfy(\.isFinite) },
      "every arm needs a finite value for every seed")
    self.values = values
    pooledVariance = Self.residualVariance(values)
    varianceRatios = values.indices.map { arm in
      let others = values.indices.filter { $0 != arm }.map { values[$0] }
      guard others.count >= 2 else { return 1 }
      let ownPart = values[0].indices.map { seed in
        Estimate.mean(others.map { values[arm][seed] - $0[seed] })
      }
      // The mean of the others adds its own residual: (1 + 1 / others) times the variance.
      let spread = Estimate(meanOf: ownPart)
      let own =
        spread.standardError * spread.standardError * Double(ownPart.count)
        / (1 + 1 / Double(others.count))
      let pooled = Self.residualVariance(others)
      if pooled > 0 { return own / pooled }
      return own > 0 ? .infinity : 1
    }
  }

  public var degreesOfFreedom: Int { (seeds - 1) * (arms - 1) }

  /// The contrast of each seed: the sum over arms of weight times value.
  public func differences(_ weights: [Double]) -> [Double] {
    (0..<seeds).map { seed in
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[seed] }
    }
  }

  /// The linear combination over arms with these weights, which sum to zero so that what the arms
  /// of one seed share drops out.
  public func contrast(_ weights: [Double]) -> Estimate {
    precondition(weights.count == arms, "a contrast needs a weight an arm")
    precondition(abs(weights.reduce(0, +)) < 1e-12, "a contrast's weights sum to zero")
    let own = Estimate(meanOf: differences(weights))
    let isShared = zip(weights, varianceRatios).allSatisfy {
      $0 == 0 || $1 <= Self.largestSharedVarianceRatio
    }
    guard isShared else { return own }
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    return Estimate(
      value: own.value, standardError: (squares * pooledVariance / Double(seeds)).squareRoot(),
      degreesOfFreedom: degreesOfFreedom, n: seeds)
  }

  private static func residualVariance(_ values: [[Double]]) -> Double {
    // The first arm is subtracted first: seeds drop out, and equal arms leave exactly nothing.
    let shifted = values.map { row in zip(row, values[0]).map { $0 - $1 } }
    let armMeans = shifted.map(Estimate.mean)
    let seedMeans = values[0].indices.map { seed in Estimate.mean(shifted.map { $0[seed] }) }
    let mean = Estimate.mean(armMeans)
    var squares = 0.0
    for (arm, row) in shifted.enumerated() {
      for (seed, value) in row.enumerated() {
        let residual = (value - armMeans[arm]) - (seedMeans[seed] - mean)
        squares += residual * residual
      }
    }
    return squares / Double((values.count - 1) * (values[0].count - 1))
  }
}
