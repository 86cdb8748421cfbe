extension IntervalChart {
  /// Covers the origin and all that is drawn.
  var scale: Scale {
    let values = rows.flatMap { row -> [Double] in
      let region = row.region.map { [$0.lowerBound, $0.upperBound] } ?? []
      let drawn = row.replicates + row.interval.ends + region.filter(\.isFinite)
      return row.value.map { [$0] + drawn } ?? drawn
    }
    return .fitting(
      axis.includes + values.map(limited) + (origin.map { [$0] } ?? []), kind: axis.scale,
      padding: 0.06)
  }

  func limited(_ value: Double) -> Double {
    limits.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value
  }
}

extension Page {
  /// Sets one row below another: label, mark, and the numbers or words at the right.
  mutating func add(_ chart: IntervalChart) {
    if let title = chart.title {
      let heading = block(title, Fonts.panelTitle, maximumWidth: contentWidth)
      add(.panelTitle, heading.placed(x: Page.padding, top: cursor, color: theme.ink))
      cursor += heading.height + 2
    }
    let table = IntervalTable(chart, page: self)
    let space = metrics.width(of: " ", font: Fonts.label)
    func addNumbers(_ number: TextBlock, _ interval: TextBlock, top: Double, _ color: Color) {
      add(
        .rowValue,
        number.placed(x: table.numbersEnd, top: top, alignment: .trailing, color: color))
      add(
        .rowValue,
        interval.placed(x: table.numbersEnd + space, top: top, color: theme.secondaryInk))
    }
    if table.hasNumbers {
      addNumbers(table.unit, table.brackets, top: cursor, theme.secondaryInk)
      cursor += tickLabelHeight + 1
    }

    let height = table.rows.reduce(0) {
      $0 + $1.spaceAbove(table.labelsAbove) + $1.height
    }
    let plot = IntervalPlot(
      chart: chart, scale: chart.scale,
      frame: Rectangle(
        left: table.plotLeft, top: cursor, width: table.plotRight - table.plotLeft,
        height: max(height, 30)))
    var middles: [Double] = []
    for row in table.rows {
      cursor += row.spaceAbove(table.labelsAbove)
      middles.append(cursor + row.height / 2)
      cursor += row.height
    }
    let ticks = addGround(plot, table, middles: middles)
    for (row, middle) in zip(table.rows, middles) {
      addMarks(row, middle: middle, plot)
      add(
        .rowHeading,
        row.heading.placed(
          x: Page.padding,
          top: middle - row.height / 2 - row.spaceAbove(table.labelsAbove)
            + (row.heading.isEmpty ? 0 : 5),
          color: theme.ink))
      let labelTop =
        table.labelsAbove
        ? middle - row.height / 2 - row.label.height - 1 : middle - row.label.height / 2
      add(.rowCode, row.code.placed(x: table.codeLeft, top: labelTop, color: theme.ink))
      add(.rowLabel, row.label.placed(x: table.labelLeft, top: labelTop, color: theme.ink))
      let top = middle - row.readoutHeight / 2
      if row.hasNumbers {
        addNumbers(row.readout.first, row.readout.second, top: top, theme.ink)
      } else {
        addWords(row, left: table.readoutLeft, top: top)
      }
    }
    cursor = plot.frame.bottom
    addHorizontalAxis(ticks, plot.scale, frame: plot.frame, showsLabels: true)
    cursor += Page.tickLength + Page.tickGap + tickLabelHeight + 4
    let title = block(
      chart.axis.fullTitle, Fonts.axisTitle, maximumWidth: max(plot.frame.width * 1.5, 100))
    let center = min(
      max(plot.frame.center.x, Page.padding + title.width / 2),
      width - Page.padding - title.width / 2)
    add(.axisTitle, title.placed(x: center, top: cursor, alignment: .center, color: theme.ink))
    cursor += title.height
    let key = chart.keyItems
    if !key.isEmpty {
      cursor += 8
      addKey(key)
    }
  }

  private mutating func addWords(_ row: IntervalTable.Row, left: Double, top: Double) {
    let (name, detail) = row.readout
    let style = row.row.source.style
    add(
      .sample,
      marker(
        style.marker, at: Point(left + 4, top + name.height / Double(2 * max(name.lineCount, 1))),
        hue: theme.color(of: style.hue), isExploratory: row.row.isExploratory))
    let textLeft = left + IntervalTable.markerSpace
    add(.rowValue, name.placed(x: textLeft, top: top, color: theme.ink))
    add(
      .rowValue,
      detail.placed(x: textLeft, top: top + name.height, color: theme.secondaryInk))
  }
}

extension IntervalRow {
  /// Decides nothing, or holds nothing.
  var isExploratory: Bool { !isConfirmatory || value == nil && note == nil }
}

extension IntervalChart {
  /// None where several kinds have their levels in words beside them.
  var intervalLooks: IntervalLooks {
    let looks = IntervalLooks(rows.compactMap(\.interval))
    let inWords = rows.allSatisfy { $0.interval == nil || $0.readout != .numbers }
    return inWords && looks.names.count > 1 ? IntervalLooks([]) : looks
  }

  fileprivate var keyItems: [KeyItem] {
    let unit = rows.lazy.filter { $0.replicates.count > 1 }.compactMap(\.interval?.kind.unit).first
    var items: [KeyItem] =
      rows.contains { $0.replicates.count > 1 }
      ? [KeyItem(sample: .replicate, text: "one \(unit ?? "replicate")")] : []
    // One look where each row says its own level.
    items +=
      intervalLooks.names.isEmpty && rows.contains { $0.interval != nil }
      ? [
        KeyItem(
          sample: .interval(isHorizontal: true, ends: .plain), text: "interval, its level beside it"
        )
      ] : intervalLooks.keyItems(isHorizontal: true)
    if rows.contains(where: { $0.region != nil }) {
      items.append(KeyItem(sample: .margin, text: regionMeaning))
    }
    if rows.contains(where: { $0.value != nil && !$0.isConfirmatory }) {
      items.append(KeyItem(sample: .open, text: exploratoryMeaning))
    }
    return items
  }
}
