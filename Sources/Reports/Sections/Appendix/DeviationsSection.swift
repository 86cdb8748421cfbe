import Claims

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
          rows: rows.map { [.text($0.what), .text($0.paper), .named($0.ours)] })),
    ]
  }
}
