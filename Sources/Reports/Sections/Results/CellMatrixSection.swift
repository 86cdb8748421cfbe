/// Which cells each claim rests on: the figure, and the same as a table.
struct CellMatrixSection: Section {
  let input: ReportInput

  let title = "Which cells each claim rests on"

  var body: [Block] {
    [
      """
      A claim is made up of the cells that the rung declared before training. Those that were not \
      declared are not tested, whatever their points suggest, and leave a claim no more than its sign; \
      one that was declared and is not there leaves the claim inconclusive.
      """,
      .figure(.matrix),
      .folded(summary: "The same as a table", [.table(CellMatrix(input.assessments).table)]),
    ]
  }
}
