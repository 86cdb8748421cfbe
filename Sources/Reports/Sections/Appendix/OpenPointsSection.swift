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
              .text(list($0.sources.map(\.words))),
            ]
          }))
    ]
  }
}

extension PaperOpenPoint.Source {
  fileprivate var words: String {
    switch self {
    case .paper: "the paper's text"
    case .configuration: "the public code that the paper names"
    case .notes: "another reader's notes"
    case .recalled: "recalled, not checked"
    }
  }
}
