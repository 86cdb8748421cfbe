import Claims
import Figures

extension ErrorRates {
  /// A row for each claim and scenario, for the report and for the command line alike.
  public var table: Table {
    func percent(_ share: Double?) -> Table.Cell {
      .optional(share.map { "\(NumberText.percent($0, places: 2)) %" })
    }
    return Table(
      [
        .text("id"), .text("what is true"), .number("consistent"), .number("contradicted"),
        .number("at most"),
      ],
      rows: rates.map { rate in
        [
          .text(rate.claim), .text(rate.scenario.words), percent(rate.falseConsistent),
          percent(rate.falseContradicted),
          .text(
            "\(NumberText.percent(rate.limit)) %" + (rate.isWithinLimit ? "" : ": exceeded")),
        ]
      })
  }

  /// What the table shows, in a sentence.
  public var words: String {
    let scenarios = Set(rates.map(\.scenarios)).sorted().map(NumberText.grouped)
    let exceeded = rates.filter { !$0.isWithinLimit }
    return
      "How often a verdict would be wrong, in \(list(scenarios)) simulated scenarios of each kind: "
      + (exceeded.isEmpty
        ? "every share is within its limit."
        : "\(exceeded.count) of \(counted(rates.count, "row")) exceed their limit.")
  }
}
