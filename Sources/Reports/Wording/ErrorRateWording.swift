import Claims
import Figures

extension ErrorRates {
  /// A row for each claim and scenario, for the report and for the command line alike.
  ///
  /// - Parameter link: where a row's numbers lead.
  public func table(link: (Rate) -> String? = { _ in nil }) -> Table {
    func percent(_ share: Double?, of scenarios: Int) -> Table.Cell {
      .optional(share.map { Self.percent($0, of: scenarios) })
    }
    return Table(
      [
        .text("id"), .text("what is true"), .number("consistent"), .number("contradicted"),
        .number("at most"),
      ],
      rows: rates.map { rate in
        let cells: [Table.Cell] = [
          .text(rate.claim), .text(rate.scenario.words),
          percent(rate.falseConsistent, of: rate.scenarios),
          percent(rate.falseContradicted, of: rate.scenarios),
          .text(
            "\(NumberText.percent(rate.limit)) %" + (rate.isWithinLimit ? "" : ": exceeded")),
        ]
        return cells.linked(to: link(rate), from: 2)
      })
  }

  /// A simulated share. What never happened may still happen, and what always did may fail: a bound is
  /// shown then.
  private static func percent(_ share: Double, of scenarios: Int) -> String {
    if share == 0 {
      return "< \(NumberText.percent(ErrorRates.boundOfNone(in: scenarios), places: 2)) %"
    }
    if share == 1 {
      return
        "> \(NumberText.percent(1 - ErrorRates.boundOfNone(in: scenarios), places: 2)) %"
    }
    return share < 0.00005 ? "< 0.01 %" : "\(NumberText.percent(share, places: 2)) %"
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
