import Claims

/// Context beside our verdicts, never part of one.
struct FindingsOfOthersSection: Section {
  let assessments: Assessments

  let title = "What others found"

  var body: [Block] {
    [
      """
      Independent public results that bear on the claims, as a search in November 2026 found them. They \
      stand beside our verdicts and are part of none.
      """,
      .table(
        Table(
          [
            .text("where"), .text("setting"), .text("result"), .text("seeds"), .text("bears on"),
            .text("here"), .text("caveat"),
          ],
          rows: FindingOfOthers.all.map(row))),
    ]
  }

  private func row(_ finding: FindingOfOthers) -> [Table.Cell] {
    let bearings = finding.bearings.map { "\($0.claim) \($0.direction.rawValue): \($0.note)" }
    let verdicts = finding.bearings.compactMap { bearing in
      assessments[bearing.claim].map { "\(bearing.claim) \($0.verdict.outcome.rawValue)" }
    }
    return [
      .text(finding.place), .text(finding.setting), .text(finding.result),
      .text(finding.seeds.map(String.init) ?? "not said"),
      .text(bearings.joined(separator: "; ")), .text(verdicts.joined(separator: "; ")),
      .text(finding.caveat),
    ]
  }
}
