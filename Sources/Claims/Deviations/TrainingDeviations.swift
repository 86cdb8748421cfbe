import Experiments
import Foundation
import Networks
import Paper

/// What the runs' configurations depart from.
extension DeviationLedger {
  static func trainingRows(_ planned: [PlannedRun]) -> [Row] {
    // No row depends on the arm or the seed.
    let planned = distinct(planned.map(\.settingAlone))
    func row(
      _ what: String, paper: (PlannedRun) -> String?, ours: (PlannedRun) -> String,
      caps: [Scope: Ceiling] = shape
    ) -> Row {
      let differs = planned.contains { paper($0) != ours($0) }
      return Row(
        what: what, paper: summary(planned, { paper($0) ?? "not said" }),
        ours: summary(planned, ours), caps: differs ? caps : [:])
    }
    return [
      row("data set", paper: { $0.recipe.paper.dataset }, ours: { $0.specification.data.label }),
      row(
        "classes", paper: { "\($0.recipe.paper.classes)" },
        ours: { "\($0.specification.model.classes)" }),
      row(
        "image size",
        paper: { _ in size(PaperModel.imageSize, PaperModel.imageSize, 3) },
        ours: { run in
          let model = run.specification.model
          return size(model.imageHeight, model.imageWidth, model.channels)
        }),
      row(
        "patches", paper: { "\($0.model.patches)" },
        ours: { "\($0.specification.model.patches)" }),
      row(
        "width", paper: { "\($0.model.shape.width)" },
        ours: { "\($0.specification.model.width)" }),
      row(
        "depth (layers)", paper: { "\($0.model.shape.depth)" },
        ours: { "\($0.specification.model.depth)" }),
      row(
        "heads", paper: { "\($0.model.shape.heads)" },
        ours: { "\($0.specification.model.heads)" }),
      row(
        "head width", paper: { "\($0.model.shape.headWidth)" },
        ours: { "\($0.specification.model.headWidth)" }),
      row(
        "steps", paper: { $0.recipe.paper.steps }, ours: { "\($0.specification.recipe.steps)" }),
      row(
        "images shown", paper: { "\($0.recipe.paper.epochs) epochs" }, ours: images),
      row(
        "batch", paper: { _ in "\(PaperConfiguration.batch)" },
        ours: { "\($0.specification.recipe.batch)" }),
      row(
        "peak learning rate", paper: { _ in PaperConfiguration.learningRate },
        ours: { $0.specification.recipe.learningRate.text }),
      row(
        "weight decay, not multiplied by the rate", paper: { _ in PaperConfiguration.weightDecay },
        ours: { $0.specification.recipe.weightDecay.text }),
      row(
        "gradient clipping (global norm)", paper: { _ in PaperConfiguration.clipNorm },
        ours: { $0.specification.recipe.clipNorm.text }),
      row(
        "warm-up (steps)", paper: { _ in "\(PaperConfiguration.warmUpSteps)" }, ours: warmUp),
      row(
        "augmentation", paper: { $0.recipe.augmentation(of: $0.model) },
        ours: { ownAugmentation($0) }),
      row(
        "position embedding", paper: { _ in PaperConfiguration.positionEmbedding },
        ours: { $0.specification.model.positionEmbedding.rawValue }),
      row(
        "pooling", paper: { $0.recipe.paper.pooling },
        ours: { $0.specification.model.pooling == .mean ? "mean" : "class token" }),
      row(
        "before the head", paper: { $0.recipe.paper.beforeHead },
        ours: { $0.specification.model.preLogits ? "dense layer with tanh" : "nothing" }),
      // The same rule, minus the logarithm of the number of other classes, gives another number.
      row("head bias", paper: { $0.recipe.paper.headBias }, ours: headBias, caps: [:]),
      row(
        "precision", paper: { _ in PaperConfiguration.precision }, ours: { _ in "float32" },
        caps: [.accuracy: .ratio, .transfer: .ratio]),
      row(
        "hardware of training", paper: { _ in PaperConfiguration.hardware }, ours: { _ in "CPU" },
        caps: [.accuracy: .ratio, .transfer: .ratio]),
    ]
  }

  /// One value where all runs agree; otherwise each with the recipes that have it, where these
  /// settle it, or else with the models.
  static func summary(_ planned: [PlannedRun], _ value: (PlannedRun) -> String) -> String {
    let values = distinct(planned.map(value))
    guard values.count > 1 else { return values.first ?? "" }
    let recipes = distinct(planned.map(\.recipe))
    let byRecipe =
      recipes.count > 1
      && recipes.allSatisfy { recipe in
        Set(planned.filter { $0.recipe == recipe }.map(value)).count == 1
      }
    let byModel = distinct(planned.map(\.model)).allSatisfy { model in
      Set(planned.filter { $0.model == model }.map(value)).count == 1
    }
    func place(_ run: PlannedRun) -> String {
      if byRecipe { return "\(run.recipe)" }
      return byModel || recipes.count == 1 ? "\(run.model)" : "\(run.model) \(run.recipe)"
    }
    return values.map { each in
      let places = distinct(planned.filter { value($0) == each }.map(place))
      return "\(each) (\(places.joined(separator: ", ")))"
    }.joined(separator: "; ")
  }

  private static func size(_ height: Int, _ width: Int, _ channels: Int) -> String {
    "\(height) x \(width), \(counted(channels, "channel"))"
  }

  private static func images(_ run: PlannedRun) -> String {
    let shown = run.specification.recipe.images
    let epochs = Double(shown) / Double(max(1, run.specification.data.trainingImages))
    return "\(shown) (\((epochs * 100).rounded() / 100) epochs)"
  }

  private static func warmUp(_ run: PlannedRun) -> String {
    "\(run.specification.recipe.warmUpSteps)"
  }

  private static func ownAugmentation(_ run: PlannedRun) -> String {
    switch run.specification.recipe.augmentation {
    case .none: "none"
    case .flipsAndShifts: "flips and shifts by up to 2 pixels; no RandAugment, no mixup"
    }
  }

  private static func headBias(_ run: PlannedRun) -> String {
    let bias = -log(Double(run.specification.model.classes - 1))
    return "\((bias * 10).rounded() / 10)"
  }
}
