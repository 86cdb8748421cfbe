import Claims

/// Every claim with its verdict.
struct ClaimsSection: Section {
  let input: ReportInput

  let title = "Claims and verdicts"

  var body: [Block] {
    [
      """
      When each verdict is given is fixed beforehand in the claims file. The ceiling is the strongest \
      comparison that the deviations from the paper leave. To settle: how many more seeds, of the cell \
      that the verdict rests on, would settle the claim with 80 % power at the observed effect.
      """,
      .table(input.assessments.verdictTable),
      .paragraph(input.marginNotes.joined(separator: " ")),
      .figure(.claims),
    ]
  }
}
