import Statistics
import Testing

@Suite struct OptimumTests {
  /// A peak that every seed agrees on is certain; its interval is one grid point.
  @Test func aSharpPeakIsFound() {
    let values = [[1.0, 1.1, 0.9], [3, 3.2, 2.9], [2, 2.1, 2.2]]
    let bootstrap = OptimumBootstrap(values: values, level: 0.95)
    #expect((bootstrap.best, bootstrap.low, bootstrap.high) == (1, 1, 1))
    #expect(bootstrap.shares == [0, 1, 0])
  }

  /// Where seeds disagree, the interval holds every place that a resample favours often enough.
  @Test func disagreementWidensTheInterval() {
    let values = [[1.0, 0, 0, 0, 1], [0, 0, 1.1, 0, 0], [0, 1, 0, 1.05, 0]]
    let bootstrap = OptimumBootstrap(values: values, level: 0.95)
    #expect(bootstrap.low == 0)
    #expect(bootstrap.high == 2)
    #expect(abs(bootstrap.shares.reduce(0, +) - 1) < 1e-12)
  }

  @Test func theBootstrapIsDeterministic() {
    let values = [[0.5, 0.1, 0.4, 0.2], [0.3, 0.4, 0.2, 0.3], [0.1, 0.5, 0.3, 0.4]]
    let first = OptimumBootstrap(values: values, level: 0.95)
    #expect(first == OptimumBootstrap(values: values, level: 0.95))
  }

  /// Simpson's rule against adaptive quadrature; 1e-6 of a critical value near 2 is far below what
  /// any verdict shows.
  @Test func criticalValuesAgreeWithQuadrature() throws {
    var worst = WorstError()
    for item in try Fixture.load().dunnett {
      let actual = ComparisonWithBest.criticalValue(
        others: item.others, degreesOfFreedom: item.df, level: item.level)
      worst.note(actual, item.critical, at: "\(item.others) others, df \(item.df)")
    }
    print("comparison with the best: worst critical value error \(worst.value) at \(worst.place)")
    #expect(worst.value < 1e-6)
  }

  @Test func onlyAClearlyWorseArmIsExcluded() {
    let panel = PairedPanel(values: [
      [1.0, 1.1, 0.9, 1.0], [1.0, 1.0, 1.05, 0.95], [-3, -3.1, -2.9, -3.05], [9, 9.1, 9, 8.9],
    ])
    // The fourth arm is not compared.
    let comparison = ComparisonWithBest(panel: panel, arms: [0, 1, 2], level: 0.95)
    #expect(comparison.distances[0].high > 0)
    #expect(comparison.distances[1].high > 0)
    #expect(comparison.distances[2].high == 0)
    #expect(comparison.distances[2].low < -3.9)
    #expect(comparison.distances.allSatisfy { $0.low <= $0.estimate || $0.estimate >= 0 })
  }
}
