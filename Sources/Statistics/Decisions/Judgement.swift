/// What an interval says of a statement that was fixed beforehand.
public enum Decision: String, Hashable, Sendable, CaseIterable {
  case holds
  case fails
  case undecided
}

/// A decision with the one-sided p value against the statement, which a correction over several
/// statements starts from.
public struct Judgement: Hashable, Sendable {
  public let decision: Decision
  /// Small where the data speak against the statement.
  public let pValue: Double
  /// The one-sided level at which `decision` was made.
  public let oneSidedLevel: Double

  public init(decision: Decision, pValue: Double, oneSidedLevel: Double) {
    self.decision = decision
    self.pValue = pValue
    self.oneSidedLevel = oneSidedLevel
  }

  /// Whether a contrast lies above zero: the whole two-sided interval must.
  public static func isAboveZero(_ contrast: Estimate, level: Double) -> Judgement {
    areAllAboveZero([contrast], level: level)
  }

  /// Whether every one of several contrasts lies above zero: an intersection-union test, each at
  /// its full level. Equivalence by two one-sided tests is the case of two, and of level 0.90.
  ///
  /// It fails where the interval of one lies below zero. For two contrasts that bound one
  /// difference from either side, at most one can truly lie below, so that the chance of a wrong
  /// failure stays that of one test.
  public static func areAllAboveZero(_ contrasts: [Estimate], level: Double) -> Judgement {
    let intervals = contrasts.map { $0.interval(level: level) }
    let decision: Decision =
      if intervals.allSatisfy({ $0.low > 0 }) {
        .holds
      } else if intervals.contains(where: { $0.high < 0 }) {
        .fails
      } else {
        .undecided
      }
    return Judgement(
      decision: decision,
      pValue: contrasts.map { $0.pValue(atLeast: 0) }.min() ?? 1,
      oneSidedLevel: (1 - level) / 2)
  }

  /// Whether an interval of which nothing else is known lies inside `range`; it fails wholly
  /// outside, and then says no more of the p value than that it is at most one tail.
  public init(_ interval: Interval, inside range: ClosedRange<Double>) {
    oneSidedLevel = (1 - interval.level) / 2
    if interval.low >= range.lowerBound && interval.high <= range.upperBound {
      decision = .holds
    } else if interval.high < range.lowerBound || interval.low > range.upperBound {
      decision = .fails
    } else {
      decision = .undecided
    }
    pValue = decision == .fails ? oneSidedLevel : 1
  }
}
