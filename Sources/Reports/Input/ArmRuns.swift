import Claims
import Experiments
import Paper
import Statistics

/// The finished runs of one arm of one model under one recipe.
struct ArmRuns {
  let model: PaperModel
  let recipe: RecipeName
  let arm: Arm
  /// In the order of their seeds.
  let runs: [FinishedRun]

  /// Mean over seeds of the mean over sets, in [0, 1].
  var meanTransfer: Double {
    Estimate.mean(runs.compactMap(\.result.transferAccuracy))
  }
}

extension ReportInput {
  /// In the order in which models and arms come first; without runs of other lengths of training.
  func runsOfArms(_ runs: [FinishedRun]) -> [ArmRuns] {
    var order: [CellKey] = []
    var members: [CellKey: [FinishedRun]] = [:]
    for run in runs where run.planned.panel == .claims {
      let key = CellKey(
        model: run.planned.model, recipe: run.planned.recipe,
        arm: Arm(run.planned.specification.model))
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(run)
    }
    return order.map { key in
      ArmRuns(
        model: key.model, recipe: key.recipe, arm: key.arm,
        runs: (members[key] ?? []).sorted {
          $0.planned.specification.seed < $1.planned.specification.seed
        })
    }
  }
}
