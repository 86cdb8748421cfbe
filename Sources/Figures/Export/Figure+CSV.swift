private enum Column: String, CaseIterable {
  case panel, quantity, series, mark, x, value, low, high, interval, level, unit, n, replicate
  case marginLow = "margin low"
  case marginHigh = "margin high"
  case confirmatory = "primary"
  case diverged
}

extension Figure {
  /// The numbers behind the figure as RFC 4180 has it: a header, then one record a drawn value (mark
  /// `point`, `gap`, `guide`, `optimum`, `band`, `line`, `row`, or `cell`, which
  /// has no value and whose series is what was found), each followed by its replicates (mark `replicate`,
  /// counted from 1). Facets such as model and recipe are columns after the panel; shares and units
  /// are those of the axes, which `quantity` names; the order is that of the figure.
  public var csv: String {
    let records = records
    let facets = Set(records.flatMap(\.facets.keys)).sorted()
    let header = [Column.panel.rawValue] + facets + Column.allCases.dropFirst().map(\.rawValue)
    let rows = records.flatMap { record in
      record.rows.map { row in
        [row.text(.panel)] + facets.map { CSVText.words(record.facets[$0] ?? "") }
          + Column.allCases.dropFirst().map(row.text)
      }
    }
    return ([header.map(CSVText.words)] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }
}

extension FigureRecord {
  /// The record's own row, then one for each replicate.
  fileprivate var rows: [[Column: String]] {
    var shared: [Column: String] = [
      .quantity: RichText(axis.fullTitle).plain, .series: name, .confirmatory: "\(isConfirmatory)",
      .diverged: "\(isDiverged)",
    ]
    shared[.panel] = panel
    shared[.x] = x.map(plain)

    var own = shared
    own[.mark] = mark.rawValue
    own[.value] = value.map(plain)
    if count > 0 { own[.n] = "\(count)" }
    if let interval {
      own[.low] = plain(interval.low)
      own[.high] = plain(interval.high)
      own[.interval] = interval.kind.name
      own[.level] = interval.kind.level.map(plain)
      own[.unit] = interval.kind.unit
    }
    if let margin {
      // An end at infinity is none.
      if margin.lowerBound.isFinite { own[.marginLow] = plain(margin.lowerBound) }
      if margin.upperBound.isFinite { own[.marginHigh] = plain(margin.upperBound) }
    }
    return [own]
      + replicates.enumerated().map { index, replicate in
        var row = shared
        row[.mark] = "replicate"
        row[.value] = plain(replicate)
        row[.replicate] = "\(index + 1)"
        return row
      }
  }
}

extension [Column: String] {
  /// Numbers are as they are; words that a spreadsheet would take for a formula are not.
  fileprivate func text(_ column: Column) -> String {
    let text = self[column] ?? ""
    switch column {
    case .panel, .quantity, .series, .interval, .unit: return CSVText.words(text)
    default: return CSVText.field(text)
    }
  }
}

/// Without the rounding errors of sums: to twelve significant digits.
private func plain(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return NumberText.plain(value) }
  var scale = 1.0
  // A power of ten up to 1e22 is exact, and so the quotient is the number nearest to its decimal.
  while value.magnitude * scale < 1e11, scale < 1e22 { scale *= 10 }
  return NumberText.plain((value * scale).rounded() / scale)
}
