/// A figure as a value: what it shows, in the units of the data. Nothing in it is a position.
public struct Figure: Hashable, Sendable {
  public enum Chart: Hashable, Sendable {
    case lines(LineChart)
    case intervals(IntervalChart)
    /// One below another.
    case stacked([Chart])

    /// The charts in the order in which they stand.
    package var parts: [Chart] {
      if case .stacked(let charts) = self { charts.flatMap(\.parts) } else { [self] }
    }
  }

  /// Stem of the file names, such as "alpha"; ids in SVG files begin with it.
  public var name: String
  public var title: String
  /// What the figure shows, in one line.
  public var finding: String
  /// What a reader must know beyond the intervals, which `caption` describes from the data.
  public var description: String
  /// Where the numbers come from, such as the digest of the run store: embedded in every file.
  public var provenance: [String: String]
  public var chart: Chart
  /// Width of the page in points; its height follows from the content.
  public var width: Double

  /// The usual width, 7.2 inches: a page of text.
  public static let pageWidth = 518.4

  public init(
    name: String, title: String, finding: String, description: String,
    provenance: [String: String], chart: Chart, width: Double = Figure.pageWidth
  ) {
    self.name = name
    self.title = title
    self.finding = finding
    self.description = description
    self.provenance = provenance
    self.chart = chart
    self.width = width
  }

  /// The description, then what every interval in the figure is: kind, level, unit and number; and
  /// what the layout may do to positions.
  public var caption: String {
    var counts: [IntervalKind: Set<Int>] = [:]
    for record in records {
      guard let interval = record.interval else { continue }
      counts[interval.kind, default: []].insert(record.count)
    }
    let kinds = counts.keys.sorted { ($0.description, $0.unit) < ($1.description, $1.unit) }
    let sentences = kinds.map { kind in
      let numbers = counts[kind]!.filter { $0 > 0 }.sorted()
      let number =
        numbers.isEmpty ? "" : ", n = " + numbers.map(String.init).joined(separator: ", ")
      return "Intervals: \(kind.description); the unit is the \(kind.unit)\(number)."
    }
    return ([description] + sentences + chart.parts.flatMap(\.note)).joined(separator: " ")
  }
}

extension Figure.Chart {
  fileprivate var note: [String] {
    guard case .lines(let chart) = self else { return [] }
    let sharesPositions = chart.panels.contains { panel in
      let positions = panel.series.filter(\.form.hasMarkers).map { Set($0.points.map(\.x)) }
      return positions.indices.contains { first in
        positions[..<first].contains { !$0.isDisjoint(with: positions[first]) }
      }
    }
    guard sharesPositions else { return [] }
    return [
      chart.setsApart
        ? "Series that would hide each other at one x are set a little apart sideways."
        : "Where series coincide, the one that comes first in the numbers lies on top."
    ]
  }
}

/// What an interval is, so that none is drawn without saying so.
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

  private func percentage(_ level: Double) -> String { "\(shortest(level * 100, places: 2)) %" }
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
