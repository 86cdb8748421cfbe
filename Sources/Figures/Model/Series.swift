/// Points of one kind.
public struct Series: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// Markers, joined by a line in the order of x.
    case joined
    /// Markers alone: nothing is known between them.
    case points
    /// A thin grey line without markers to compare with, such as a theoretical slope; not data.
    case guide
    /// A bold line without markers, for points so close that markers would touch.
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
  /// Where there is nothing to draw, and no line either.
  public var gaps: [Gap]

  public init(
    name: String, label: String? = nil, style: SeriesStyle, form: Form = .joined,
    points: [DataPoint], gaps: [Gap] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.style = style
    self.form = form
    self.points = points
    self.gaps = gaps
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
  /// Whether the cell decides a claim; others are drawn as open markers.
  public var isConfirmatory: Bool
  /// Whether a run of the cell diverged, so that its score is chance. The point is drawn as a cross
  /// at the foot of the panel and does not stretch the axis.
  public var isDiverged: Bool
  /// The name of its x, such as the model's name.
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
