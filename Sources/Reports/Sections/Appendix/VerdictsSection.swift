import Claims

/// How verdicts are made, and why each is what it is.
struct VerdictsSection: Section {
  let input: ReportInput
  let data: ResultData

  let title = "How verdicts are made"

  var body: [Block] {
    [
      """
      When each verdict is given is fixed beforehand in the claims file. A look belongs to a cell (a \
      claim, a model and an h): it decides once, when all seeds that its rung plans are in, and what it \
      decides stays. Levels: \(input.evidence.look.sentence) How many claims are decided is not corrected \
      across claims: of fourteen, some may be wrong. The ceiling is the strongest \
      comparison that the deviations from the paper leave. To settle: how many more seeds, of the cell \
      that the verdict rests on, would settle the claim with 80 % power at the observed effect. df: degrees \
      of freedom of the residual variance, pooled over the complete arms of the cell's model.
      """,
      .table(input.assessments.verdictTable { data.link(.claim($0)) }),
      .paragraph(input.ruleNotes.joined(separator: " ")),
    ]
  }
}
