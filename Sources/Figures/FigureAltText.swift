extension Figure {
  /// The figure in words, from its numbers: what is drawn over what, then every series with its
  /// ends and its highest point, every line, or every row. Plain text on one line.
  public var altText: String {
    let heading = "\(RichText(title).plain). \(RichText(finding).plain)"
    let body =
      switch chart {
      case .lines(let chart): chart.sentences
      case .intervals(let chart): chart.sentences
      }
    return ([heading] + body).joined(separator: " ")
  }
}

extension LineChart {
  fileprivate var sentences: [String] {
    let yScale = yScale
    let xPlaces = 3
    let valuePlaces = places(for: yScale.domain)
    func number(_ value: Double) -> String { fixed(value, places: valuePlaces, minus: "-") }
    func ranged(_ value: Double, _ interval: Interval?) -> String {
      guard let interval else { return number(value) }
      return "\(number(value)) (\(interval.kind.levelText) interval \(number(interval.low)) to "
        + "\(number(interval.high)))"
    }
    func position(_ point: DataPoint) -> String { shortest(point.x, places: xPlaces) }

    let axes =
      "Line chart of \(RichText(y.fullTitle).plain) against \(RichText(x.fullTitle).plain)"
      + (panels.count > 1 ? ", \(panels.count) panels." : ".")
    let perPanel = panels.flatMap { panel -> [String] in
      let title = panel.title.map { ["Panel \(RichText($0).plain):"] } ?? []
      let series = panel.series.map { series -> String in
        let points = series.points.sorted { $0.x < $1.x }
        guard let first = points.first, let last = points.last else {
          return "\(series.name): no points."
        }
        guard points.count > 1 else {
          return "\(series.name): \(ranged(first.center, first.interval)) at \(position(first))."
        }
        let best = points.max { $0.center < $1.center }!
        let diverged = points.filter(\.isDiverged).map(position)
        return "\(series.name): \(number(first.center)) at \(position(first)) to "
          + "\(number(last.center)) at \(position(last)), highest "
          + "\(ranged(best.center, best.interval)) at \(position(best))"
          + (diverged.isEmpty ? "." : ", diverged at \(diverged.joined(separator: ", ")).")
      }
      let references = panel.references.map {
        "\($0.name): \(ranged($0.value, $0.interval)), a horizontal line."
      }
      return title + series + references
    }
    return [axes] + perPanel
  }
}

extension IntervalChart {
  fileprivate var sentences: [String] {
    let valuePlaces = places(for: scale.domain)
    func number(_ value: Double) -> String { fixed(value, places: valuePlaces, minus: "-") }
    return ["Dots with intervals of \(RichText(axis.fullTitle).plain), one row each."]
      + rows.map { row in
        let interval = row.interval.map {
          " (\($0.kind.levelText) interval \(number($0.low)) to \(number($0.high)))"
        }
        return "\(row.name), \(row.source.rawValue): \(number(row.value))\(interval ?? "")."
      }
  }
}
