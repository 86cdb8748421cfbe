/// The texts of an interval chart, measured, and where its plot stands between them.
struct IntervalTable {
  struct Row {
    var row: IntervalRow
    /// Empty where the row before has the same.
    var heading: TextBlock
    var code: TextBlock
    var label: TextBlock
    /// Of the numbers: the value, and its interval in brackets. Of words: a name, and the detail below.
    var readout: (first: TextBlock, second: TextBlock)
    var note: TextBlock
    /// Without the heading.
    var height = 0.0

    var hasNumbers: Bool { row.readout == .numbers }
    /// Of the heading, and of the label where that stands above.
    func spaceAbove(_ labelsAbove: Bool) -> Double {
      (heading.isEmpty ? 0 : heading.height + 5) + (labelsAbove ? label.height + 5 : 0)
    }
    var readoutHeight: Double {
      hasNumbers ? readout.first.height : readout.first.height + readout.second.height
    }
  }

  static let gap = 14.0
  /// A plot narrower than this shows nothing: labels stand above their marks instead.
  private static let leastPlotWidth = 60.0
  /// From the left of a name in words to its text: the marker stands before it.
  static let markerSpace = 11.0

  private(set) var rows: [Row] = []
  /// Above the numbers: the unit, and what the brackets hold where all hold the same.
  let unit: TextBlock
  /// Whether labels stand above the marks, over the whole width, and not left of them.
  let labelsAbove: Bool
  let brackets: TextBlock
  var codeLeft: Double { Page.padding }
  let labelLeft: Double
  let plotLeft: Double
  let plotRight: Double
  /// Where the values' last digits stand.
  let numbersEnd: Double

  var readoutLeft: Double { plotRight + Self.gap }
  var hasNumbers: Bool { rows.contains { $0.hasNumbers && $0.row.value != nil } }

  init(_ chart: IntervalChart, page: Page) {
    let beside = IntervalTable(chart, page: page, labelsAbove: false)
    self =
      beside.plotRight - beside.plotLeft >= Self.leastPlotWidth
      ? beside : IntervalTable(chart, page: page, labelsAbove: true)
  }

  private init(_ chart: IntervalChart, page: Page, labelsAbove: Bool) {
    self.labelsAbove = labelsAbove
    let decimals = NumberText.places(for: chart.scale.domain)
    func number(_ value: Double) -> String { NumberText.drawn(value, places: decimals) }
    let names = Set(
      chart.rows.filter { $0.readout == .numbers }.compactMap(\.interval?.kind.shortName))
    unit = page.block(chart.axis.unit ?? "", Page.Fonts.key)
    brackets = page.block(names.count == 1 ? "[\(names.first!)]" : "", Page.Fonts.key)

    var heading: String?
    for row in chart.rows {
      let isNew = row.heading != heading
      heading = row.heading
      let interval = row.interval.map { " [\(number($0.low)), \(number($0.high))]" } ?? ""
      let readout =
        switch row.readout {
        case .numbers:
          (
            page.block(row.value.map(number) ?? "", Page.Fonts.label),
            page.block(interval, Page.Fonts.label)
          )
        case .words(let detail):
          (
            page.block(
              row.source.name, Page.Fonts.label,
              maximumWidth: labelsAbove ? page.width * 0.36 : .infinity),
            page.block(
              detail ?? "", Page.Fonts.key, maximumWidth: page.width * (labelsAbove ? 0.36 : 0.27))
          )
        }
      rows.append(
        Row(
          row: row, heading: page.block(isNew ? row.heading ?? "" : "", Page.Fonts.panelTitle),
          code: page.block(row.code ?? "", Page.Fonts.panelTitle),
          label: page.block("", Page.Fonts.label), readout: readout,
          note: page.block("", Page.Fonts.key)))
    }

    let codes = rows.map(\.code.width).max() ?? 0
    let labelLeft = Page.padding + (codes > 0 ? codes + 8 : 0)
    self.labelLeft = labelLeft
    for index in rows.indices {
      rows[index].label = page.block(
        rows[index].row.label, Page.Fonts.label,
        maximumWidth: labelsAbove ? page.width - Page.padding - labelLeft : page.width * 0.36)
    }
    // Numbers of the axis may reach a little over its ends.
    plotLeft =
      labelsAbove
      ? max(labelLeft, Page.padding + 12)
      : labelLeft + (rows.map(\.label.width).max() ?? 0) + Self.gap
    let space = page.metrics.width(of: " ", font: Page.Fonts.label)
    let numbered = rows.filter(\.hasNumbers)
    let number = max(unit.width, numbered.map(\.readout.first.width).max() ?? 0)
    let interval = max(brackets.width, numbered.map(\.readout.second.width).max() ?? 0)
    let words = rows.filter { !$0.hasNumbers }.map {
      Self.markerSpace + max($0.readout.first.width, $0.readout.second.width)
    }.max()
    let readouts = max(numbered.isEmpty ? 0 : number + space + interval, words ?? 0)
    plotRight = max(page.width - Page.padding - readouts - Self.gap, plotLeft + 20)
    numbersEnd = plotRight + Self.gap + number

    for index in rows.indices {
      let row = rows[index]
      rows[index].note = page.block(
        row.row.note ?? "", Page.Fonts.key, maximumWidth: plotRight - plotLeft - 8)
      rows[index].height =
        max(labelsAbove ? 6 : row.label.height, row.readoutHeight, rows[index].note.height) + 8
    }
  }
}
