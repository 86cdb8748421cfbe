extension IntervalChart {
  /// Covers the origin and all that is drawn.
  var scale: Scale {
    let values = rows.flatMap { [$0.value] + $0.replicates + $0.interval.ends }
    return .fitting(
      axis.includes + values + (origin.map { [$0] } ?? []), kind: axis.scale, padding: 0.06)
  }
}

extension Page {
  /// Sets one row below another: label, mark, and the numbers at the right.
  mutating func add(_ chart: IntervalChart) {
    let scale = chart.scale
    let valuePlaces = places(for: scale.domain)
    func number(_ value: Double) -> String { fixed(value, places: valuePlaces) }
    let labels = chart.rows.map { block($0.label, Fonts.label, maximumWidth: width * 0.36) }
    let values = chart.rows.map { row in
      let interval = row.interval.map { " [\(number($0.low)), \(number($0.high))]" } ?? ""
      return (number: block(number(row.value), Fonts.label), interval: block(interval, Fonts.label))
    }
    let names = Set(chart.rows.compactMap(\.interval?.kind.shortName))
    let heading = (
      number: block(chart.axis.unit ?? "", Fonts.key),
      interval: block(names.count == 1 ? "[\(names.first!)]" : "", Fonts.key)
    )
    let numberWidth = max(heading.number.width, values.map(\.number.width).max() ?? 0)
    let intervalWidth = max(heading.interval.width, values.map(\.interval.width).max() ?? 0)
    let space = metrics.width(of: " ", font: Fonts.label)
    let left = Page.padding + (labels.map(\.width).max() ?? 0) + 14
    let right = width - Page.padding - numberWidth - space - intervalWidth - 14

    let numbersEnd = right + 14 + numberWidth
    func addNumbers(_ pair: (number: TextBlock, interval: TextBlock), top: Double, _ color: Color) {
      add(
        .rowValue,
        pair.number.placed(x: numbersEnd, top: top, alignment: .trailing, color: color))
      add(
        .rowValue,
        pair.interval.placed(x: numbersEnd + space, top: top, color: theme.secondaryInk))
    }
    addNumbers(heading, top: cursor, theme.secondaryInk)
    cursor += tickLabelHeight + 1

    let top = cursor
    let heights = labels.map { $0.height + 9 }
    let plot = Rectangle(
      left: left, top: top, width: right - left, height: max(heights.reduce(0, +), 30))
    let ticks = horizontalTicks(scale, length: plot.width, overhang: 12)
    for tick in ticks where tick.label != nil {
      let x = plot.left + scale.fraction(of: tick.value) * plot.width
      addLine(.grid, [Point(x, plot.top), Point(x, plot.bottom)], theme.grid, width: 0.6)
    }
    if let origin = chart.origin {
      let x = plot.left + scale.fraction(of: origin) * plot.width
      addLine(.origin, [Point(x, plot.top), Point(x, plot.bottom)], theme.axis, width: 0.9)
    }
    for (index, row) in chart.rows.enumerated() {
      let middle = cursor + heights[index] / 2
      add(row, middle: middle, scale, plot)
      add(
        .rowLabel,
        labels[index].placed(
          x: Page.padding, top: middle - labels[index].height / 2, color: theme.ink))
      addNumbers(values[index], top: middle - values[index].number.height / 2, theme.ink)
      cursor += heights[index]
    }
    cursor = plot.bottom
    addHorizontalAxis(ticks, scale, frame: plot, showsLabels: true)
    cursor += Page.tickLength + Page.tickGap + tickLabelHeight + 4
    let title = block(chart.axis.fullTitle, Fonts.axisTitle, maximumWidth: plot.width * 1.2)
    add(
      .axisTitle,
      title.placed(x: plot.center.x, top: cursor, alignment: .center, color: theme.ink))
    cursor += title.height
    var key = intervalKeyItems(
      chart.rows.compactMap(\.interval), isHorizontal: true,
      hasReplicates: chart.rows.contains { $0.replicates.count > 1 })
    if chart.rows.contains(where: { !$0.isPrimary }) {
      key.append(KeyItem(sample: .hollow, text: chart.secondaryMeaning))
    }
    if !key.isEmpty {
      cursor += 8
      addKey(key)
    }
  }

  private mutating func add(
    _ row: IntervalRow, middle: Double, _ scale: Scale, _ plot: Rectangle
  ) {
    func x(_ value: Double) -> Double { plot.left + scale.fraction(of: value) * plot.width }
    let style = row.source.style
    let hue = theme.color(of: style.hue)
    if row.replicates.count > 1 {
      for value in row.replicates {
        add(.replicate, replicate(at: Point(x(value), middle + 5.5), hue: hue))
      }
    }
    if let interval = row.interval {
      addLine(
        .interval, [Point(x(interval.low), middle), Point(x(interval.high), middle)], hue,
        width: 1.5)
    }
    add(
      .point,
      marker(
        style.marker, at: Point(x(row.value), middle), hue: hue, isHollow: !row.isPrimary,
        radius: 3.6))
  }
}

extension IntervalRow.Source {
  /// Each source by colour and by marker; there are no lines to dash.
  var style: SeriesStyle {
    switch self {
    case .measured: SeriesStyle(hue: .vermillion, marker: .circle, dash: .solid)
    case .control: SeriesStyle(hue: .ink, marker: .square, dash: .solid)
    case .computed: SeriesStyle(hue: .blue, marker: .diamond, dash: .solid)
    case .published: SeriesStyle(hue: .green, marker: .star, dash: .solid)
    }
  }
}
