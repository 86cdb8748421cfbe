// What marks say to a reader who points at one: the values, in words.

extension DataPoint {
  /// Such as "ReLU at 1: 81.07 [80.22, 81.91] (98 % interval), 7 values".
  func words(in series: Series, of panel: Panel) -> String {
    let scale = panel.y.scale == .logarithmic
    func number(_ value: Double) -> String {
      scale
        ? NumberText.drawn(value, places: value.magnitude < 0.1 ? 5 : 2)
        : NumberText.drawn(value, places: 2)
    }
    let place = label ?? NumberText.shortest(x, places: 4)
    let spread = interval.map {
      " [\(number($0.low)), \(number($0.high))] (\($0.kind.shortName))"
    }
    let count = replicates.count > 1 ? ", \(replicates.count) values" : ""
    let name = RichText(series.label.isEmpty ? series.name : series.label).plain
    return "\(name) at \(place): \(number(center))\(spread ?? "")\(count)"
  }
}

extension IntervalRow {
  /// Such as "gate, measured here: 6.34 [5.78, 6.91] (97.5 % interval)".
  var words: String {
    func number(_ value: Double) -> String { NumberText.drawn(value, places: 2) }
    let shown: String =
      switch readout {
      case .words(let detail): "\(source.name); \(detail.map { RichText($0).plain } ?? "")"
      case .numbers:
        (value.map(number) ?? "")
          + (interval.map { " [\(number($0.low)), \(number($0.high))] (\($0.kind.shortName))" }
            ?? "")
      }
    let place = heading.map { "\(RichText($0).plain), " } ?? ""
    return "\(place)\(RichText(code ?? label).plain): \(shown)"
  }
}
