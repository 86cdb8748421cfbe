import Claims
import Figures
import Reports

/// How often each claim is falsely decided on the ladder, beside what its levels allow.
struct LadderErrorTable {
  let errors: LadderErrors

  var text: String {
    let percent = { (share: Double) in NumberText.percent(share, places: 1) + " %" }
    let table = Table(
      [
        .text("claim"), .number("falsely decided"), .number("at most"), .text("where"),
        .number("disturbed"), .text("where"),
      ],
      rows: errors.rows.map { row in
        [
          .text(row.claim), .text(percent(row.worst.share)), .text(percent(errors.bound)),
          .text(row.worst.scenario.words), .text(percent(row.disturbed.share)),
          .text(row.disturbed.scenario.words),
        ]
      })
    let error = 3 * (errors.bound * (1 - errors.bound) / Double(errors.scenarios)).squareRoot()
    return """
      The share of simulated stores in which someone who looks at each rung and stops at the first decision
      gets a false one, in the worst scenario of each claim. At most is the sum of the rungs' levels;
      \(NumberText.grouped(errors.scenarios)) stores show it to within \(percent(error)), three standard errors.
      Disturbed: heavy tails, or a seed that diverges, of which the levels promise nothing.

      \(TerminalPrinter.text(of: table))
      """
  }
}
