import Claims
import Reports

/// The claims themselves, and what was fixed about each before the data.
struct ClaimsTable {
  private let claims: ClaimsFile

  init(_ claims: ClaimsFile) { self.claims = claims }

  var text: String {
    let rows = claims.claims.map(ClaimTerms.init)
    let table = Table(
      ["id", "kind", "of", "models", "published", "margin", "at most", "section"].map(
        Table.Column.text),
      rows: rows.map {
        [$0.id, $0.kind, $0.quantity, $0.models, $0.published, $0.margin, $0.ceiling, $0.section]
          .map(Table.Cell.text)
      })
    let sentences = rows.map { "\($0.id): \($0.sentence)" }
    return "\(TerminalPrinter.text(of: table))\n\n\(sentences.joined(separator: "\n"))"
  }
}
