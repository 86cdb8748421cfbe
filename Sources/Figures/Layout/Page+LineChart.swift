extension Page {
  static let usualHeight = 331.2

  /// Sets the panels on a common grid, names beside the last panel of each row or in a key above, and
  /// the meaning of the marks below.
  mutating func add(_ chart: LineChart) {
    let labelsDirectly = labelsDirectly(chart)
    if !labelsDirectly {
      addKey(chart.nameItems)
      cursor += 8
    }
    let xTitle = block(chart.x.fullTitle, Fonts.axisTitle, maximumWidth: width * 0.6)
    let key = chart.markItems
    let grid = PanelGrid.fitting(
      chart, page: self,
      footer: horizontalAxisHeight + 4 + xTitle.height + (key.isEmpty ? 0 : 8 + tickLabelHeight),
      labelsDirectly: labelsDirectly)
    add(grid)
    cursor += grid.height + horizontalAxisHeight + 4
    add(
      .axisTitle,
      xTitle.placed(
        x: (grid.lefts[0] + grid.right) / 2, top: cursor, alignment: .center, color: theme.ink))
    cursor += xTitle.height
    if !key.isEmpty {
      cursor += 8
      addKey(key)
    }
  }

  private mutating func add(_ grid: PanelGrid) {
    let chart = grid.chart
    let looks = IntervalLooks(
      chart.panels.flatMap { panel in
        panel.marks.compactMap(\.interval)
          + panel.references.filter(\.isBand).compactMap(\.interval)
      })
    let step = chart.sidewaysStep(width: grid.panelWidth, heights: grid.heights)
    let xScale = chart.xScale(
      length: grid.panelWidth,
      margin: step * Double(chart.mostPoints - 1) / 2 + (step > 0 ? 5 : 0))
    let xTicks = horizontalTicks(
      xScale, at: chart.x.ticks, length: grid.panelWidth, overhang: 5)
    for (row, panels) in grid.rows.enumerated() {
      for (column, panel) in panels.enumerated() {
        let frame = grid.frame(row: row, column: column, below: cursor)
        add(grid.headings[row][column], above: frame)
        guard !panel.isEmpty else {
          let note = block("no runs", Fonts.key)
          add(
            .emptyPanel,
            note.placed(
              x: frame.center.x, top: frame.center.y - note.height / 2, alignment: .center,
              color: theme.secondaryInk))
          continue
        }
        let yScale = grid.scales[panel.y]!
        addVerticalAxis(
          grid.verticalTicks(row: row, panel: panel, page: self), yScale, frame: frame,
          showsLabels: grid.showsNumbers(row: row, column: column))
        addHorizontalAxis(
          xTicks, xScale, frame: frame,
          showsLabels: grid.showsPositions(row: row, column: column))
        let panelFrame = PanelFrame(
          panel: panel, frame: frame, x: xScale, y: yScale, sidewaysStep: step, looks: looks)
        let marksBegin = elements.count
        addMarks(panelFrame)
        if column == panels.count - 1 { add(grid.directLabels[row], beside: panelFrame) }
        addPointLabels(panelFrame, among: Array(elements[marksBegin...]))
      }
    }
    for title in grid.axisTitles {
      let first = grid.frame(row: title.rows.lowerBound, column: title.column, below: cursor)
      let last = grid.frame(row: title.rows.upperBound, column: title.column, below: cursor)
      add(
        .axisTitle,
        title.text.placedUpwards(
          left: grid.titleLefts[title.column], y: (first.top + last.bottom) / 2, color: theme.ink))
    }
  }

  private mutating func add(_ heading: PanelGrid.Heading, above frame: Rectangle) {
    let top = frame.top - PanelGrid.headingGap - heading.height
    add(.panelTitle, heading.title.placed(x: frame.left, top: top, color: theme.ink))
    add(
      .panelSubtitle,
      heading.subtitle.placed(
        x: frame.left, top: top + heading.title.height, color: theme.secondaryInk))
  }
}

extension LineChart {
  /// Every series and every line across the panels, each once.
  fileprivate var nameItems: [KeyItem] {
    let references = panels.flatMap(\.references)
    var seen: Set<KeyItem> = []
    let items = panels.flatMap { panel in
      panel.series.filter(\.isNamed).map { series in
        KeyItem(sample: .series(series.style, series.form), text: series.label)
      }
        + panel.references.map { reference in
          let hasInterval = references.contains {
            $0.label == reference.label && $0.interval != nil
          }
          return KeyItem(
            sample: .reference(reference.prominence, hasInterval: hasInterval),
            text: reference.label)
        }
    }
    return items.filter { seen.insert($0).inserted }
  }

  /// What the marks of this chart mean, so that the picture can be read without its caption.
  fileprivate var markItems: [KeyItem] {
    let points = panels.flatMap(\.marks)
    let traces = panels.flatMap(\.series).filter { $0.form == .trace }
    let bands = panels.flatMap(\.references).filter(\.isBand)
    let intervals = points.compactMap(\.interval) + bands.compactMap(\.interval)
    let hasReplicates = (points.map(\.replicates) + bands.map(\.replicates))
      .contains { $0.count > 1 }
    var items =
      (hasReplicates ? [KeyItem(sample: .replicate, text: "one seed")] : [])
      + IntervalLooks(intervals).keyItems(isHorizontal: false)
    if !traces.isEmpty { items.insert(KeyItem(sample: .trace, text: "one run"), at: 0) }
    let optima = points.compactMap(\.optimum)
    if !optima.isEmpty {
      items.append(
        KeyItem(
          sample: .optimum(hasInterval: optima.contains { $0.interval != nil }),
          text: optimumMeaning))
    }
    if points.contains(where: { $0.margin != nil }) {
      items.append(KeyItem(sample: .margin, text: marginMeaning))
    }
    if points.contains(where: { !$0.isConfirmatory && !$0.isDiverged }) {
      items.append(KeyItem(sample: .open, text: exploratoryMeaning))
    }
    if (points + traces.flatMap(\.points)).contains(where: \.isDiverged) {
      items.append(
        KeyItem(sample: .diverged, text: "diverged: scores chance, drawn at the foot"))
    }
    return items
  }
}
