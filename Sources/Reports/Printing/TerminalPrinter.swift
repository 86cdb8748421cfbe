import TextOutput

/// Tables in aligned columns for a terminal, two spaces between them and none at the end of a line.
public enum TerminalPrinter {
  public static func text(of table: Table) -> String {
    let lines =
      [table.columns.map(\.title)] + table.rows.map { $0.map { PlainText.oneLine($0.words) } }
    let widths = table.columns.indices.map { column in
      lines.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    return lines.map { line in
      let cells = zip(table.columns, zip(line, widths)).map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - DisplayWidth.of(cell.0))
        return column.alignment == .right ? padding + cell.0 : cell.0 + padding
      }
      return withoutTrailingSpace(cells.joined(separator: "  "))
    }.joined(separator: "\n")
  }

  private static func withoutTrailingSpace(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
