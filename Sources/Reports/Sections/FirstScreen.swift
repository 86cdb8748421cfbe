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
    if let matrix { blocks.append(matrix) }
    return blocks
  }

  /// The section that shows each claim's cells.
  static let matrix = "Which cells decide"

  /// Where each claim stands in its cells, once anything was run.
  private var matrix: Block? {
    guard !input.isEmpty else { return nil }
    let matrix = CellMatrix(input)
    return .paragraph(
      "A verdict hangs on cells, a model and an h: \(matrix.counts) "
        + "[The matrix of claims by cells](#\(HeadingAnchor.of(Self.matrix))) shows each.")
  }

  private func row(_ assessment: Assessment) -> [Table.Cell] {
    let row = ClaimRow(assessment)
    return [
      .named(row.id), .named(row.claim),
      .linked(row.ours, to: row.ours == "-" ? nil : data.link(.claim(row.id))),
      .named(row.published), .verdict(assessment.verdict.outcome),
    ]
  }
}
