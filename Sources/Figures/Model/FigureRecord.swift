/// One drawn value with all that is drawn of it: the flat form that numbers, captions and alt text
/// are made from.
struct FigureRecord {
  enum Mark: String { case point, gap, guide, optimum, band, line, row, cell }

  var mark: Mark
  var panel: String?
  /// The axis that the value is on.
  var axis: Axis
  var facets: [String: String]
  var name: String
  var x: Double?
  /// Nil for a gap where none is known, and for a cell, whose name says what was found.
  var value: Double?
  var interval: Interval?
  var replicates: [Double]
  var margin: ClosedRange<Double>?
  var isConfirmatory = true
  var isDiverged = false

  /// Said where the replicates themselves are not given.
  var statedCount: Int?

  /// Replicates behind the value; 0 where none are known.
  var count: Int { statedCount ?? replicates.count }
}

extension Figure {
  /// In the order of charts, panels, series, points and references.
  var records: [FigureRecord] { chart.parts.flatMap(\.records) }
}

extension Figure.Chart {
  var records: [FigureRecord] {
    switch self {
    case .lines(let chart): chart.panels.flatMap { $0.records(over: chart.x) }
    case .intervals(let chart): chart.rows.compactMap { $0.record(on: chart.axis) }
    case .matrix(let chart): chart.records
    case .stacked(let charts): charts.flatMap(\.records)
    }
  }
}

extension MatrixChart {
  var records: [FigureRecord] {
    rows.flatMap { row in
      row.cells.compactMap(\.self).map { cell in
        FigureRecord(
          mark: .cell, panel: nil, axis: Axis(title: "verdict"), facets: cell.facets,
          name: cell.source.name, x: nil, value: nil, interval: nil, replicates: [],
          isConfirmatory: cell.isConfirmatory)
      }
    }
  }
}

extension Panel {
  /// - Parameter x: the horizontal axis, on which highest points have their intervals.
  func records(over x: Axis) -> [FigureRecord] {
    let plainName = name.map { RichText($0).plain }
    let points = series.flatMap { series in
      series.points.map { point in
        FigureRecord(
          mark: series.form == .guide ? .guide : .point, panel: plainName, axis: y,
          facets: facets.merging(point.facets) { $1 }, name: series.name, x: point.x,
          value: point.center, interval: point.interval, replicates: point.replicates,
          margin: point.margin, isConfirmatory: point.isConfirmatory, isDiverged: point.isDiverged)
      }
    }
    let gaps = series.flatMap { series in
      series.gaps.map { gap in
        FigureRecord(
          mark: .gap, panel: plainName, axis: y, facets: facets.merging(gap.facets) { $1 },
          name: series.name, x: gap.x, value: gap.value, replicates: gap.replicates)
      }
    }
    let optima = series.flatMap { series in
      series.points.compactMap { point in
        point.optimum.map { optimum in
          FigureRecord(
            mark: .optimum, panel: plainName, axis: x, facets: facets.merging(point.facets) { $1 },
            name: series.name, value: point.x, interval: optimum.interval, replicates: [],
            isConfirmatory: point.isConfirmatory, statedCount: optimum.count)
        }
      }
    }
    return points + gaps + optima
      + references.map { reference in
        FigureRecord(
          mark: reference.isBand ? .band : .line, panel: plainName, axis: y, facets: facets,
          name: reference.name, x: nil, value: reference.value, interval: reference.interval,
          replicates: reference.replicates)
      }
  }
}

extension IntervalRow {
  /// Nil where the row holds words alone.
  func record(on axis: Axis) -> FigureRecord? {
    value.map { value in
      FigureRecord(
        mark: .row, panel: nil, axis: axis, facets: facets, name: name, x: nil, value: value,
        interval: interval, replicates: replicates, margin: region, isConfirmatory: isConfirmatory,
        statedCount: count)
    }
  }
}
