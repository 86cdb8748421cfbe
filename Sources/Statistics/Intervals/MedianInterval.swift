/// The median of independent values with a distribution-free interval: from the k-th smallest to
/// the k-th largest, where k is the largest whose two binomial tails miss at most 1 - level.
public struct MedianInterval: Hashable, Sendable {
  public let median: Double
  public let low: Double
  public let high: Double
  /// The level asked for; the interval's own is at least that.
  public let level: Double
  public let n: Int

  /// Nil when there are too few values for the level: even the whole range would cover too seldom.
  public init?(of values: [Double], level: Double) {
    let sorted = values.sorted()
    let n = sorted.count
    // Twice the probability that fewer than k of n fair coins fall on one side.
    var rank = 0
    var term = 1.0
    for _ in 0..<n { term /= 2 }
    var tail = term
    while 2 * tail <= 1 - level {
      rank += 1
      term *= Double(n - rank + 1) / Double(rank)
      tail += term
    }
    guard rank >= 1 else { return nil }
    low = sorted[rank - 1]
    high = sorted[n - rank]
    median = Statistics.median(of: values)
    self.level = level
    self.n = n
  }
}
