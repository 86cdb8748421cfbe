import Claims
import Reports
import Timing

/// Comparisons as a terminal shows them: the tables of the report's section of timings.
struct TimingTable {
  let comparisons: [TimingComparison]
  /// Which have the paper's numbers.
  let claims: ClaimsFile

  var text: String {
    let steps = TimingTables.steps(comparisons.filter { !$0.id.isOperator }) { timing in
      claims.publishedRatio(timing.id, model: timing.model).map { RatioInterval.added($0) }
    }
    let tables = [
      steps, TimingTables.operators(comparisons.filter(\.id.isOperator)),
      TimingTables.settings(comparisons), TimingTables.gateParts(comparisons),
      TimingTables.softmaxParts(comparisons),
    ]
    return tables.filter { !$0.rows.isEmpty }.map(TerminalPrinter.text(of:))
      .joined(separator: "\n\n") + "\n"
  }
}
