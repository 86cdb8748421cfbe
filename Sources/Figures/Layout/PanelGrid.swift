/// Where the panels of a line chart stand, and which of them carry numbers, titles of axes and names.
/// Everything is measured; the chart's own marks come after.
struct PanelGrid {
  /// What stands above a panel.
  struct Heading {
    var title: TextBlock
    var subtitle: TextBlock
    var height: Double { title.height + subtitle.height }
  }

  /// A title that stands beside the rows that share it.
  struct AxisTitle {
    var column: Int
    var rows: ClosedRange<Int>
    var text: TextBlock
  }

  let chart: LineChart
  let scales: [Axis: Scale]
  /// Beside the last panel of each row; empty where a key names everything.
  let directLabels: [[DirectLabel]]
  /// Heights of the panels of each row, and their tops below the grid's.
  private(set) var heights: [Double] = []
  private(set) var tops: [Double] = []
  /// From the first heading to the last frame's foot.
  private(set) var height = 0.0
  /// Left edges of the panels of each column, and of the titles of their axes.
  private(set) var lefts: [Double] = []
  private(set) var titleLefts: [Double] = []
  private(set) var panelWidth = 0.0
  private(set) var headings: [[Heading]] = []
  private(set) var axisTitles: [AxisTitle] = []
  /// Space between the headings and the frame's top, where a row has headings.
  static let headingGap = 4.0
  private static let panelGap = 16.0
  /// In narrower panels curves and titles cannot be read: fewer stand side by side.
  private static let leastPanelWidth = 85.0

  var rows: [[Panel]] { chart.rows.map(\.panels) }
  var columns: Int { chart.rows[0].panels.count }
  /// Nil where the row has fewer, or an empty one.
  private func panel(row: Int, column: Int) -> Panel? {
    guard column < rows[row].count, !rows[row][column].isEmpty else { return nil }
    return rows[row][column]
  }
  var right: Double { lefts[columns - 1] + panelWidth }

  /// - Parameters:
  ///   - page: measures text; its cursor is where the grid begins.
  ///   - footer: points that are needed below the grid.
  ///   - labelsDirectly: whether names stand beside the panels.
  init(_ chart: LineChart, page: Page, footer: Double, labelsDirectly: Bool) {
    self.chart = chart
    let scales = chart.yScales
    self.scales = scales
    directLabels =
      labelsDirectly
      ? chart.rows.map { page.directLabels($0.panels.last!, scales[$0.panels.last!.y]!) }
      : chart.rows.map { _ in [] }
    let gutter = directLabels.joined().map(\.reach).max() ?? 8
    let across = page.contentWidth - gutter

    // Titles are as wide as panels, whose width depends on tick labels, which depend on the height:
    // a rough width first, for the heights alone.
    headings = measuredHeadings(width: across / Double(columns) - 30, page: page)
    measureHeights(page: page, roughWidth: across / Double(columns) - 30, footer: footer)
    measureAxisTitles(page: page)
    let left = (0..<columns).map { leftSpace(ofColumn: $0, page: page) }
    let gaps = Double(columns - 1) * Self.panelGap
    panelWidth = max((across - left.reduce(0, +) - gaps) / Double(columns), 20)
    var x = Page.padding
    for space in left {
      titleLefts.append(x)
      lefts.append(x + space)
      x += space + panelWidth + Self.panelGap
    }
    headings = measuredHeadings(width: panelWidth, page: page)
    placeRows(page: page)
  }

  /// With as many panels side by side as leave each of them room.
  static func fitting(
    _ chart: LineChart, page: Page, footer: Double, labelsDirectly: Bool
  ) -> PanelGrid {
    var columns = chart.rows[0].panels.count
    while true {
      let grid = PanelGrid(
        chart.reflowed(columns: columns), page: page, footer: footer,
        labelsDirectly: labelsDirectly)
      if columns == 1 || grid.panelWidth >= leastPanelWidth { return grid }
      columns -= 1
    }
  }

  func frame(row: Int, column: Int, below top: Double) -> Rectangle {
    Rectangle(
      left: lefts[column], top: top + tops[row], width: panelWidth, height: heights[row])
  }

  /// Whether the panel's own numbers stand at its left: its neighbour has none, or others.
  func showsNumbers(row: Int, column: Int) -> Bool {
    guard let panel = panel(row: row, column: column) else { return false }
    return column == 0 || self.panel(row: row, column: column - 1)?.y != panel.y
  }

  /// Whether the positions along x are written below the panel: no panel of its column is lower.
  func showsPositions(row: Int, column: Int) -> Bool {
    panel(row: row, column: column) != nil
      && rows.indices[(row + 1)...].allSatisfy { panel(row: $0, column: column) == nil }
  }

  func verticalTicks(row: Int, panel: Panel, page: Page) -> [Tick] {
    page.verticalTicks(scales[panel.y]!, length: heights[row])
  }

  private func measuredHeadings(width: Double, page: Page) -> [[Heading]] {
    rows.map { panels in
      panels.map { panel in
        Heading(
          title: page.block(panel.title ?? "", Page.Fonts.panelTitle, maximumWidth: width),
          subtitle: page.block(panel.subtitle ?? "", Page.Fonts.key, maximumWidth: width))
      }
    }
  }

  private func headingHeight(row: Int) -> Double {
    let tallest = headings[row].map(\.height).max() ?? 0
    return tallest > 0 ? tallest + Self.headingGap : 0
  }

  private mutating func measureHeights(page: Page, roughWidth: Double, footer: Double) {
    let shares = chart.rows.map(\.height)
    let full: Double
    if columns == 1 {
      let headings = rows.indices.reduce(0) { $0 + headingHeight(row: $1) }
      let available =
        Page.usualHeight - page.cursor - footer - Page.padding - headings
        - Double(rows.count - 1) * Self.panelGap
      full = max(available / shares.reduce(0, +), 150)
    } else {
      // Two columns are wide enough without being tall.
      full = max((columns == 2 ? 0.7 : 0.85) * roughWidth, 140)
    }
    heights = rows.indices.map { row in
      max(full * shares[row], directLabels[row].reduce(0) { $0 + $1.height })
    }
  }

  /// A title stands once for neighbours that share its words, beside and below each other.
  private mutating func measureAxisTitles(page: Page) {
    for column in 0..<columns {
      for row in rows.indices {
        guard let words = panel(row: row, column: column)?.y.fullTitle else { continue }
        if let before = rows[row][..<column].last(where: { !$0.isEmpty }),
          before.y.fullTitle == words
        {
          continue
        }
        if let last = axisTitles.last, last.column == column, last.rows.upperBound == row - 1,
          rows[row - 1][column].y.fullTitle == words
        {
          axisTitles[axisTitles.count - 1].rows = last.rows.lowerBound...row
        } else {
          axisTitles.append(
            AxisTitle(column: column, rows: row...row, text: page.block("", Page.Fonts.axisTitle)))
        }
      }
    }
    for index in axisTitles.indices {
      let rows = axisTitles[index].rows
      let length =
        rows.reduce(0) { $0 + heights[$1] + headingHeight(row: $1) }
        + Double(rows.count - 1) * Self.panelGap
      axisTitles[index].text = page.block(
        self.rows[rows.lowerBound][axisTitles[index].column].y.fullTitle, Page.Fonts.axisTitle,
        maximumWidth: length)
    }
  }

  private func leftSpace(ofColumn column: Int, page: Page) -> Double {
    let numbers = rows.indices.filter { showsNumbers(row: $0, column: column) }.map { row in
      page.labelWidth(verticalTicks(row: row, panel: rows[row][column], page: page))
        + Page.tickGap + Page.tickLength
    }.max()
    let titles = axisTitles.filter { $0.column == column }.map { $0.text.height + 5 }.max()
    return (numbers ?? 0) + (titles ?? 0)
  }

  private mutating func placeRows(page: Page) {
    var top = 0.0
    for row in rows.indices {
      top += headingHeight(row: row)
      tops.append(top)
      top += heights[row]
      height = top
      let holdsPositions = (0..<columns).contains { showsPositions(row: row, column: $0) }
      top += Self.panelGap + (holdsPositions ? page.horizontalAxisHeight : 0)
    }
  }
}

extension Page {
  /// Names stand beside the last panel of each row where it holds all that the row's panels hold, and
  /// where they leave the panels of a grid enough room; else a key above the panels names everything.
  func labelsDirectly(_ chart: LineChart) -> Bool {
    let holdsAll = chart.rows.allSatisfy { row in
      let last = Set(row.panels.last!.names)
      return row.panels.allSatisfy { last.isSuperset(of: $0.names) }
    }
    guard chart.rows[0].panels.count > 1 else { return holdsAll }
    let names = Set(chart.rows.flatMap { $0.panels.last!.names })
    let widest = names.map { block($0, Fonts.label).width }.max() ?? 0
    return holdsAll && widest <= width / 6
  }
}

extension Panel {
  /// The labels of all that the panel shows.
  fileprivate var names: [String] {
    series.filter(\.isNamed).map(\.label) + references.map(\.label)
  }
}
