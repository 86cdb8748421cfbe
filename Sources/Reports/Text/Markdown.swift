/// A table of Markdown. Bars and line breaks in cells are escaped.
struct MarkdownTable {
  var header: [String]
  var rows: [[String]] = []
  /// Columns of numbers, set flush right.
  var numeric: Set<Int> = []

  var text: String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map(Self.escaped).joined(separator: " | ") + " |"
    }
    let rule = header.indices.map { numeric.contains($0) ? "---:" : "---" }
    return ([line(header), "| " + rule.joined(separator: " | ") + " |"] + rows.map(line))
      .joined(separator: "\n")
  }

  private static func escaped(_ cell: String) -> String {
    cell.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}

/// One section: a heading and paragraphs, tables or pictures with blank lines between them.
struct Section {
  var title: String
  var parts: [String]

  var text: String { (["## \(title)"] + parts).joined(separator: "\n\n") }
}
