import Claims
import Experiments
import Figures

/// What a reader sees first: the answer with the numbers that carry it, its limits, every claim.
struct FirstScreen {
  let input: ReportInput
  let data: ResultData

  var body: [Block] {
    let answer = Answer(input, data: data)
    var blocks: [Block] = [.paragraph("**\(answer.sentence)**")]
    if !answer.numbers.isEmpty {
      blocks.append(.paragraph(answer.numbers.map { "- \($0)" }.joined(separator: "\n")))
    }
    blocks.append(.paragraph(answer.limits))
    if let missing = MissingSection(input) { blocks.append(.paragraph(missing.sentence)) }
    blocks.append(.figure(.claims))
    blocks.append(
      .table(
        Table(
          [.text("id"), .text("claim"), .text("ours"), .text("published"), .verdict("verdict")],
          rows: input.assessments.claims.map(row))))
    if let settling { blocks.append(settling) }
    return blocks
  }

  private func row(_ assessment: Assessment) -> [Table.Cell] {
    let row = ClaimRow(assessment)
    return [
      .named(row.id), .named(row.claim),
      .linked(row.ours, to: row.ours == "-" ? nil : data.link(claim: row.id)),
      .named(row.published), .verdict(assessment.verdict.outcome),
    ]
  }

  /// What would settle the claims that an affordable number of seeds settles.
  private var settling: Block? {
    let open = input.assessments.claims.filter { $0.seedsToSettle != nil }.map { assessment in
      "\(assessment.id) (\(ClaimRow(assessment).settling))"
    }
    return open.isEmpty
      ? nil
      : .paragraph(
        "At the observed effects more seeds of the deciding cell would settle \(list(open)), with 80 % "
          + "power.")
  }
}
