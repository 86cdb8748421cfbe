/// One row of an interval chart.
public struct IntervalRow: Hashable, Sendable {
  /// Where the value comes from, or what was made of it; each has its own marker and colour. There
  /// are no lines to dash.
  public struct Source: Hashable, Sendable {
    public var name: String
    public var style: SeriesStyle

    public init(name: String, hue: Hue, marker: MarkerShape) {
      self.name = name
      style = SeriesStyle(hue: hue, marker: marker, dash: .solid)
    }

    /// With the look that what is measured has in other figures.
    public init(name: String, style: SeriesStyle) {
      self.name = name
      self.style = style
    }

    public static let measured = Source(name: "measured", hue: .ink, marker: .circle)
    /// A measurement of nothing, which says what the method makes of no difference.
    public static let control = Source(name: "control", hue: .ink, marker: .square)
    public static let computed = Source(name: "computed", hue: .quiet, marker: .diamond)
    public static let published = Source(name: "published", hue: .ink, marker: .star)
  }

  /// What stands right of the row.
  public enum Readout: Hashable, Sendable {
    /// The value and its interval, as the axis has them.
    case numbers
    /// The marker with the source's name, and below it words, such as the value in another unit.
    case words(detail: String?)
  }

  /// The label's plain name in the numbers and in alt text.
  public var name: String
  /// A few letters at the far left, such as the claim's id.
  public var code: String?
  /// What stands left of the row, with the markup of `Axis.title`.
  public var label: String
  /// Set above the first of neighbouring rows that share it.
  public var heading: String?
  public var source: Source
  /// Nil where there is no number: the note stands in its place.
  public var value: Double?
  public var interval: Interval?
  /// The values behind it, one for each unit of the interval.
  public var replicates: [Double]
  /// How many there are, where they are not given themselves.
  public var count: Int?
  /// A pale box behind the row, such as what a claim allows; an infinite end reaches to the edge.
  public var region: ClosedRange<Double>?
  public var readout: Readout
  /// Words in the place of a value.
  public var note: String?
  /// Whether it decides a claim; others are drawn as open markers.
  public var isConfirmatory: Bool
  /// What the row is of, such as `["model": "S/32"]`: columns of the CSV.
  public var facets: [String: String]

  public init(
    name: String, code: String? = nil, label: String? = nil, heading: String? = nil,
    source: Source, value: Double?, interval: Interval? = nil, replicates: [Double] = [],
    count: Int? = nil, region: ClosedRange<Double>? = nil, readout: Readout = .numbers,
    note: String? = nil, isConfirmatory: Bool = true, facets: [String: String] = [:]
  ) {
    self.name = name
    self.code = code
    self.label = label ?? name
    self.heading = heading
    self.source = source
    self.value = value
    self.interval = interval
    self.replicates = replicates
    self.count = count
    self.region = region
    self.readout = readout
    self.note = note
    self.isConfirmatory = isConfirmatory
    self.facets = facets
  }
}
