/// A figure as a value: what it shows, in the units of the data. Nothing in it is a position.
public struct Figure: Hashable, Sendable {
  public enum Chart: Hashable, Sendable {
    case lines(LineChart)
    case intervals(IntervalChart)
    case matrix(MatrixChart)
    /// One below another.
    case stacked([Chart])

    /// The charts in the order in which they stand.
    package var parts: [Chart] {
      if case .stacked(let charts) = self { charts.flatMap(\.parts) } else { [self] }
    }
  }

  /// Words with numbers, and the row of the results that these stand in.
  public struct Source: Hashable, Sendable {
    /// As they stand in the text, such as "+3.4 points".
    public var words: String
    public var table: String
    /// By which the table finds the row.
    public var row: String

    public init(words: String, table: String, row: String) {
      self.words = words
      self.table = table
      self.row = row
    }
  }

  /// Stem of the file names, such as "alpha"; the ids in an SVG file begin with it.
  public var name: String
  public var title: String
  /// What the figure shows, in one line.
  public var finding: String
  /// What a reader must know beyond the intervals, which `caption` describes from the data.
  public var description: String
  /// Where the numbers come from, such as the digest of the run store: embedded in every file.
  public var provenance: [String: String]
  public var chart: Chart
  /// Where the numbers of `finding` stand as data, in their order.
  public var findingSources: [Source] = []
  /// The same of `description`.
  public var sources: [Source] = []
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
    return chart.gapNotes + sharedPlacesNote(chart)
  }

  private func sharedPlacesNote(_ chart: LineChart) -> [String] {
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

extension LineChart {
  /// What is missing from the drawing, panel by panel, and what ends at the foot of a logarithmic axis.
  fileprivate var gapNotes: [String] {
    let gaps = panels.flatMap { panel in
      panel.series.filter { !$0.gaps.isEmpty }.map { series in
        (panel.name.map { "\(RichText($0).plain), " } ?? "") + "\(series.name): \(series.gapWords)"
      }
    }
    let points = panels.filter { $0.y.scale == .logarithmic }.flatMap(\.points)
    let intervals = points.count { ($0.interval?.low ?? 1) <= 0 }
    let replicates = points.flatMap(\.replicates).count { $0 <= 0 }
    return
      (gaps.isEmpty ? [] : ["Not drawn, and the line is broken: \(gaps.joined(separator: "; "))."])
      + (intervals == 0
        ? []
        : ["\(intervals) of the bars reach zero or below and end at the foot of the panel."])
      + (replicates == 0
        ? [] : ["\(replicates) of the small points lie at zero or below and are not drawn."])
  }
}
