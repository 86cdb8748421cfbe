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

  /// Student's t interval around an estimate, two-sided.
  init(
    around estimate: Double, standardError: Double, degreesOfFreedom: Double, level: Double, n: Int
  ) {
    let halfWidth =
      StudentT(degreesOfFreedom: degreesOfFreedom).quantile((1 + level) / 2) * standardError
    self.init(
      estimate: estimate, low: estimate - halfWidth, high: estimate + halfWidth, level: level, n: n)
  }
}
