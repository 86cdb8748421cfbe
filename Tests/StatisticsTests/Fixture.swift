import Foundation

/// Expected values by SciPy: see `Fixtures/make_fixtures.py`.
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
    let intervals: [Contrast]
  }
  struct Mean: Decodable {
    let values: [Double]
    let low90, high90, estimate: Double
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
  let studentT: StudentTCases
  let panels: [Panel]
  let means: [Mean]
  let holm: [Holm]
  let signTest: [Sign]
  let dunnett: [Dunnett]

  static func load(beside file: String = #filePath) throws -> Fixture {
    let url = URL(fileURLWithPath: file).deletingLastPathComponent()
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
