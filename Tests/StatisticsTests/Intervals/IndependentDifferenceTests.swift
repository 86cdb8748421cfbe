import Statistics
import Testing

@Suite struct IndependentDifferenceTests {
  /// SciPy's Welch test, of samples of other sizes and spreads.
  @Test func intervalsAgreeWithSciPy() throws {
    var worst = WorstError()
    for item in try Fixture.load().independentDifferences {
      let difference = IndependentDifference(of: item.first, minus: item.second)
      let interval = difference.interval(level: 0.95)
      let place = "\(item.first.count) and \(item.second.count) values"
      worst.note(difference.value, item.difference, scale: 1, at: place)
      worst.note(difference.degreesOfFreedom, item.df, scale: item.df, at: "df of \(place)")
      worst.note(interval.low, item.low, scale: 1, at: place)
      worst.note(interval.high, item.high, scale: 1, at: place)
    }
    print("Independent differences: worst error \(worst.value) at \(worst.place)")
    #expect(worst.value < 1e-9)
  }

  @Test func samplesWithoutSpreadHaveAnIntervalOfNoWidth() {
    let interval = IndependentDifference(of: [2, 2], minus: [1, 1, 1]).interval(level: 0.95)
    #expect(interval.low == 1 && interval.high == 1)
  }
}
