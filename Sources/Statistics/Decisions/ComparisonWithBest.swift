/// Hsu's multiple comparison with the best ("Simultaneous confidence intervals for all distances
/// from the best", 1981), for arms that share their seeds.
///
/// For every arm, the distance of its mean from the best of the others is bounded, all at once at
/// the level asked for. An arm whose upper bound is zero is shown not to be the best.
///
/// Arms that share their variance are compared by Dunnett's distribution, exactly. A difference
/// that holds an arm with its own variance is judged by its own spread over seeds, and gets its
/// share of the error (Bonferroni).
public struct ComparisonWithBest: Hashable, Sendable {
  public struct Distance: Hashable, Sendable {
    public let estimate: Double
    public let low: Double
    public let high: Double
  }

  /// Mean of each arm minus the largest mean of the others, in the order of the arms.
  public let distances: [Distance]
  /// By how much the best arm leads the second best: a lead cannot be negative. Each end errs with
  /// a probability of at most 1 - `level`.
  public let advantage: Distance
  public let level: Double
  public let n: Int

  /// - Parameter arms: the arms of the panel that are compared; the others only add to the pooled
  ///   variance.
  public init(panel: PairedPanel, arms: [Int], level: Double) {
    precondition(arms.count >= 2, "a comparison with the best needs two arms")
    let pairs = PairwiseErrors(panel: panel, arms: arms)
    let means = arms.map { Estimate.mean(panel.values[$0]) }
    (self.pairs, self.means) = (pairs, means)
    self.level = level
    n = panel.seeds
    let reach = pairs.reaches(level: level)
    func others(_ arm: Int) -> [Int] { means.indices.filter { $0 != arm } }
    let highs = means.indices.map { arm in
      max(0, others(arm).map { means[arm] - means[$0] + reach[arm][$0] }.min() ?? 0)
    }
    let distances = means.indices.map { arm in
      // Only an arm that may be the best bounds another's distance from it.
      let bounds = others(arm).filter { highs[$0] > 0 }.map {
        means[arm] - means[$0] - reach[arm][$0]
      }
      return Distance(
        estimate: means[arm] - (others(arm).map { means[$0] }.max() ?? 0),
        low: min(0, bounds.min() ?? 0), high: highs[arm])
    }
    self.distances = distances
    // A lead can be overstated in two ways: the best arm is ahead by too much, or another arm is
    // ahead of it. Each takes half of the error.
    let strict = pairs.reaches(level: (1 + level) / 2)
    let leader = OptimumBootstrap.best(of: means)
    advantage = Distance(
      estimate: distances[leader].estimate,
      low: max(0, others(leader).map { means[leader] - means[$0] - strict[leader][$0] }.min() ?? 0),
      high: highs.max() ?? 0)
  }

  /// The one-sided p value against an arm being the best, corrected for all the arms that could
  /// beat it: small where another is better.
  public func pValueAgainstBest(_ arm: Int) -> Double {
    let leads = means.indices.filter { $0 != arm }.map { other in
      pairs.scaled(means[other] - means[arm], between: arm, and: other)
    }
    return pairs.probability(ofAny: leads)
  }

  /// The one-sided p value of some mean lying `distance` or more above that of a fixed arm while in
  /// truth none does: corrected for all the others, whichever arm is the fixed one.
  public func probability(ofDistance distance: Double) -> Double {
    let fixed = means.indices.map { arm in
      means.indices.filter { $0 != arm }.map { pairs.scaled(distance, between: arm, and: $0) }
    }
    return Set(fixed).map(pairs.probability(ofAny:)).max() ?? 1
  }

  /// The arms that are shown to lie within `margin` of the best, all at once: where they are
  /// neighbours on a grid, the curve is flat there.
  public func armsNearBest(within margin: Double) -> [Int] {
    distances.indices.filter { distances[$0].low > -margin }
  }

  private let means: [Double]
  private let pairs: PairwiseErrors
}

/// What the differences of pairs of arms are held against, each pair against one and the same arm.
private struct PairwiseErrors: Hashable, Sendable {
  /// [arm][arm], of the difference of their means.
  private let standardErrors: [[Double]]
  private let hasOwnVariance: [Bool]
  /// Pairs, from one arm with the pooled variance, with others that have it too.
  private let sharedOthers: Int
  private let degreesOfFreedom: Int
  private let ownDistribution: StudentT
  private let others: Double

  init(panel: PairedPanel, arms: [Int]) {
    hasOwnVariance = arms.map { panel.hasOwnVariance[$0] }
    let pooled = (2 * panel.pooledVariance / Double(panel.seeds)).squareRoot()
    standardErrors = arms.map { arm in
      arms.map { other in
        guard panel.hasOwnVariance[arm] || panel.hasOwnVariance[other] else { return pooled }
        let differences = zip(panel.values[arm], panel.values[other]).map { $0 - $1 }
        return Estimate(meanOf: differences).standardError
      }
    }
    // Where fewer than two arms share their variance, no pair is held against Dunnett's.
    sharedOthers = max(1, hasOwnVariance.count { !$0 } - 1)
    degreesOfFreedom = panel.degreesOfFreedom
    ownDistribution = StudentT(degreesOfFreedom: panel.seeds - 1)
    others = Double(arms.count - 1)
  }

  private var dunnett: DunnettDistribution {
    DunnettDistribution(others: sharedOthers, degreesOfFreedom: degreesOfFreedom)
  }

  /// The share of the error that goes to the pairs of arms with the pooled variance.
  private var sharedPart: Double { Double(sharedOthers) / others }

  /// [arm][arm]: how far a difference may be from the truth.
  func reaches(level: Double) -> [[Double]] {
    let shared = dunnett.quantile(1 - (1 - level) * sharedPart)
    let own =
      hasOwnVariance.contains(true) ? ownDistribution.quantile(1 - (1 - level) / others) : 0
    return standardErrors.indices.map { arm in
      standardErrors[arm].indices.map { other in
        standardErrors[arm][other] * (isShared(arm, other) ? shared : own)
      }
    }
  }

  /// A difference over its standard error, beside which distribution it is held against.
  struct Scaled: Hashable {
    let value: Double
    let isShared: Bool
  }

  func scaled(_ difference: Double, between arm: Int, and other: Int) -> Scaled {
    let error = standardErrors[arm][other]
    return Scaled(
      value: error > 0 ? difference / error : difference > 0 ? .infinity : -.infinity,
      isShared: isShared(arm, other))
  }

  /// The p value of the most extreme of the differences from one arm.
  func probability(ofAny differences: [Scaled]) -> Double {
    let shared = differences.filter(\.isShared).map(\.value).max()
    let own = differences.filter { !$0.isShared }.map(\.value).max()
    return min(
      1, shared.map { dunnett.upperTail($0) / sharedPart } ?? 1,
      own.map { ownDistribution.upperTail($0) * others } ?? 1)
  }

  private func isShared(_ arm: Int, _ other: Int) -> Bool {
    !hasOwnVariance[arm] && !hasOwnVariance[other]
  }
}
