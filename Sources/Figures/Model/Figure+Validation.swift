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
    case .matrix, .stacked: break
    }
    for record in part.records where record.mark != .gap {
      if let x = record.x, let xAxis {
        try check([x], on: xAxis, of: record.name, as: "position along x")
      }
      try check([record.value].compactMap(\.self), on: record.axis, of: record.name, as: "value")
      // What lies at zero or below is left out of a logarithmic axis, and the caption says so.
      let hasFoot = part.cutsAtFoot && record.axis.scale == .logarithmic
      try check(
        record.replicates.filter { !hasFoot || $0 > 0 || !$0.isFinite }, on: record.axis,
        of: record.name, as: "single value")
      if let interval = record.interval {
        try check(
          [interval.low, interval.high].filter { !hasFoot || $0 > 0 || !$0.isFinite },
          on: record.axis, of: record.name, as: "interval")
      }
      if let margin = record.margin {
        // An infinite end is where the axis ends, and so is one below a logarithmic axis.
        try check(
          [margin.lowerBound, margin.upperBound].filter {
            !$0.isInfinite && (!hasFoot || $0 > 0)
          }, on: record.axis,
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
        throw .notShowable(
          figure: name, item: item, quantity: quantity, value: NumberText.plain(value))
      }
      guard axis.scale == .linear || value > 0 else {
        throw .notPositive(figure: name, item: item, quantity: quantity, value: value)
      }
    }
  }
}

extension Figure.Chart {
  /// Whether what reaches below a logarithmic axis ends at the foot of the panel.
  fileprivate var cutsAtFoot: Bool { if case .lines = self { true } else { false } }
}
