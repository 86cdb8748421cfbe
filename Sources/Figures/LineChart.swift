/// Series over a shared horizontal axis, in one panel or in a grid of panels with shared axes.
public struct LineChart: Hashable, Sendable {
  public var x: Axis
  public var y: Axis
  /// Rows of equally many panels.
  public var rows: [[Panel]]
  /// What a hollow marker says, such as "one seed: decides no claim".
  public var secondaryMeaning: String

  public init(x: Axis, y: Axis, rows: [[Panel]], secondaryMeaning: String) {
    self.x = x
    self.y = y
    self.rows = rows
    self.secondaryMeaning = secondaryMeaning
  }

  /// A chart of one panel.
  public init(x: Axis, y: Axis, panel: Panel, secondaryMeaning: String) {
    self.init(x: x, y: y, rows: [[panel]], secondaryMeaning: secondaryMeaning)
  }

  package var panels: [Panel] { rows.flatMap(\.self) }
}

/// One pair of axes with what is drawn between them.
public struct Panel: Hashable, Sendable {
  /// Above the panel; nil where there is only one.
  public var title: String?
  /// Drawn in reverse, so that the first lies on top.
  public var series: [Series]
  public var references: [Reference]

  public init(title: String? = nil, series: [Series], references: [Reference] = []) {
    self.title = title
    self.series = series
    self.references = references
  }
}

/// Points of one kind, joined by a line.
public struct Series: Hashable, Sendable {
  /// The label's plain name in the numbers and in alt text.
  public var name: String
  /// What stands beside the line, with the markup of `Axis.title`.
  public var label: String
  public var style: SeriesStyle
  public var points: [DataPoint]

  public init(name: String, label: String? = nil, style: SeriesStyle, points: [DataPoint]) {
    self.name = name
    self.label = label ?? name
    self.style = style
    self.points = points
  }
}

/// One cell: a centre, the values it was made from, and an interval where there is one.
public struct DataPoint: Hashable, Sendable {
  public var x: Double
  public var center: Double
  public var interval: Interval?
  /// The values behind the centre, one for each seed.
  public var replicates: [Double]
  /// Whether the cell decides a claim; others are drawn hollow.
  public var isPrimary: Bool
  /// Whether a run of the cell diverged, so that its score is chance. The point is drawn as a cross
  /// at the foot of the panel and does not stretch the axis.
  public var isDiverged: Bool

  public init(
    x: Double, center: Double, interval: Interval? = nil, replicates: [Double] = [],
    isPrimary: Bool = true, isDiverged: Bool = false
  ) {
    self.x = x
    self.center = center
    self.interval = interval
    self.replicates = replicates
    self.isPrimary = isPrimary
    self.isDiverged = isDiverged
  }
}

/// A value that does not depend on x: a line across the panel.
public struct Reference: Hashable, Sendable {
  public enum Prominence: Hashable, Sendable {
    /// A line with its interval as a band and its replicates as points.
    case band(Hue)
    /// A thin grey line.
    case quiet(Dash)
  }

  public var name: String
  public var label: String
  public var prominence: Prominence
  public var value: Double
  public var interval: Interval?
  public var replicates: [Double]

  public init(
    name: String, label: String? = nil, prominence: Prominence, value: Double,
    interval: Interval? = nil, replicates: [Double] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.prominence = prominence
    self.value = value
    self.interval = interval
    self.replicates = replicates
  }
}
