/// One value with its interval a row, on a shared horizontal axis: a forest plot.
public struct IntervalChart: Hashable, Sendable {
  /// Above the rows; nil where the chart stands alone.
  public var title: String?
  public var axis: Axis
  /// Where "no difference" lies; nil draws no line.
  public var origin: Double?
  /// What lies beyond is drawn at the edge with an arrow; nil shows everything at its place.
  public var limits: ClosedRange<Double>?
  public var rows: [IntervalRow]
  /// What an open marker says, such as "exploratory: decides no claim".
  public var exploratoryMeaning: String
  /// What a row's region says, such as "noise floor"; unused where no row has one.
  public var regionMeaning: String

  public init(
    title: String? = nil, axis: Axis, origin: Double? = 0, limits: ClosedRange<Double>? = nil,
    rows: [IntervalRow], exploratoryMeaning: String = "decides no claim", regionMeaning: String = ""
  ) {
    self.title = title
    self.axis = axis
    self.origin = origin
    self.limits = limits
    self.rows = rows
    self.exploratoryMeaning = exploratoryMeaning
    self.regionMeaning = regionMeaning
  }
}
