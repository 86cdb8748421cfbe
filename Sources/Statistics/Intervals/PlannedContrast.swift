/// A contrast that is still to be measured, for planning how many seeds to add.
public struct PlannedContrast: Hashable, Sendable {
  /// What the contrast truly is, by assumption.
  public let value: Double
  /// Of the contrast, from seed to seed.
  public let standardDeviation: Double
  /// Degrees of freedom of its spread for each seed after the first: one for a contrast's own
  /// spread, arms - 1 for the variance that a panel pools.
  public let degreesOfFreedomPerSeed: Int

  public init(value: Double, standardDeviation: Double, degreesOfFreedomPerSeed: Int = 1) {
    precondition(standardDeviation >= 0 && degreesOfFreedomPerSeed >= 1, "a contrast has a spread")
    self.value = value
    self.standardDeviation = standardDeviation
    self.degreesOfFreedomPerSeed = degreesOfFreedomPerSeed
  }

  /// The observed effect taken for the true one, with the spread that was observed.
  public init(_ estimate: Estimate) {
    self.init(
      value: estimate.value,
      standardDeviation: estimate.standardError * Double(estimate.n).squareRoot(),
      degreesOfFreedomPerSeed: max(1, estimate.degreesOfFreedom / max(1, estimate.n - 1)))
  }

  /// The chance that every one of `contrasts` is found above zero with `seeds` seeds: the power of
  /// `Judgement.areAllAboveZero`.
  ///
  /// Exact for one contrast and for the two bounds of one difference with a fixed margin; in
  /// general a lower bound. Contrasts share one estimate of their spread.
  public static func power(
    ofAllAboveZero contrasts: [PlannedContrast], seeds: Int, level: Double
  ) -> Double {
    precondition(seeds >= 2, "a spread needs two seeds")
    let degreesOfFreedom =
      (contrasts.map(\.degreesOfFreedomPerSeed).min() ?? 1) * (seeds - 1)
    let t = StudentT(degreesOfFreedom: degreesOfFreedom).quantile((1 + level) / 2)
    let scaled = contrasts.map { contrast in
      let error = contrast.standardDeviation / Double(seeds).squareRoot()
      return error > 0 ? contrast.value / error : contrast.value > 0 ? .infinity : -.infinity
    }
    // The kink is where no interval this wide fits between two bounds: 1e-6 of power.
    let scale = ScaledChi(degreesOfFreedom: degreesOfFreedom, subdivision: 32)
    return scale.expectation { s in
      max(0, 1 - scaled.reduce(0) { $0 + StandardNormal.cdf(t * s - $1) })
    }
  }

  /// The fewest seeds with which the statement that all `contrasts` lie above zero is settled, one
  /// way or the other, with this `power`.
  ///
  /// - Parameters:
  ///   - level: of the two-sided intervals: 0.90 for two one-sided tests, else 0.95.
  ///   - range: how many seeds may be planned.
  /// - Returns: nil where no number in `range` is enough, as at a true value of exactly zero.
  public static func seedsToSettle(
    allAboveZero contrasts: [PlannedContrast], level: Double, power: Double = 0.8,
    in range: ClosedRange<Int> = 3...10_000
  ) -> Int? {
    // What is true decides which way it can be settled: all above zero, or the worst one below.
    func ratio(_ contrast: PlannedContrast) -> Double {
      contrast.value / max(contrast.standardDeviation, .leastNormalMagnitude)
    }
    let worst = contrasts.filter { $0.value < 0 }.min { ratio($0) < ratio($1) }
    let aim = worst.map { [$0.negated] } ?? contrasts
    func settles(_ seeds: Int) -> Bool {
      Self.power(ofAllAboveZero: aim, seeds: seeds, level: level) >= power
    }
    guard settles(range.upperBound) else { return nil }
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if settles(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private var negated: PlannedContrast {
    PlannedContrast(
      value: -value, standardDeviation: standardDeviation,
      degreesOfFreedomPerSeed: degreesOfFreedomPerSeed)
  }
}
