/// What an interval is: captions state it for every interval that is drawn.
public struct IntervalKind: Hashable, Sendable {
  /// Such as "t interval of the mean".
  public var name: String
  /// Confidence level, such as 0.95; nil for a range, which has none.
  public var level: Double?
  /// What is replicated, in the singular, such as "seed".
  public var unit: String

  public init(name: String, level: Double?, unit: String) {
    self.name = name
    self.level = level
    self.unit = unit
  }

  /// Such as "95 % interval", or the name of a range.
  package var shortName: String { level.map { "\(percentage($0)) interval" } ?? name }

  /// Such as "95 % t interval of the mean".
  package var description: String { level.map { "\(percentage($0)) \(name)" } ?? name }

  private func percentage(_ level: Double) -> String {
    "\(NumberText.shortest(level * 100, places: 2)) %"
  }
}

/// A range that a value is stated with.
public struct Interval: Hashable, Sendable {
  public var low: Double
  public var high: Double
  public var kind: IntervalKind

  public init(low: Double, high: Double, kind: IntervalKind) {
    self.low = low
    self.high = high
    self.kind = kind
  }
}

extension Interval? {
  var ends: [Double] { map { [$0.low, $0.high] } ?? [] }
}
