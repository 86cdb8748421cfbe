/// A quantity along one direction of a chart.
public struct Axis: Hashable, Sendable {
  /// Without the unit. Markup: `^{...}` raises and `_{...}` lowers.
  public var title: String
  /// Such as "%"; nil for a pure number.
  public var unit: String?
  public var scale: Scale.Kind
  /// Values that the axis covers whatever the data.
  public var includes: [Double]
  /// Where a horizontal axis is labelled, if anywhere; nil for round numbers.
  public var ticks: [Double]?
  /// Tells apart vertical axes that are alike but are not to share a range.
  public var group: String

  public init(
    title: String, unit: String? = nil, scale: Scale.Kind = .linear, includes: [Double] = [],
    ticks: [Double]? = nil, group: String = ""
  ) {
    self.title = title
    self.unit = unit
    self.scale = scale
    self.includes = includes
    self.ticks = ticks
    self.group = group
  }

  /// The title with the unit in brackets.
  package var fullTitle: String { unit.map { "\(title) (\($0))" } ?? title }
}
