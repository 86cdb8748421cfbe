import Foundation

/// Expected values by SciPy, statsmodels and simulation: see `Fixtures/make_fixtures.py`.
struct Fixture: Decodable {
  struct StudentTCases: Decodable {
    struct Probability: Decodable {
      let df: Int
      let t, cdf, tail: Double
    }
    struct Quantile: Decodable {
      let df: Int
      let p, t: Double
    }
    let cdf: [Probability]
    let quantile: [Quantile]
  }
  struct Panel: Decodable {
    struct Contrast: Decodable {
      let weights: [Double]
      let estimate, low, high, pAtLeastZero: Double
      let df: Int
    }
    let values: [[Double]]
    let variance: Double
    let df: Int
    let ratios: [Double]
    let wild: [Int]
    let intervals: [Contrast]
  }
  struct Mean: Decodable {
    let values: [Double]
    let low90, high90, estimate: Double
  }
  struct IndependentDifference: Decodable {
    let first, second: [Double]
    let df, difference, low, high: Double
  }
  struct Median: Decodable {
    let n, rank: Int
    let level: Double
  }
  struct Equivalence: Decodable {
    let first, second: [Double]
    let margin, p: Double
  }
  struct Holm: Decodable { let p, adjusted: [Double] }
  struct Sign: Decodable {
    let agreeing, count: Int
    let p: Double
  }
  struct Dunnett: Decodable {
    let others, df: Int
    let level, critical: Double
  }
  struct Hsu: Decodable {
    let arms, seeds: Int
    /// `error` is the Monte Carlo standard error of the critical value.
    let level, critical, error: Double
  }
  struct HsuIntervals: Decodable {
    let values: [[Double]]
    let estimates, lows, highs, pAgainstBest: [Double]
    let lead, leadLow, leadHigh: Double
  }
  struct Binomial: Decodable {
    let accuracy, error: Double
    let images: Int
  }
  struct DivergedOrders: Decodable {
    let above, below, ties: Int
    let pAgainst: Double
    let decision: String
  }
  struct Cells: Decodable {
    let pAgainst, pFor: [Double]
    let decision: String
  }
  struct Optimum: Decodable {
    let values: [[Double]]
    let shares: [Double]
    let tail: Double
    let best, low, high: Int
  }
  struct SeedImage: Decodable {
    let differences: [[Double]]
    let difference, both, seedsOnly, imagesOnly: Double
    /// Relative Monte Carlo errors of the standard errors.
    let error, bothError: Double
  }
  struct Power: Decodable {
    struct Order: Decodable {
      let n: Int
      let effect, power: Double
    }
    struct Seeds: Decodable {
      let effect: Double
      let seeds: Int
    }
    struct Equivalence: Decodable {
      let margin, difference, power: Double
      let n, dfPerSeed: Int
    }
    struct Margin: Decodable {
      let n: Int
      let margin: Double
    }
    let orders: [Order]
    let seeds: [Seeds]
    let equivalences: [Equivalence]
    let margins: [Margin]
  }
  let studentT: StudentTCases
  let panels: [Panel]
  let means: [Mean]
  let independentDifferences: [IndependentDifference]
  let medians: [Median]
  let equivalence: [Equivalence]
  let holm: [Holm]
  let signTest: [Sign]
  let dunnett: [Dunnett]
  let hsu: [Hsu]
  let hsuIntervals: [HsuIntervals]
  let binomial: [Binomial]
  let divergedOrders: [DivergedOrders]
  let cells: [Cells]
  let optimum: [Optimum]
  let seedImage: [SeedImage]
  let power: Power

  static func load() throws -> Fixture {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/statistics.json")
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }
}

/// The largest error of a list of comparisons, printed so that a tolerance can only tighten.
struct WorstError {
  private(set) var value = 0.0
  private(set) var place = "none"

  /// - Parameter scale: what the difference is taken relative to; at least 1e-300.
  mutating func note(_ actual: Double, _ expected: Double, scale: Double = 1, at place: String) {
    let error = abs(actual - expected) / max(abs(scale), 1e-300)
    if !(error <= value) { (value, self.place) = (error, place) }
  }
}
