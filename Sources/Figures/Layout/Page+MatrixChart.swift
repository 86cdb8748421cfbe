extension Page {
  /// Sets one row below another: code, label, and a mark in each column.
  mutating func add(_ chart: MatrixChart) {
    let codes = chart.rows.map { block($0.code, Fonts.panelTitle) }
    let labels = chart.rows.map {
      block($0.label, Fonts.label, maximumWidth: contentWidth * 0.3)
    }
    let codeWidth = codes.map(\.width).max() ?? 0
    let labelLeft = Page.padding + codeWidth + (codeWidth > 0 ? 8 : 0)
    let left = labelLeft + (labels.map(\.width).max() ?? 0) + 10
    let step = (width - Page.padding - left) / Double(max(1, chart.columns.count))
    func middle(_ column: Int) -> Double { left + (Double(column) + 0.5) * step }

    let titles = chart.columns.map { block($0, Fonts.panelTitle, maximumWidth: step - 4) }
    for (column, title) in titles.enumerated() {
      add(
        .panelTitle,
        title.placed(x: middle(column), top: cursor, alignment: .center, color: theme.ink))
    }
    cursor += (titles.map(\.height).max() ?? 0) + 4

    for (index, row) in chart.rows.enumerated() {
      let isFirst = index == 0 || chart.rows[index - 1].code != row.code
      if isFirst {
        addLine(
          .grid, [Point(Page.padding, cursor), Point(width - Page.padding, cursor)], theme.grid,
          width: 0.8)
        cursor += 2
      }
      // Up to the next column's mark, or the page's edge.
      let notes = row.cells.enumerated().map { column, cell in
        block(
          cell?.note ?? "", Fonts.tick,
          maximumWidth: column + 1 < row.cells.count ? step - 14 : step / 2 - 6)
      }
      let height = max(labels[index].height, notes.map(\.height).max() ?? 0, 12)
      let center = cursor + height / 2
      if isFirst {
        add(
          .rowCode,
          codes[index].placed(
            x: Page.padding, top: center - codes[index].height / 2, color: theme.ink))
      }
      add(
        .rowLabel,
        labels[index].placed(
          x: labelLeft, top: center - labels[index].height / 2, color: theme.ink))
      for (column, cell) in row.cells.enumerated() {
        guard let cell else { continue }
        let style = cell.source.style
        add(
          .point,
          marker(
            style.marker, at: Point(middle(column), center), hue: theme.color(of: style.hue),
            isExploratory: !cell.isConfirmatory),
          words:
            "\(row.code), \(RichText(row.label).plain), \(chart.columns[column]): \(cell.source.name)"
        )
        add(
          .rowNote,
          notes[column].placed(
            x: middle(column) + 6, top: center - notes[column].height / 2,
            color: theme.secondaryInk))
      }
      cursor += height + 1
    }
    cursor += 8
    addKey(chart.keyItems)
  }
}

extension MatrixChart {
  fileprivate var keyItems: [KeyItem] {
    let cells = rows.flatMap(\.cells).compactMap(\.self)
    let marks = sources.filter { source in
      cells.contains { $0.source == source && $0.isConfirmatory }
    }.map { KeyItem(sample: .series($0.style, .points), text: $0.name) }
    let hasOpen = cells.contains { !$0.isConfirmatory }
    return marks + (hasOpen ? [KeyItem(sample: .open, text: exploratoryMeaning)] : [])
  }
}
