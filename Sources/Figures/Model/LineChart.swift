/// Series over a shared horizontal axis, in one panel or in a grid of panels.
public struct LineChart: Hashable, Sendable {
  public var x: Axis
  /// The first row has the most panels; later ones fill its columns from the left.
  public var rows: [PanelRow]
  /// What a hollow marker says, such as "one seed: decides no claim".
  public var secondaryMeaning: String
  /// What a margin says, such as "0.15 of what attention is worth"; unused where no point has one.
  public var marginMeaning: String
  /// What the halo of a highest point says; unused where no point has one.
  public var optimumMeaning: String
  /// Whether series that would hide each other at one x stand side by side there. Not for slopes.
  public var setsApart: Bool

  public init(
    x: Axis, rows: [PanelRow], secondaryMeaning: String, marginMeaning: String = "",
    optimumMeaning: String = "", setsApart: Bool = true
  ) {
    self.x = x
    self.rows = rows
    self.secondaryMeaning = secondaryMeaning
    self.marginMeaning = marginMeaning
    self.optimumMeaning = optimumMeaning
    self.setsApart = setsApart
  }

  /// A chart of one panel.
  public init(x: Axis, panel: Panel, secondaryMeaning: String) {
    self.init(x: x, rows: [PanelRow([panel])], secondaryMeaning: secondaryMeaning)
  }

  package var panels: [Panel] { rows.flatMap(\.panels) }
}

/// Panels side by side.
public struct PanelRow: Hashable, Sendable {
  public var panels: [Panel]
  /// Height of the panels as a share of that of a full row: differences need less than what they are
  /// differences of.
  public var height: Double

  public init(_ panels: [Panel], height: Double = 1) {
    self.panels = panels
    self.height = height
  }
}

/// One pair of axes with what is drawn between them. A panel without points and references holds its
/// place in the grid and says that there are no runs.
public struct Panel: Hashable, Sendable {
  /// Above the panel; nil where nothing has to be told apart, or what stands above says it.
  public var title: String?
  /// What the numbers and the alt text call it; the title where nothing else is said.
  public var name: String?
  /// Below the title, smaller: what a reader must know of this panel alone.
  public var subtitle: String?
  /// Panels whose axes are equal share one range, wherever they stand in the grid.
  public var y: Axis
  /// Drawn in reverse, so that the first lies on top.
  public var series: [Series]
  public var references: [Reference]
  /// Where "no difference" lies: a line that the axis always covers.
  public var origin: Double?
  /// What all cells of the panel have in common, such as `["model": "S/32"]`: columns of the CSV.
  public var facets: [String: String]

  public init(
    title: String? = nil, name: String? = nil, subtitle: String? = nil, y: Axis, series: [Series],
    references: [Reference] = [], origin: Double? = nil, facets: [String: String] = [:]
  ) {
    self.title = title
    self.name = name ?? title
    self.subtitle = subtitle
    self.y = y
    self.series = series
    self.references = references
    self.origin = origin
    self.facets = facets
  }

  package var points: [DataPoint] { series.flatMap(\.points) }
  package var isEmpty: Bool { points.isEmpty && references.isEmpty }
}

/// Points of one kind.
public struct Series: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// Markers, joined by a line in the order of x.
    case joined
    /// Markers alone: nothing is known between them.
    case points
    /// A thin grey line without markers, to hold others against: a law, not data.
    case guide
    /// A bold line without markers, for what was recorded so often that they would touch.
    case curve
    /// A faint line without markers: one of those that a curve is the mean of. Has no name.
    case trace

    package var hasMarkers: Bool { self == .joined || self == .points }
  }

  /// The label's plain name in the numbers and in alt text.
  public var name: String
  /// What stands beside the line, with the markup of `Axis.title`; empty where the axis says it.
  public var label: String
  public var style: SeriesStyle
  public var form: Form
  public var points: [DataPoint]

  public init(
    name: String, label: String? = nil, style: SeriesStyle, form: Form = .joined,
    points: [DataPoint]
  ) {
    self.name = name
    self.label = label ?? name
    self.style = style
    self.form = form
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
  /// Values that a claim, fixed beforehand, calls no difference: drawn behind the point.
  public var margin: ClosedRange<Double>?
  /// Whether the cell decides a claim; others are drawn hollow.
  public var isConfirmatory: Bool
  /// Whether a run of the cell diverged, so that its score is chance. The point is drawn as a cross
  /// at the foot of the panel and does not stretch the axis.
  public var isDiverged: Bool
  /// What stands for its x in words, such as the model's name.
  public var label: String?
  /// Whether the label is set beside the point.
  public var showsLabel: Bool
  /// Set at the series' highest point, where it is known to be one.
  public var optimum: Optimum?
  /// What tells the cell from the series' others besides x, such as `["model": "S/32"]`: columns of
  /// the CSV.
  public var facets: [String: String]

  public init(
    x: Double, center: Double, interval: Interval? = nil, replicates: [Double] = [],
    margin: ClosedRange<Double>? = nil, isConfirmatory: Bool = true, isDiverged: Bool = false,
    label: String? = nil, showsLabel: Bool = true, optimum: Optimum? = nil,
    facets: [String: String] = [:]
  ) {
    self.x = x
    self.center = center
    self.interval = interval
    self.replicates = replicates
    self.margin = margin
    self.isConfirmatory = isConfirmatory
    self.isDiverged = isDiverged
    self.label = label
    self.showsLabel = showsLabel
    self.optimum = optimum
    self.facets = facets
  }
}

/// That a series is highest at a point, and how surely: drawn as a halo with a bar along x.
public struct Optimum: Hashable, Sendable {
  /// Of the position along x; nil where there are too few replicates.
  public var interval: Interval?
  /// Replicates that it rests on.
  public var count: Int

  public init(interval: Interval? = nil, count: Int) {
    self.interval = interval
    self.count = count
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
