/// An interval of a ratio of step times, with all that it takes to read it.
public struct RatioInterval: Hashable, Codable, Sendable {
  /// Geometric mean of the processes' median ratios.
  public var ratio: Double
  public var low: Double
  public var high: Double
  /// Confidence level, such as 0.95.
  public var level: Double
  public init(ratio: Double, low: Double, high: Double, level: Double) {
    self.ratio = ratio
    self.low = low
    self.high = high
    self.level = level
  }
}
