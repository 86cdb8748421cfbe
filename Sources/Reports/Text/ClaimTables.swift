import Claims

extension Assessments {
  private var rows: [ClaimRow] { claims.map(ClaimRow.init) }

  /// Claims with their verdicts, and why; numbers lead to where a claim's row lies.
  public func verdictTable(link: (_ id: String) -> String? = { _ in nil }) -> Table {
    Table(
      [
        .text("id"), .text("claim"), .verdict("verdict"), .text("rests on"), .text("why"),
        .text("in the claimed direction"), .text("n"), .text("ceiling"), .text("to settle"),
        .number("df"),
      ],
      rows: rows.map {
        [
          .named($0.id), .named($0.claim), .text($0.verdict), .text($0.scope),
          .namedLink($0.reason, to: Reason.holdsNumbers($0.reason) ? link($0.id) : nil),
          .text($0.seedsInClaimedDirection),
          .text($0.replicates), .text($0.ceiling),
          .linked($0.settling, to: $0.settling == "-" ? nil : link($0.id)),
          .text($0.degreesOfFreedom),
        ]
      })
  }

  /// Published values beside ours, which lead to where a claim's row lies.
  public func publishedTable(link: (_ id: String) -> String? = { _ in nil }) -> Table {
    Table(
      [
        .text("id"), .text("where"), .text("published"), .text("ours"), .text("margin"),
        .verdict("verdict"),
      ],
      rows: rows.map {
        [
          .named($0.id), .named($0.place), .named($0.published),
          .linked($0.ours, to: $0.ours == "-" ? nil : link($0.id)), .text($0.margin),
          .text($0.verdict),
        ]
      })
  }

  /// The verdicts in short, for places beside the report.
  public var shortTable: Table {
    Table(
      [.text("id"), .text("claim"), .text("ours"), .text("published"), .verdict("verdict")],
      rows: rows.map {
        [.named($0.id), .named($0.claim), .text($0.ours), .named($0.published), .text($0.verdict)]
      })
  }

  /// Such as "1 consistent at our scale, 5 inconclusive and 8 not tested".
  public var countsSentence: String {
    list(counts.filter { $0.count > 0 }.map { "\($0.count) \($0.outcome.rawValue)" })
  }
}
