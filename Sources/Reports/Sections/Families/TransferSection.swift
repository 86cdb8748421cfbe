import Claims
import Experiments
import Figures
import Statistics

/// The right panel of Figure 1, in numbers.
struct TransferSection {
  let input: ReportInput
  let data: ResultData

  var body: [Block] {
    guard !sets.isEmpty else { return ["No run was scored on another data set."] }
    let one = scored.first?.result.transfer?.first
    return [
      """
      A linear probe of frozen representations: \(one?.shots ?? 0) labelled images of each class, \
      standardised by their own mean and deviation, ridge regression in closed form, \
      \(counted(one?.accuracies.count ?? 0, "draw")) of shots. The paper has eight sets, so for S3 at \
      most a sign can be compared.
      """,
      .table(means),
      "Every draw of every run stands in [runs.csv](results/runs.csv).",
    ]
  }

  private var scored: [FinishedRun] {
    input.finished.filter { $0.result.transfer?.isEmpty == false }
  }

  private var sets: [String] {
    Set(scored.flatMap { ($0.result.transfer ?? []).map(\.set.name) }).sorted()
  }

  private var means: Table {
    Table(
      [.text("model"), .text("arm")] + sets.map { .number("\($0), %") }
        + [.number("mean of sets, %"), .text("each seed"), .number("seeds")],
      rows: input.runsOfArms(scored).map { group in
        let cell = input.evidence.cell(model: group.model, recipe: group.recipe, arm: group.arm)
        let link = cell.flatMap { data.link(.arm($0)) }
        let runs = group.runs.sorted {
          $0.planned.specification.seed < $1.planned.specification.seed
        }
        let seeds = Table.Cell.seeds(
          runs.compactMap(\.result.transferAccuracy),
          links: runs.filter { $0.result.transferAccuracy != nil }.map {
            data.link(.run($0.planned.specification.id))
          }, all: link
        ) { NumberText.percent($0) }
        let own = sets.map { set -> Table.Cell in
          let means = group.runs.compactMap { run in
            run.result.transfer?.first { $0.set.name == set }?.mean
          }
          return means.isEmpty ? .absent : .percent(Estimate.mean(means), places: 1)
        }
        let row =
          [.text("\(group.model)"), .text(group.arm.label)] + own
          + [.percent(group.meanTransfer, places: 1), seeds, .whole(group.runs.count)]
        return row.linked(to: link, from: 2)
      })
  }
}
