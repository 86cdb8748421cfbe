/// One drawn value with all that is drawn of it: the flat form that numbers, captions and alt text
/// are made from.
struct FigureRecord {
  enum Mark: String { case point, guide, optimum, band, line, row }

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
  fileprivate var records: [FigureRecord] {
    switch self {
    case .lines(let chart): chart.panels.flatMap { $0.records(over: chart.x) }
    case .intervals(let chart): chart.rows.compactMap { $0.record(on: chart.axis) }
    case .stacked(let charts): charts.flatMap(\.records)
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
    return points + optima
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

extension Figure {
  /// Checks what no layout could show: values that no axis has, or no logarithmic one, and rows of
  /// panels that are longer than the first.
  func validate() throws(FigureError) {
    for part in chart.parts { try validate(part) }
  }

  private func validate(_ part: Chart) throws(FigureError) {
    var xAxis: Axis?
    var valueAxes: [Axis] = []
    switch part {
    case .lines(let chart):
      let lengths = chart.rows.map(\.panels.count)
      guard let first = lengths.first, lengths.allSatisfy({ (1...max(first, 1)).contains($0) })
      else { throw .unevenRows(figure: name, lengths: lengths) }
      xAxis = chart.x
      valueAxes = chart.panels.map(\.y)
    case .intervals(let chart): valueAxes = [chart.axis]
    case .stacked: break
    }
    for record in part.records {
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
        // An infinite end is where the axis ends.
        try check(
          [margin.lowerBound, margin.upperBound].filter { !$0.isInfinite }, on: record.axis,
          of: record.name, as: "margin")
      }
    }
    for axis in valueAxes + [xAxis].compactMap(\.self) {
      try check(axis.includes, on: axis, of: axis.title, as: "range asked for")
    }
  }

  private func check(
    _ values: [Double], on axis: Axis, of item: String, as quantity: String
  ) throws(FigureError) {
    for value in values {
      guard value == 0 || (1e-100...1e100).contains(value.magnitude) else {
        throw .notShowable(figure: name, item: item, quantity: quantity, value: plain(value))
      }
      guard axis.scale == .linear || value > 0 else {
        throw .notPositive(figure: name, item: item, quantity: quantity, value: value)
      }
    }
  }
}
