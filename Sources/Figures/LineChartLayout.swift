extension LineChart {
  /// Values that the vertical axis covers: all that is drawn, but for diverged points, which would
  /// press the others together; unless there is nothing else.
  var yScale: Scale {
    let points = panels.flatMap(\.series).flatMap(\.points)
    let shown = points.filter { !$0.isDiverged }
    let cells = shown.flatMap { [$0.center] + $0.replicates + $0.interval.ends }
    let lines = panels.flatMap(\.references).flatMap { reference in
      [reference.value]
        + (reference.isBand ? reference.replicates + reference.interval.ends : [])
    }
    let values = y.includes + cells + lines
    return .fitting(
      values.isEmpty ? points.map(\.center) : values, kind: y.scale, padding: 0.06)
  }

  /// Covers all points, with at least `margin` points of the page free at either end of an axis that
  /// is `length` points long.
  func xScale(length: Double, margin: Double = 0) -> Scale {
    .fitting(
      x.includes + panels.flatMap(\.series).flatMap(\.points).map(\.x), kind: x.scale,
      padding: max(0.05, margin / (length - 2 * margin)))
  }
}

extension Interval? {
  var ends: [Double] { map { [$0.low, $0.high] } ?? [] }
}

extension Page {
  private static let usualHeight = 331.2
  private static let panelGap = 16.0

  /// Sets the panels on a common grid, labels beside the last panel of each row, and the key below.
  mutating func add(_ chart: LineChart) {
    let (columns, rows) = (chart.rows[0].count, chart.rows.count)
    let yScale = chart.yScale
    let legend = legendItems(chart)
    if !legend.isEmpty {
      addKey(legend)
      cursor += 8
    }

    let labels = chart.rows.map { directLabels($0[columns - 1]) }
    let widest = labels.joined().map(\.width).max()
    let gutter = widest.map { $0 + DirectLabel.inset } ?? 8
    let labelHeight = labels.map { $0.reduce(0) { $0 + $1.height } }.max() ?? 0
    let titleHeight =
      chart.panels.contains { $0.title != nil }
      ? block("S", Fonts.panelTitle).height + 4 : 0

    let xTitle = block(chart.x.fullTitle, Fonts.axisTitle, maximumWidth: width * 0.6)
    let key = chart.keyItems
    let footer =
      Page.tickLength + Page.tickGap + tickLabelHeight + 4 + xTitle.height
      + (key.isEmpty ? 0 : 8 + tickLabelHeight)
    let available = Page.usualHeight - cursor - footer - Page.padding
    let natural =
      columns == 1
      ? (available - Double(rows - 1) * Page.panelGap) / Double(rows) - titleHeight
      : 0.85 * (contentWidth - gutter - 40) / Double(columns)
    let panelHeight = max(natural, labelHeight, 130)

    let yTicks = verticalTicks(yScale, length: panelHeight)
    let gridHeight =
      Double(rows) * (panelHeight + titleHeight) + Double(rows - 1) * Page.panelGap
    let yTitle = block(chart.y.fullTitle, Fonts.axisTitle, maximumWidth: gridHeight)
    let left =
      Page.padding + yTitle.height + 5 + labelWidth(yTicks) + Page.tickGap + Page.tickLength
    let gridWidth = width - Page.padding - gutter - left
    let panelWidth = (gridWidth - Double(columns - 1) * Page.panelGap) / Double(columns)
    let step = chart.sidewaysStep(width: panelWidth, height: panelHeight)
    let xScale = chart.xScale(
      length: panelWidth, margin: step * Double(chart.mostPoints - 1) / 2 + (step > 0 ? 5 : 0))
    let xTicks = horizontalTicks(xScale, length: panelWidth, overhang: 5)

    for (row, panels) in chart.rows.enumerated() {
      for (column, panel) in panels.enumerated() {
        let frame = Rectangle(
          left: left + Double(column) * (panelWidth + Page.panelGap),
          top: cursor + Double(row) * (panelHeight + titleHeight + Page.panelGap) + titleHeight,
          width: panelWidth, height: panelHeight)
        if let title = panel.title {
          add(
            .panelTitle,
            block(title, Fonts.panelTitle, maximumWidth: panelWidth).placed(
              x: frame.left, top: frame.top - titleHeight, color: theme.ink))
        }
        addVerticalAxis(yTicks, yScale, frame: frame, showsLabels: column == 0)
        addHorizontalAxis(xTicks, xScale, frame: frame, showsLabels: row == rows - 1)
        let panelFrame = PanelFrame(
          panel: panel, frame: frame, x: xScale, y: yScale, sidewaysStep: step)
        addMarks(panelFrame)
        if column == columns - 1 { add(labels[row], beside: panelFrame) }
      }
    }
    add(
      .axisTitle,
      yTitle.placedUpwards(left: Page.padding, y: cursor + gridHeight / 2, color: theme.ink))
    cursor += gridHeight + Page.tickLength + Page.tickGap + tickLabelHeight + 4
    add(
      .axisTitle,
      xTitle.placed(
        x: left + gridWidth / 2, top: cursor, alignment: .center, color: theme.ink))
    cursor += xTitle.height
    if !key.isEmpty {
      cursor += 8
      addKey(key)
    }
  }

  /// The series that no direct label names, because the last panel of their row lacks them.
  private func legendItems(_ chart: LineChart) -> [KeyItem] {
    var seen: Set<String> = []
    return chart.rows.flatMap { panels -> [KeyItem] in
      let labelled = Set(panels.last!.series.filter { !$0.points.isEmpty }.map(\.name))
      return panels.dropLast().flatMap(\.series).filter {
        !$0.points.isEmpty && !labelled.contains($0.name) && seen.insert($0.name).inserted
      }.map { KeyItem(sample: .series($0.style, isHollow: $0.isHollow), text: $0.label) }
    }
  }
}

extension LineChart {
  /// What the marks of this chart mean, so that the picture can be read without its caption.
  fileprivate var keyItems: [KeyItem] {
    let points = panels.flatMap(\.series).flatMap(\.points)
    let bands = panels.flatMap(\.references).filter(\.isBand)
    let intervals = points.compactMap(\.interval) + bands.compactMap(\.interval)
    var items = intervalKeyItems(
      intervals, isHorizontal: false,
      hasReplicates: (points.map(\.replicates) + bands.map(\.replicates))
        .contains { $0.count > 1 })
    if points.contains(where: { !$0.isPrimary && !$0.isDiverged }) {
      items.append(KeyItem(sample: .hollow, text: secondaryMeaning))
    }
    if points.contains(where: \.isDiverged) {
      items.append(
        KeyItem(sample: .diverged, text: "diverged: scores chance, drawn at the foot"))
    }
    return items
  }
}

/// Entries for replicates and for every kind of interval among `intervals`.
func intervalKeyItems(
  _ intervals: [Interval], isHorizontal: Bool, hasReplicates: Bool
) -> [KeyItem] {
  let kinds = Set(intervals.map(\.kind)).sorted { $0.description < $1.description }
  let unit = kinds.first?.unit ?? "replicate"
  return (hasReplicates ? [KeyItem(sample: .replicate, text: "one \(unit)")] : [])
    + kinds.map { KeyItem(sample: .interval(isHorizontal: isHorizontal), text: $0.description) }
}
