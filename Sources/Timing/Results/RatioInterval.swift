import Foundation
import Statistics

/// An interval of a ratio of step times, with all that it takes to read it.
public struct RatioInterval: Hashable, Codable, Sendable {
  /// Geometric mean of the processes' ratios.
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

  /// Student's, from one logarithm for each process; nil with fewer than two.
  public init?(logRatios: [Double], level: Double) {
    guard logRatios.count >= 2 else { return nil }
    let interval = Estimate(meanOf: logRatios).interval(level: level)
    self.init(
      ratio: exp(interval.estimate), low: exp(interval.low), high: exp(interval.high), level: level)
  }

  /// Natural logarithm of the ratio.
  public var logRatio: Double { log(ratio) }

  /// Half of its width as a log ratio: near enough a fraction of the ratio.
  public var halfWidth: Double { (log(high) - log(low)) / 2 }

  /// How far it reaches from no difference, as a log ratio.
  public var reach: Double { max(abs(log(low)), abs(log(high))) }

  /// Whether it leaves out a ratio of one.
  public var excludesOne: Bool { low > 1 || high < 1 }
}
