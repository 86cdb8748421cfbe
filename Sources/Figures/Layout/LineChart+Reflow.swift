extension LineChart {
  /// The same panels with at most `columns` side by side. Panels that stand below others and are lower,
  /// such as differences, stay below them; other grids are read row by row.
  func reflowed(columns: Int) -> LineChart {
    let widest = rows.map(\.panels.count).max() ?? 0
    guard columns < widest else { return self }
    var chart = self
    if Set(rows.map(\.height)).count == 1 {
      chart.rows = chunks(panels, columns).map { PanelRow($0, height: rows[0].height) }
    } else {
      chart.rows = stride(from: 0, to: widest, by: columns).flatMap { start in
        rows.compactMap { row in
          let panels = Array(row.panels.dropFirst(start).prefix(columns))
          return panels.isEmpty ? nil : PanelRow(panels, height: row.height)
        }
      }
    }
    return chart
  }

  private func chunks(_ panels: [Panel], _ count: Int) -> [[Panel]] {
    stride(from: 0, to: panels.count, by: count).map {
      Array(panels[$0..<min($0 + count, panels.count)])
    }
  }
}
