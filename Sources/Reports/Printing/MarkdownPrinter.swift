/// Tables in Markdown. Bars and line breaks in cells are escaped.
public enum MarkdownPrinter {
  public static func text(of table: Table) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = table.columns.map { $0.alignment == .right ? "---:" : "---" }
    return
      ([
        line(table.columns.map { MarkdownText.cell($0.title) }),
        "| " + rule.joined(separator: " | ") + " |",
      ]
      + table.rows.map { line($0.map(text(of:))) })
      .joined(separator: "\n")
  }

  private static func text(of cell: Table.Cell) -> String {
    switch cell {
    case .code(let code): MarkdownText.cell(MarkdownText.code(code))
    case .named(let words): MarkdownText.escaped(words)
    case .linked(let words, let link): linked(words, link)
    case .namedLink(let words, let link): MarkdownText.linked(words, to: link)
    case .links(let items):
      items.map { linked($0.words, $0.link) }.joined(separator: ", ")
    default: MarkdownText.cell(cell.words)
    }
  }

  private static func linked(_ words: String, _ link: String?) -> String {
    let text = MarkdownText.cell(words)
    return link.map { "[\(text)](\($0))" } ?? text
  }
}
