/// One value with its interval a row, on a shared horizontal axis: a forest plot.
public struct IntervalChart: Hashable, Sendable {
  public var axis: Axis
  /// Where "no difference" lies; nil draws no line.
  public var origin: Double?
  public var rows: [IntervalRow]
  /// What a hollow marker says, such as "secondary: decides no claim".
  public var secondaryMeaning: String

  public init(
    axis: Axis, origin: Double? = 0, rows: [IntervalRow],
    secondaryMeaning: String = "decides no claim"
  ) {
    self.axis = axis
    self.origin = origin
    self.rows = rows
    self.secondaryMeaning = secondaryMeaning
  }
}

/// One row of an interval chart.
public struct IntervalRow: Hashable, Sendable {
  /// Where the value comes from; each has its own marker and colour.
  public enum Source: String, CaseIterable, Hashable, Sendable {
    case measured
    /// A measurement of nothing, which says what the method makes of no difference.
    case control
    case computed
    case published
  }

  /// The label's plain name in the numbers and in alt text.
  public var name: String
  /// What stands left of the row, with the markup of `Axis.title`.
  public var label: String
  public var source: Source
  public var value: Double
  public var interval: Interval?
  /// The values behind it, one for each unit of the interval.
  public var replicates: [Double]
  /// Whether it decides a claim; others are drawn hollow.
  public var isPrimary: Bool
  /// What the row is of, such as `["model": "S/32"]`: columns of the CSV.
  public var facets: [String: String]

  public init(
    name: String, label: String? = nil, source: Source, value: Double, interval: Interval? = nil,
    replicates: [Double] = [], isPrimary: Bool = true, facets: [String: String] = [:]
  ) {
    self.name = name
    self.label = label ?? name
    self.source = source
    self.value = value
    self.interval = interval
    self.replicates = replicates
    self.isPrimary = isPrimary
    self.facets = facets
  }
}
