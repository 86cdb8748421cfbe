import Claims
import Reports

/// Ours against published, claim by claim.
struct VerdictTable {
  private let input: ReportInput

  init(_ input: ReportInput) { self.input = input }

  private var errorRates: String {
    guard let errorRates = input.errorRates else {
      return "How often a verdict would be wrong is not known for this store yet; the verb report "
        + "computes it."
    }
    return "\(errorRates.words)\n\n\(TerminalPrinter.text(of: errorRates.table()))"
  }

  var text: String {
    let rows = input.assessments.claims.map(ClaimRow.init)
    let table = Table(
      [
        "id", "published", "ours", "margin", "n", "agreeing", "verdict", "rests on", "at most",
        "to settle",
      ].map(Table.Column.text),
      rows: rows.map {
        [
          $0.id, $0.published, $0.ours, $0.margin, $0.replicates, $0.seedsInClaimedDirection,
          $0.verdict, $0.scope, $0.ceiling, $0.settling,
        ].map(Table.Cell.text)
      })
    let reasons = rows.map { "\($0.id): \($0.claim) \($0.reason)" }
    return [
      TerminalPrinter.text(of: table), "", reasons.joined(separator: "\n"), "",
      (input.ruleNotes + input.revisionNotes).joined(separator: "\n"), "", errorRates, "",
      "\(input.preset.name), \(input.finished.count) of "
        + "\(counted(input.preset.runs.count, "run")): \(input.assessments.countsSentence).",
    ].joined(separator: "\n")
  }
}
