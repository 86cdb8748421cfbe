import Claims

/// Paper against ours, computed from the specifications, with what each departure rules out.
struct DeviationsSection: Section {
  let ledger: DeviationLedger

  let title = "Deviations from the paper"

  var body: [Block] {
    [
      """
      Computed from the specifications of the runs. A departure caps what may be compared: the sign of \
      a difference, its order and shape, ratios, or the value itself.
      """,
      .table(
        Table(
          [.text("what"), .text("paper"), .text("here"), .text("caps")],
          rows: ledger.rows.map {
            [.text($0.what), .text($0.paper), .named($0.ours), .text($0.effect)]
          })),
    ]
  }
}
