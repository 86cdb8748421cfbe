extension Figure {
  /// The figure in two sentences: what kind of chart it is and of what, then what it shows and where its
  /// numbers are. Plain text on one line.
  public var altText: String {
    let kinds = chart.parts.map(\.kind).joined(separator: ", and ")
    let kind = kinds.prefix(1).uppercased() + kinds.dropFirst()
    let shown = RichText(finding).plain
    let sentence = shown.hasSuffix(".") ? String(shown.dropLast()) : shown
    return "\(kind): \(RichText(title).plain). \(sentence); the numbers are in \(name).csv."
  }
}

extension Figure.Chart {
  /// Such as "line chart, 4 panels".
  fileprivate var kind: String {
    switch self {
    case .lines(let chart):
      chart.panels.count > 1 ? "line chart, \(chart.panels.count) panels" : "line chart"
    case .intervals(let chart): "dots with intervals in \(chart.rows.count) rows"
    case .matrix(let chart): "table of marks, \(chart.rows.count) by \(chart.columns.count)"
    case .stacked: "charts"
    }
  }
}
