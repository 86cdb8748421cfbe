private enum Column: String, CaseIterable {
  case panel, series, mark, x, value, low, high, interval, level, unit, n, replicate, primary
  case diverged
}

extension Figure {
  /// The numbers behind the figure as RFC 4180 has it: a header, then one record a drawn value (mark
  /// `point`, `band`, `line` or `row`), each followed by its replicates (mark `replicate`, counted
  /// from 1). Shares and units are those of the axes; the order is that of the figure.
  public var csv: String {
    let rows =
      [Dictionary(uniqueKeysWithValues: Column.allCases.map { ($0, $0.rawValue) })]
      + records.flatMap(\.rows)
    return rows.map { row in
      Column.allCases.map { field(row[$0] ?? "") }.joined(separator: ",") + "\r\n"
    }.joined()
  }
}

extension FigureRecord {
  /// The record's own row, then one for each replicate.
  fileprivate var rows: [[Column: String]] {
    var shared: [Column: String] = [
      .series: name, .primary: "\(isPrimary)", .diverged: "\(isDiverged)",
    ]
    shared[.panel] = panel
    shared[.x] = x.map(plain)

    var own = shared
    own[.mark] = mark.rawValue
    own[.value] = plain(value)
    if count > 0 { own[.n] = "\(count)" }
    if let interval {
      own[.low] = plain(interval.low)
      own[.high] = plain(interval.high)
      own[.interval] = interval.kind.name
      own[.level] = plain(interval.kind.level)
      own[.unit] = interval.kind.unit
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

/// Quoted where RFC 4180 asks for it.
private func field(_ text: String) -> String {
  let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
  guard needsQuotes else { return text }
  return "\""
    + text.split(separator: "\"", omittingEmptySubsequences: false)
    .joined(separator: "\"\"") + "\""
}
