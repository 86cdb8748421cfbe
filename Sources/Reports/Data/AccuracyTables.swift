import Claims
import Experiments
import Figures
import Networks
import Statistics

extension DataTable {
  /// One row an arm of a model, a recipe and a length of training: means over its seeds.
  static func arms(_ input: ReportInput) -> DataTable {
    let lengths = TrainingLengths(input).groups.flatMap(\.cells)
    let cells = distinct(
      input.attentionEffects.flatMap { effect in
        input.evidence.cells(model: effect.model, recipe: effect.recipe)
      } + lengths
    ).filter { !$0.results.isEmpty }
    return DataTable(
      name: "arms", row: "an arm: runs that differ in their seeds alone",
      columns: [
        RowColumn("model", nil, "the paper's model that it stands for") {
          .text("\($0.key.model)")
        },
        RowColumn("preset_recipe", nil, "the paper's recipe that it follows") {
          .text("\($0.key.recipe)")
        },
        RowColumn("arm", nil, "what is compared, in words") { .text($0.key.arm.label) },
        RowColumn("images", nil, "shown in training") { .whole($0.images) },
        RowColumn("n", "seeds", "finished") { .whole($0.results.count) },
        RowColumn("n_planned", "seeds", "of the preset") { .whole($0.seeds.count) },
        RowColumn("diverged", "seeds", "that score chance") { .whole($0.diverged) },
        RowColumn("mean_accuracy", "share", "over seeds, from 0 to 1") {
          .number(Estimate.mean($0.percentages) / 100)
        },
        RowColumn("lowest_accuracy", "share", "of its seeds") {
          .optional($0.percentages.min().map { $0 / 100 })
        },
        RowColumn("highest_accuracy", "share", "of its seeds") {
          .optional($0.percentages.max().map { $0 / 100 })
        },
        RowColumn("mean_final_loss", nil, "of training, over seeds; empty where one diverged") {
          .optional($0.meanFinalLoss)
        },
        RowColumn(
          "mean_transfer_accuracy", "share", "10-shot, over seeds and sets; empty where not scored"
        ) {
          let values = $0.transferAccuracies.sorted { $0.key < $1.key }.map(\.value)
          return .optional(values.isEmpty ? nil : Estimate.mean(values))
        },
        RowColumn("lowest_transfer_accuracy", "share", "of its seeds") {
          .optional($0.transferAccuracies.values.min())
        },
        RowColumn("highest_transfer_accuracy", "share", "of its seeds") {
          .optional($0.transferAccuracies.values.max())
        },
        eachSeed,
      ], rows: cells
    ) { armKey($0) }
  }

  private static var eachSeed: RowColumn<Cell> {
    RowColumn("each_seed", "share", "accuracy by ascending seed, separated by spaces") {
      .text($0.percentages.map { Value.number($0 / 100).csv }.joined(separator: " "))
    }
  }

  /// By which an arm is found.
  static func armKey(_ cell: Cell) -> String {
    "\(cell.key.model) \(cell.key.recipe) \(cell.images) \(cell.key.arm.label)"
  }

  /// One row an arm in a setting of somebody's own sweeps: means over its seeds.
  static func sweeps(_ input: ReportInput) -> DataTable {
    let places: [RowColumn<Cell>] = [
      RowColumn("model", nil, "the paper's model that it stands for") { .text("\($0.key.model)") },
      RowColumn("preset_recipe", nil, "the paper's recipe that it follows") {
        .text("\($0.key.recipe)")
      },
      RowColumn("arm", nil, "what is compared, in words") { .text($0.key.arm.label) },
    ]
    let fields = SweepField.allCases.map { field in
      RowColumn<Cell>(field.rawValue, nil, "as a preset's field of that name") {
        .text(field.text(of: $0.specification))
      }
    }
    let results: [RowColumn<Cell>] = [
      RowColumn("n", "seeds", "finished") { .whole($0.results.count) },
      RowColumn("n_planned", "seeds", "of the preset") { .whole($0.seeds.count) },
      RowColumn("mean_accuracy", "share", "over seeds, from 0 to 1; empty without one") {
        .optional($0.results.isEmpty ? nil : Estimate.mean($0.percentages) / 100)
      },
      eachSeed,
    ]
    return DataTable(
      name: "sweeps", row: "an arm in a setting of a sweep: runs that differ in their seeds alone",
      columns: places + fields + results, rows: input.sweptCells
    ) { settingKey($0) }
  }

  /// By which a cell of a sweep is found.
  static func settingKey(_ cell: Cell) -> String {
    ([armKey(cell)] + SweepField.allCases.map { $0.text(of: cell.specification) })
      .joined(separator: " ")
  }

  /// One row a difference of arms, paired by seed: those of the attention effect, of the figures of options,
  /// and of other lengths of training.
  static func differences(_ input: ReportInput) -> DataTable {
    let effects = input.attentionEffects.flatMap { effect in
      effect.contrasts.filter { $0.estimate != nil }.map { contrast in
        Difference(
          model: "\(effect.model)", recipe: "\(effect.recipe)", name: contrast.name,
          estimate: contrast.estimate ?? 0,
          interval: contrast.low.flatMap { low in
            contrast.high.flatMap { high in contrast.level.map { (low, high, $0) } }
          },
          pooledArms: contrast.pooledArms, degreesOfFreedom: contrast.degreesOfFreedom,
          errors: effect.errors(of: contrast, in: input.evidence),
          means: means(contrast, effect, input.evidence),
          values: contrast.differences.map(\.value))
      }
    }
    let known = Set(effects.map { "\($0.model) \($0.recipe) \($0.name)" })
    let options = AttentionOption.allDifferences(input).filter {
      !known.contains("\($0.model) \($0.recipe) \($0.name)")
    }.compactMap { option -> Difference? in
      option.paired(input.evidence).map { paired in
        Difference(
          model: "\(option.model)", recipe: "\(option.recipe)", name: option.name,
          estimate: Estimate.mean(paired.differences),
          interval: paired.interval.map { ($0.low, $0.high, $0.level) },
          pooledArms: paired.pooledArms, degreesOfFreedom: paired.degreesOfFreedom,
          means: paired.means, values: paired.differences)
      }
    }
    let lengths = TrainingLengths(input).groups.flatMap { group in
      TrainingLengths.pairs.flatMap { pair in
        group.lengths.compactMap { images -> Difference? in
          let values = group.differences(pair, images)
          return values.isEmpty
            ? nil
            : Difference(
              model: "\(group.model)", recipe: "\(group.recipe)", name: pair.name,
              images: images, estimate: Estimate.mean(values) / 100,
              values: values.map { $0 / 100 })
        }
      }
    }
    func points(_ share: Double?) -> Value { .optional(share.map { $0 * 100 }) }
    return DataTable(
      name: "differences", row: "a difference of arms, paired by seed",
      columns: [
        RowColumn("model", nil, "the paper's model that it stands for") { .text($0.model) },
        RowColumn("preset_recipe", nil, "the paper's recipe that it follows") { .text($0.recipe) },
        RowColumn("difference", nil, "of which arms, in words") { .text($0.name) },
        RowColumn(
          "images", nil,
          "shown in training; empty where it is the length at which claims are decided"
        ) { .optional($0.images) },
        RowColumn("estimate", "points", "mean over seeds") { points($0.estimate) },
        RowColumn("low", "points", "end of the interval") { points($0.interval?.low) },
        RowColumn("high", "points", "end of the interval") { points($0.interval?.high) },
        RowColumn("level", "share", "confidence level of the interval, from 0 to 1") {
          .optional($0.interval?.level)
        },
        RowColumn("n", "seeds", "that both arms have") { .whole($0.values.count) },
        RowColumn("accuracy", "share", "of the first arm over these seeds, from 0 to 1") {
          .optional($0.means?.arm)
        },
        RowColumn("accuracy_against", "share", "of the second arm over these seeds") {
          .optional($0.means?.against)
        },
        RowColumn("lowest", "points", "of the seeds' differences") { points($0.values.min()) },
        RowColumn("highest", "points", "of the seeds' differences") { points($0.values.max()) },
        RowColumn("pooled_arms", "arms", "over which the residual variance is pooled") {
          .optional($0.pooledArms)
        },
        RowColumn("degrees_of_freedom", nil, "of the interval's variance; empty without one") {
          .optional($0.degreesOfFreedom)
        },
        RowColumn("error", "points", "standard error where seeds and images are both a sample") {
          points($0.errors?.both)
        },
        RowColumn("error_of_seeds", "points", "the test set held fixed") {
          points($0.errors?.seeds)
        },
        RowColumn("error_of_images", "points", "the trained models held fixed") {
          points($0.errors?.images)
        },
        RowColumn("each_seed", "points", "by ascending seed, separated by spaces") {
          .text($0.values.map { Value.number($0 * 100).csv }.joined(separator: " "))
        },
      ], rows: effects + options + lengths
    ) { "\($0.model) \($0.recipe) \($0.images.map { "\($0) " } ?? "")\($0.name)" }
  }

  /// One row an arm that an independent implementation trained on as many images.
  static func independent(_ input: ReportInput) -> DataTable {
    let comparison = EngineComparison(input)
    func of(_ row: EngineComparison.Row, _ part: (Statistics.Interval) -> Double) -> Value {
      .optional(comparison.interval(row).map(part))
    }
    return DataTable(
      name: "independent", row: "an arm beside the same of an independent PyTorch implementation",
      columns: [
        RowColumn("model", nil, "the paper's model that it stands for") { _ in
          .text("\(comparison.known.model)")
        },
        RowColumn("arm", nil, "what is compared, in words") { .text($0.arm.label) },
        RowColumn("images", nil, "shown in training, by both") { _ in
          .whole(comparison.known.images)
        },
        RowColumn("torch_mean", "percent", "PyTorch's accuracy, over seeds") {
          .number(Estimate.mean($0.theirs))
        },
        RowColumn("torch_n", "seeds", "of PyTorch") { .whole($0.theirs.count) },
        RowColumn("mean", "percent", "accuracy here, over seeds") {
          .number(Estimate.mean($0.ours.percentages))
        },
        RowColumn("n", "seeds", "finished here") { .whole($0.ours.percentages.count) },
        RowColumn("difference", "points", "here minus PyTorch; empty with a single seed") {
          of($0, \.estimate)
        },
        RowColumn("low", "points", "end of Welch's interval") { of($0, \.low) },
        RowColumn("high", "points", "end of Welch's interval") { of($0, \.high) },
        RowColumn("level", "share", "confidence level of the interval, from 0 to 1") {
          of($0, \.level)
        },
      ], rows: comparison.rows
    ) { $0.arm.label }
  }

  /// Of the two arms over the seeds of their difference; nil where it is no difference of two.
  private static func means(
    _ contrast: AttentionEffect.Contrast, _ effect: AttentionEffect, _ evidence: Evidence
  ) -> (arm: Double, against: Double)? {
    guard let (arm, against) = contrast.kind.arms else { return nil }
    func mean(_ arm: Arm) -> Double? {
      let cell = evidence.cell(model: effect.model, recipe: effect.recipe, arm: arm)
      let values = contrast.differences.compactMap { cell?.accuracies[$0.seed] }
      return values.isEmpty ? nil : Estimate.mean(values)
    }
    return mean(arm).flatMap { first in mean(against).map { (first, $0) } }
  }

  private struct Difference {
    let model: String
    let recipe: String
    let name: String
    /// Nil at the length at which claims are decided.
    var images: Int?
    /// A share of the test images, as the interval and the errors are.
    let estimate: Double
    var interval: (low: Double, high: Double, level: Double)?
    var pooledArms: Int?
    var degreesOfFreedom: Int?
    var errors: AttentionEffect.Errors?
    var means: (arm: Double, against: Double)?
    let values: [Double]
  }
}

extension Cell {
  /// Mean training loss of the last interval; nil where a run diverged or has no loss.
  var meanFinalLoss: Double? {
    let losses = results.sorted { $0.key < $1.key }.compactMap { $0.value.record?.losses.last }
    return diverged > 0 || losses.isEmpty || losses.count < results.count
      || !losses.allSatisfy(\.isFinite)
      ? nil : Estimate.mean(losses)
  }
}
