import Claims
import Figures
import Statistics

extension IntervalKind {
  /// The interval drawn around a cell's mean, from three seeds on; with one or two the points are all
  /// there is.
  static func mean(_ look: Look) -> IntervalKind {
    IntervalKind(name: "t interval of the mean", level: look.level, unit: "seed")
  }

  /// That of verdicts: the residual variance is pooled over the model's arms.
  static func difference(level: Double) -> IntervalKind {
    IntervalKind(name: "t interval of the paired difference", level: level, unit: "seed")
  }
}

extension Figures.Interval {
  /// Of a mean over seeds; nil with fewer than three values.
  init?(meanOf values: [Double], kind: IntervalKind) {
    guard values.count >= 3, let level = kind.level else { return nil }
    let interval = Estimate(meanOf: values).interval(level: level)
    self.init(low: interval.low, high: interval.high, kind: kind)
  }
}
