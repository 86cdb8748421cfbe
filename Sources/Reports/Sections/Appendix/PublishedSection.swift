import Claims

/// Our estimates beside what the paper states, with where it does and the margins.
struct PublishedSection: Section {
  let input: ReportInput
  let data: ResultData

  let title = "Ours against published"

  var body: [Block] {
    [
      """
      Estimates are those of the cell that the verdict rests on; differences of accuracy are in points \
      of the test set, times in per cent of the time that they are compared with. The paper prints one \
      number, the gate's cost; its figures' points could not be read.
      """,
      .table(input.assessments.publishedTable { data.link(.claim($0)) }),
    ]
  }
}
