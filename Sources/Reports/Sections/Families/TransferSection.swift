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
      .table(means), .table(draws),
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
        + [.number("mean of sets, %"), .number("seeds")],
      rows: input.runsOfArms(scored).map { group in
        let own = sets.map { set -> Table.Cell in
          let means = group.runs.compactMap { run in
            run.result.transfer?.first { $0.set.name == set }?.mean
          }
          return means.isEmpty ? .absent : .percent(Estimate.mean(means), places: 1)
        }
        let row =
          [.text("\(group.model)"), .text(group.arm.label)] + own
          + [.percent(group.meanTransfer, places: 1), .whole(group.runs.count)]
        let cell = input.evidence.cell(model: group.model, recipe: group.recipe, arm: group.arm)
        return row.linked(to: cell.flatMap { data.link(arm: $0) }, from: 2)
      })
  }

  private var draws: Table {
    Table(
      [
        .text("model"), .text("arm"), .number("seed"), .text("set"), .number("shots"),
        .text("accuracy of each draw, %"), .number("images"),
      ],
      rows: scored.flatMap { run in
        (run.result.transfer ?? []).map { score in
          let row: [Table.Cell] = [
            .text("\(run.planned.model)"), .text(Arm(run.planned.specification.model).label),
            .text("\(run.planned.specification.seed)"), .text(score.set.name),
            .whole(score.shots),
            .text(score.accuracies.map { NumberText.percent($0) }.joined(separator: ", ")),
            .count(score.evaluated),
          ]
          return row.linked(to: data.link(run: run.planned.specification.id), from: 5)
        }
      })
  }
}
