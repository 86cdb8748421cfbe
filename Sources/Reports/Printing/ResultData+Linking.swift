import Figures

extension ResultData {
  /// Words of ours that lead to a row; as they are where there is none.
  func linked(_ words: String, to row: ResultRow?) -> String {
    row.flatMap(link).map { "[\(words)](\($0))" } ?? words
  }

  /// A plain text as Markdown, in which numbers lead to their rows. Words that are not found are passed
  /// over.
  ///
  /// - Parameter sources: in the order in which their words stand in the text.
  func linked(_ text: String, _ sources: [Figure.Source]) -> String {
    var markdown = ""
    var rest = text[...]
    for source in sources {
      guard let link = link(ResultRow(table: source.table, key: source.row)),
        let range = Self.range(of: source.words, in: rest)
      else { continue }
      markdown += MarkdownText.escaped(String(rest[..<range.lowerBound]))
      markdown += MarkdownText.linked(source.words, to: link)
      rest = rest[range.upperBound...]
    }
    return markdown + MarkdownText.escaped(String(rest))
  }

  /// The first that is no part of a longer number.
  private static func range(of words: String, in text: Substring) -> Range<Substring.Index>? {
    text.ranges(of: words).first { range in
      let before =
        range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      return !before.isNumber && !"+-\u{2212}.".contains(before) && !after.isNumber
    }
  }
}
