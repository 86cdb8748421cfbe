/// An interval with all that it takes to read it.
public struct Interval: Hashable, Sendable {
  public let estimate: Double
  public let low: Double
  public let high: Double
  /// Confidence level, such as 0.95.
  public let level: Double
  /// Replicates.
  public let n: Int

  public init(estimate: Double, low: Double, high: Double, level: Double, n: Int) {
    self.estimate = estimate
    self.low = low
    self.high = high
    self.level = level
    self.n = n
  }
}
