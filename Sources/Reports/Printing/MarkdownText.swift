/// Text as Markdown shows it unchanged, whoever it comes from.
///
/// Everything here goes by scalars: a sign with an accent above it is another Character, and the same
/// sign to whoever reads the file.
package enum MarkdownText {
  /// Words of others, such as an error's, in a paragraph: nothing in them is markup.
  package static func escaped(_ text: String) -> String {
    PlainText.oneLine(text).unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$": "\\\(scalar)"
      default: String(scalar)
      }
    }.joined()
  }

  /// The same as a link; as it is without a target.
  package static func linked(_ text: String, to link: String?) -> String {
    link.map { "[\(escaped(text))](\($0))" } ?? escaped(text)
  }

  /// A cell of a table. Its words may hold markup of ours, and a bar, a line's end or a tag of HTML
  /// only by accident.
  package static func cell(_ text: String) -> String {
    let line = Array(PlainText.oneLine(text).unicodeScalars)
    return line.indices.map { index in
      let next = index + 1 < line.count ? line[index + 1] : " "
      let beginsTag =
        line[index] == "<"
        && (next.properties.isAlphabetic || "/!?".unicodeScalars.contains(next))
      return beginsTag ? "&lt;" : line[index] == "|" ? "\\|" : String(line[index])
    }.joined()
  }

  /// Between backticks, as many as the text needs.
  package static func code(_ text: String) -> String {
    let text = PlainText.oneLine(text)
    let longest = text.unicodeScalars.split { $0 != "`" }.map(\.count).max() ?? 0
    guard longest > 0 else { return "`\(text)`" }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence) \(text) \(fence)"
  }

  /// A path as the target of a link or of a picture: its bytes other than letters, digits and a few
  /// signs as URLs write them.
  package static func link(_ path: String) -> String {
    path.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII
        && (character.isLetter || character.isNumber || "/.-_~".contains(character))
        ? String(character)
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}

/// Text within HTML.
package enum HTMLText {
  /// Between quotation marks or between tags.
  package static func escaped(_ text: String) -> String {
    PlainText.oneLine(text).unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "\"": "&quot;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(scalar)
      }
    }.joined()
  }
}

/// Text that people named, in one line of a file.
enum PlainText {
  /// Line ends and tabs as spaces, other control characters and signs that turn the direction of text as
  /// replacement characters.
  static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.replacing("\r\n", with: "\n").unicodeScalars.map { scalar in
          switch scalar {
          case "\n", "\r", "\t", "\u{2028}", "\u{2029}": return " "
          case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": return "\u{FFFD}"
          default: return scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
          }
        }))
  }
}
