import Claims

/// Where the paper does not say, or says two things.
struct OpenPointsSection: Section {
  let title = "What the paper leaves open or contradicts"

  var body: [Block] {
    [
      .table(
        Table(
          [.text("what"), .text("found"), .text("what we chose"), .text("known from")],
          rows: PaperOpenPoint.all.map {
            [
              .text($0.subject), .text($0.finding), .text($0.choice),
              .text(list($0.sources.map(\.rawValue))),
            ]
          }))
    ]
  }
}
