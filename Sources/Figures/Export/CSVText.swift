/// Cells of a table in CSV.
package enum CSVText {
  // Of scalars throughout: a sign with an accent above it is another Character, and the same sign to
  // whoever reads the file.

  /// Of words. A spreadsheet takes a cell that begins with one of these signs, some in their wide forms
  /// too, for a formula and may run it: an apostrophe before them makes it words, as such programs
  /// write it themselves.
  package static func words(_ text: String) -> String {
    let isFormula =
      text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
    return field(isFormula ? "'" + text : text)
  }

  /// Quoted where RFC 4180 asks for it, and without control characters other than line ends and tabs.
  package static func field(_ text: String) -> String {
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.properties.generalCategory != .control || "\n\r\t".unicodeScalars.contains(scalar)
            ? scalar : "\u{FFFD}"
        }))
    guard clean.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return clean
    }
    return "\"" + clean.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
