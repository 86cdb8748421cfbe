/// Values of several arms over the same seeds: the two-way layout that paired contrasts come from.
///
/// An arm's value is taken as arm + seed + residual. With few seeds a contrast's own spread says
/// little, so the residual variance is pooled over arms. An arm whose variance is over four times
/// that of the others does not share it: a contrast that holds such an arm is judged by its own
/// spread over seeds. With three seeds one arm in ten exceeds four by chance; its variance is
/// therefore left out of the pool only where chance cannot explain it, or else the pool would be
/// too small.
public struct PairedPanel: Hashable, Sendable {
  /// [arms][seeds].
  public let values: [[Double]]
  /// Mean square of the two-way residuals of the arms in the pool.
  public let pooledVariance: Double
  /// Of the pooled variance: (seeds - 1)(arms in the pool - 1).
  public let degreesOfFreedom: Int
  /// For each arm, its variance over seeds after what the other arms share is taken out, over the
  /// pooled variance of the others; 1 where there are fewer than two others to compare with.
  public let varianceRatios: [Double]
  /// Arms whose variance is over `largestSharedVarianceRatio` times that of the others in the pool.
  public let hasOwnVariance: [Bool]

  /// The ratio beyond which an arm's variance is its own.
  public static let largestSharedVarianceRatio = 4.0
  /// The chance, over all arms, of such a ratio among equal variances below which an arm leaves the
  /// pool.
  public static let poolLevel = 0.01

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
    let seeds = values[0].count
    var pool = Array(values.indices)
    var squares = ResidualSquares(values)
    varianceRatios = squares.ratios
    // One arm at a time, the worst first: beside it, a lesser one may look calm.
    while let worst = squares.ratios.indices.max(by: { squares.ratios[$0] < squares.ratios[$1] }),
      squares.ratios[worst] > Self.largestSharedVarianceRatio,
      squares.chance(ofRatio: squares.ratios[worst], seeds: seeds) < Self.poolLevel
    {
      pool.remove(at: worst)
      squares = ResidualSquares(pool.map { values[$0] })
    }
    hasOwnVariance = values.indices.map { arm in
      pool.firstIndex(of: arm).map { squares.ratios[$0] > Self.largestSharedVarianceRatio } ?? true
    }
    degreesOfFreedom = (pool.count - 1) * (seeds - 1)
    pooledVariance = squares.total / Double(degreesOfFreedom)
  }

  /// The contrast of each seed: the sum over arms of weight times value.
  public func differences(_ weights: [Double]) -> [Double] {
    (0..<seeds).map { seed in
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[seed] }
    }
  }

  /// The linear combination over arms with these weights, which sum to zero so that what the arms
  /// of one seed share drops out. "Keeps a fraction 1 - f of the attention effect" is such a one:
  /// relu - (1 - f) softmax - f uniform.
  public func contrast(_ weights: [Double]) -> Estimate {
    precondition(weights.count == arms, "a contrast needs a weight an arm")
    precondition(abs(weights.reduce(0, +)) < 1e-12, "a contrast's weights sum to zero")
    let own = Estimate(meanOf: differences(weights))
    let isShared = zip(weights, hasOwnVariance).allSatisfy { $0 == 0 || !$1 }
    guard isShared else { return own }
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    return Estimate(
      value: own.value, standardError: (squares * pooledVariance / Double(seeds)).squareRoot(),
      degreesOfFreedom: degreesOfFreedom, n: seeds)
  }
}

/// Sums of squares of the two-way residuals.
private struct ResidualSquares {
  let total: Double
  /// See `PairedPanel.varianceRatios`.
  let ratios: [Double]

  init(_ values: [[Double]]) {
    // The first arm is subtracted first: seeds drop out, and equal arms leave exactly nothing.
    let shifted = values.map { row in zip(row, values[0]).map { $0 - $1 } }
    let armMeans = shifted.map(Estimate.mean)
    let mean = Estimate.mean(armMeans)
    let seedMeans = values[0].indices.map { seed in
      shifted.reduce(0) { $0 + $1[seed] } / Double(shifted.count)
    }
    let ofArms = zip(shifted, armMeans).map { row, armMean in
      zip(row, seedMeans).reduce(0) { sum, pair in
        let residual = (pair.0 - armMean) - (pair.1 - mean)
        return sum + residual * residual
      }
    }
    let total = ofArms.reduce(0, +)
    self.total = total
    let arms = Double(values.count)
    ratios = ofArms.map { squares in
      guard arms >= 3 else { return 1 }
      // What leaves the total when the arm does: its residual against the others' mean.
      let own = squares * arms / (arms - 1)
      let others = total - own
      // Others that agree exactly leave only rounding.
      if others > 1e-12 * total { return (arms - 2) * own / others }
      return own > 0 ? .infinity : 1
    }
  }

  /// The chance that any of the arms has such a ratio or more where all variances are equal, each
  /// ratio being distributed as F with seeds - 1 and (seeds - 1)(arms - 2) degrees of freedom.
  func chance(ofRatio ratio: Double, seeds: Int) -> Double {
    guard ratio < .infinity else { return 0 }
    let own = Double(seeds - 1)
    let others = own * Double(ratios.count - 2)
    let sum = others + own * ratio
    let tail = incompleteBeta(
      others / sum, complement: own * ratio / sum, others / 2, own / 2)
    return min(1, Double(ratios.count) * tail)
  }
}
