/// Panels side by side.
public struct PanelRow: Hashable, Sendable {
  public var panels: [Panel]
  /// Height of the panels relative to those of a full row, such as 0.5 for differences.
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
