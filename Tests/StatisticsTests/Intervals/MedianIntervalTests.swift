import Statistics
import Testing

@Suite struct MedianIntervalTests {
  /// The ranks that SciPy's binomial distribution gives; none where the level cannot be reached.
  @Test func ranksAgreeWithSciPy() throws {
    for item in try Fixture.load().medians {
      let values = (1...item.n).map(Double.init).reversed()
      let interval = MedianInterval(of: Array(values), level: item.level)
      #expect((interval == nil) == (item.rank == 0), "\(item.n) values, level \(item.level)")
      if let interval {
        #expect(interval.low == Double(item.rank))
        #expect(interval.high == Double(item.n + 1 - item.rank))
        #expect(interval.median == Double(item.n + 1) / 2)
      }
    }
  }
}
