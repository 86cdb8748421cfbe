import Statistics
import Testing

@Suite struct OptimumBootstrapTests {
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

  /// Points that tie are all the best, and the interval covers them; sums in another order tie too.
  @Test(arguments: [
    ([0.5, 0.7, 0.6, 0.7], [1, 3], 1...3), ([0.7, 0.6, 0.5, 0.4], [0], 0...0),
    ([0.7, 0.7, 0.7, 0.7], [0, 1, 2, 3], 0...3),
  ])
  func aTieIsCovered(means: [Double], ties: [Int], interval: ClosedRange<Int>) {
    let seeds = [0.1, 0.2, -0.3, 0.01, -0.01]
    let values = means.map { mean in seeds.map { mean + $0 } }
    let bootstrap = OptimumBootstrap(values: values, level: 0.95)
    #expect(bootstrap.ties == ties && bootstrap.best == ties[0])
    #expect(bootstrap.low...bootstrap.high == interval)
  }

  @Test func sumsThatRoundDifferentlyTie() {
    #expect(0.1 + 0.2 != 0.3)
    #expect(OptimumBootstrap.ties(among: [0.3, 0.1 + 0.2, 0.2]) == [0, 1])
    #expect(OptimumBootstrap.best(of: [0.3, 0.1 + 0.2]) == 0)
  }

  @Test func theBootstrapIsDeterministic() {
    let values = [[0.5, 0.1, 0.4, 0.2], [0.3, 0.4, 0.2, 0.3], [0.1, 0.5, 0.3, 0.4]]
    let first = OptimumBootstrap(values: values, level: 0.95)
    #expect(first == OptimumBootstrap(values: values, level: 0.95))
  }

  /// Against every one of the n^n resamples; the interval's tail is where a t interval would end.
  @Test func sharesAgreeWithEveryResample() throws {
    let resamples = 10_000
    var worst = WorstError()
    for (index, item) in try Fixture.load().optimum.enumerated() {
      let bootstrap = OptimumBootstrap(values: item.values, level: 0.95, resamples: resamples)
      let tail = OptimumBootstrap.tail(level: 0.95, seeds: item.values[0].count)
      #expect(abs(tail - item.tail) < 1e-12)
      #expect(
        (bootstrap.best, bootstrap.low, bootstrap.high) == (item.best, item.low, item.high))
      for (actual, expected) in zip(bootstrap.shares, item.shares) {
        let error = (expected * (1 - expected) / Double(resamples)).squareRoot()
        worst.note(actual, expected, scale: max(error, 1e-9), at: "case \(index)")
      }
    }
    print("optimum bootstrap: worst share \(worst.value) standard errors at \(worst.place)")
    #expect(worst.value < 4)
  }

  /// A run of near-equal points around the best is a plateau; one further off is not part of it.
  @Test(arguments: [(0.05, 1...1), (0.15, 1...2), (0.4, 0...2), (2.0, 0...4)])
  func aPlateauIsUnbroken(margin: Double, expected: ClosedRange<Int>) {
    let values = [0.7, 1, 0.9, 0, 0.99].map { [$0, $0] }
    #expect(OptimumBootstrap(values: values, level: 0.95).plateau(within: margin) == expected)
  }

  static let hill = [[0.0, 0.1, -0.1, 0.05, 0], [3, 3.1, 2.9, 3, 3.05], [1, 0.9, 1.1, 1, 1]]

  @Test(arguments: [(0...1, Decision.holds), (1...1, .holds), (2...2, .fails), (0...0, .fails)])
  func aWindowHoldsTheOptimumOrNot(window: ClosedRange<Int>, expected: Decision) {
    let panel = PairedPanel(values: Self.hill)
    let judgement = Judgement.isHighest(
      in: window, OptimumBootstrap(values: Self.hill, level: 0.95),
      ComparisonWithBest(panel: panel, arms: [0, 1, 2], level: 0.95))
    #expect(judgement.decision == expected)
    #expect((judgement.pValue <= judgement.oneSidedLevel) == (expected == .fails))
  }
}
