/// One drawn value with all that is drawn of it: the flat form that numbers, captions and alt text
/// are made from.
struct FigureRecord {
  enum Mark: String { case point, guide, band, line, row }

  var mark: Mark
  var panel: String?
  /// The axis that the value is on.
  var axis: Axis
  var facets: [String: String]
  var name: String
  var x: Double?
  var value: Double
  var interval: Interval?
  var replicates: [Double]
  var margin: ClosedRange<Double>?
  var isPrimary = true
  var isDiverged = false

  /// Replicates behind the value; 0 where none are given.
  var count: Int { replicates.count }
}

extension Figure {
  /// In the order of panels, series, points and references.
  var records: [FigureRecord] {
    switch chart {
    case .lines(let chart): chart.panels.flatMap(\.records)
    case .intervals(let chart): chart.rows.map { $0.record(on: chart.axis) }
    }
  }
}

extension Panel {
  var records: [FigureRecord] {
    let plainName = name.map { RichText($0).plain }
    let points = series.flatMap { series in
      series.points.map { point in
        FigureRecord(
          mark: series.form == .guide ? .guide : .point, panel: plainName, axis: y,
          facets: facets.merging(point.facets) { $1 }, name: series.name, x: point.x,
          value: point.center, interval: point.interval, replicates: point.replicates,
          margin: point.margin, isPrimary: point.isPrimary, isDiverged: point.isDiverged)
      }
    }
    return points
      + references.map { reference in
        FigureRecord(
          mark: reference.isBand ? .band : .line, panel: plainName, axis: y, facets: facets,
          name: reference.name, x: nil, value: reference.value, interval: reference.interval,
          replicates: reference.replicates)
      }
  }
}

extension Reference {
  var isBand: Bool { if case .band = prominence { true } else { false } }
}

extension IntervalRow {
  func record(on axis: Axis) -> FigureRecord {
    FigureRecord(
      mark: .row, panel: nil, axis: axis, facets: facets, name: name, x: nil, value: value,
      interval: interval, replicates: replicates, isPrimary: isPrimary)
  }
}

extension Figure {
  /// Checks what no layout could show: values that no axis has, or no logarithmic one, and rows of
  /// panels of different lengths.
  func validate() throws(FigureError) {
    var xAxis: Axis?
    var valueAxes: [Axis]
    switch chart {
    case .lines(let chart):
      let lengths = chart.rows.map(\.panels.count)
      guard Set(lengths).count == 1, lengths[0] > 0 else {
        throw .unevenRows(figure: name, lengths: lengths)
      }
      (xAxis, valueAxes) = (chart.x, chart.panels.map(\.y))
    case .intervals(let chart): valueAxes = [chart.axis]
    }
    func check(
      _ values: [Double], on axis: Axis, of item: String, as quantity: String
    ) throws(FigureError) {
      for value in values {
        guard value == 0 || (1e-100...1e100).contains(value.magnitude) else {
          throw .notShowable(
            figure: name, item: item, quantity: quantity, value: plain(value))
        }
        guard axis.scale == .linear || value > 0 else {
          throw .notPositive(figure: name, item: item, quantity: quantity, value: value)
        }
      }
    }
    for record in records {
      if let x = record.x, let xAxis {
        try check([x], on: xAxis, of: record.name, as: "position along x")
      }
      try check([record.value], on: record.axis, of: record.name, as: "value")
      try check(record.replicates, on: record.axis, of: record.name, as: "single value")
      if let interval = record.interval {
        try check(
          [interval.low, interval.high], on: record.axis, of: record.name, as: "interval")
      }
      if let margin = record.margin {
        try check(
          [margin.lowerBound, margin.upperBound], on: record.axis, of: record.name, as: "margin")
      }
    }
    if let xAxis { valueAxes.append(xAxis) }
    for axis in valueAxes {
      try check(axis.includes, on: axis, of: axis.title, as: "range asked for")
    }
  }
}
