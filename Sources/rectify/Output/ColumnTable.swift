/// Rows in aligned columns for a terminal.
struct ColumnTable {
  var header: [String]
  var rows: [[String]]
  /// Columns of numbers, set flush right.
  var numeric: Set<Int> = []

  var text: String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return numeric.contains(column) ? padding + row[column] : row[column] + padding
      }
      return Wording.withoutTrailingSpace(cells.joined(separator: "  "))
    }.joined(separator: "\n")
  }
}
