import Claims
import Figures
import Foundation

/// Paper against ours, computed from the specifications, with what each departure rules out.
struct DeviationsSection: Section {
  let ledger: DeviationLedger

  static let heading = "Deviations from the paper"
  let title = Self.heading

  var body: [Block] {
    [
      """
      Computed from the specifications of the runs. A departure caps what may be compared: the sign of \
      a difference, its order and shape, ratios, or the value itself. Rows of one consequence stand \
      together, those without any last.
      """
    ] + effects.flatMap(blocks)
  }

  /// Each consequence once, in the order in which they come first; none of it last.
  private var effects: [String] {
    let rows = ledger.rows.filter { !$0.weakensNothing } + ledger.rows.filter(\.weakensNothing)
    return distinct(rows.map(\.effect))
  }

  private func blocks(_ effect: String) -> [Block] {
    let rows = ledger.rows.filter { $0.effect == effect }
    let consequence =
      rows[0].weakensNothing
      ? "These rule nothing out" : "These leave no more than \(effect)"
    return [
      .paragraph("\(consequence) (\(counted(rows.count, "row"))):"),
      .table(
        Table(
          [.text("what"), .text("paper"), .text("here")],
          rows: rows.map { row in
            [.text(row.what), .text(Self.grouped(row.paper)), .named(Self.grouped(row.ours))]
          })),
    ]
  }

  /// Whole numbers from a thousand on with their commas.
  private static func grouped(_ words: String) -> String {
    words.replacing(/[0-9.]+/) { match in
      match.output.count > 3
        ? Int(match.output).map(NumberText.grouped) ?? String(match.output) : String(match.output)
    }
  }
}
