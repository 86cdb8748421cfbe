/// Tables in Markdown. Bars and line breaks in cells are escaped.
public enum MarkdownPrinter {
  public static func text(of table: Table) -> String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map(MarkdownText.cell).joined(separator: " | ") + " |"
    }
    let rule = table.columns.map { $0.alignment == .right ? "---:" : "---" }
    return
      ([line(table.columns.map(\.title)), "| " + rule.joined(separator: " | ") + " |"]
      + table.rows.map { line($0.map(text(of:))) })
      .joined(separator: "\n")
  }

  private static func text(of cell: Table.Cell) -> String {
    if case .code(let code) = cell { MarkdownText.code(code) } else { cell.words }
  }
}
