extension Figure {
  /// The figure in words, from its numbers: what is drawn over what, then every series with its
  /// ends and its highest point, every line, or every row. Plain text on one line.
  public var altText: String {
    let heading = "\(RichText(title).plain). \(RichText(finding).plain)"
    let body = chart.parts.flatMap { part -> [String] in
      switch part {
      case .lines(let chart): chart.sentences
      case .intervals(let chart): chart.sentences
      case .matrix(let chart): chart.sentences
      case .stacked: []
      }
    }
    return ([heading] + body).joined(separator: " ")
  }
}

extension LineChart {
  fileprivate var sentences: [String] {
    let scales = yScales
    var quantities: [String] = []
    for quantity in panels.filter({ !$0.isEmpty }).map({ RichText($0.y.fullTitle).plain })
    where !quantities.contains(quantity) {
      quantities.append(quantity)
    }
    let what = quantities.isEmpty ? "nothing" : quantities.joined(separator: " and of ")
    let axes =
      "Line chart of \(what) against \(RichText(x.fullTitle).plain)"
      + (panels.count > 1 ? ", \(panels.count) panels." : ".")
    return [axes] + panels.flatMap { $0.sentences(scales[$0.y]!, isAlone: panels.count == 1) }
  }
}

extension Panel {
  fileprivate func sentences(_ scale: Scale, isAlone: Bool) -> [String] {
    let valuePlaces = NumberText.places(for: scale.domain)
    func number(_ value: Double) -> String { NumberText.fixed(value, places: valuePlaces) }
    func ranged(_ value: Double, _ interval: Interval?) -> String {
      guard let interval else { return number(value) }
      return "\(number(value)) (\(interval.kind.shortName) \(number(interval.low)) to "
        + "\(number(interval.high)))"
    }
    func position(_ point: DataPoint) -> String {
      point.label ?? NumberText.shortest(point.x, places: 3)
    }
    let names = [name, isAlone ? nil : y.fullTitle].compactMap(\.self).map { RichText($0).plain }
    let heading = names.isEmpty ? [] : ["Panel \(names.joined(separator: ", ")):"]
    guard !isEmpty else { return heading + ["no runs."] }

    let perSeries = series.filter { $0.form != .trace }.map { series -> String in
      let points = series.points.sorted { $0.x < $1.x }
      let gaps = series.gaps.isEmpty ? "" : "; \(series.gapWords)"
      guard let first = points.first, let last = points.last else {
        return "\(series.name): no points\(gaps)."
      }
      if points.contains(where: { $0.label != nil }) {
        let values = points.map { "\(ranged($0.center, $0.interval)) at \(position($0))" }
        return "\(series.name): \(values.joined(separator: ", "))\(gaps)."
      }
      guard points.count > 1 else {
        return
          "\(series.name): \(ranged(first.center, first.interval)) at \(position(first))\(gaps)."
      }
      if series.form == .curve {
        return "\(series.name): \(number(first.center)) at \(position(first)) to "
          + "\(number(last.center)) at \(position(last))\(gaps)."
      }
      let best = points.max { $0.center < $1.center }!
      let diverged = points.filter(\.isDiverged).map(position)
      return "\(series.name): \(number(first.center)) at \(position(first)) to "
        + "\(number(last.center)) at \(position(last)), highest "
        + "\(ranged(best.center, best.interval)) at \(position(best))"
        + (diverged.isEmpty ? "" : ", diverged at \(diverged.joined(separator: ", "))") + gaps + "."
    }
    let lines = references.map {
      "\($0.name): \(ranged($0.value, $0.interval)), a horizontal line."
    }
    return heading + perSeries + lines
  }
}

extension MatrixChart {
  /// For each row its columns by what was found in them.
  fileprivate var sentences: [String] {
    let places = list(columns)
    return ["A table of marks, one row each, over \(places)."]
      + rows.map { row in
        let found = sources.compactMap { source -> String? in
          let own = zip(columns, row.cells).filter { $0.1?.source == source }.map(\.0)
          return own.isEmpty ? nil : "\(source.name) at \(list(own))"
        }
        let words = found.isEmpty ? "nothing" : found.joined(separator: "; ")
        let name = [row.code, RichText(row.label).plain].filter { !$0.isEmpty }
        return "\(name.joined(separator: ", ")): \(words)."
      }
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}

extension IntervalChart {
  fileprivate var sentences: [String] {
    let valuePlaces = NumberText.places(for: scale.domain)
    func number(_ value: Double) -> String { NumberText.fixed(value, places: valuePlaces) }
    return ["Dots with intervals of \(RichText(axis.fullTitle).plain), one row each."]
      + rows.map { row in
        let interval = row.interval.map {
          " (\($0.kind.shortName) \(number($0.low)) to \(number($0.high)))"
        }
        let value = row.value.map { number($0) + (interval ?? "") }
        let place = row.heading.map { "\(RichText($0).plain), " } ?? ""
        let shown: String? =
          switch row.readout {
          case .numbers: value
          // What the words say is in the units that a reader knows.
          case .words(let detail): detail.map { RichText($0).plain }
          }
        let words = [shown, row.note].compactMap(\.self).joined(separator: "; ")
        return "\(place)\(row.name), \(row.source.name): \(words)."
      }
  }
}
