import Experiments
import Foundation
import Networks
import Timing

/// Where this replication departs from the paper, computed from the specifications of its runs, and
/// what each departure forbids to say.
public struct DeviationLedger: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// What is compared, such as "width".
    public let what: String
    public let paper: String
    public let ours: String
    /// The strongest comparison that the departure leaves, for each family that it touches; empty
    /// where there is none.
    public let caps: [Scope: Ceiling]

    /// Whether ours is the paper's, or close enough to weaken nothing.
    public var weakensNothing: Bool { caps.isEmpty }

    /// In words, such as "accuracy: order and shape"; "nothing" where nothing is capped.
    public var effect: String {
      let parts = Scope.allCases.compactMap { scope in
        caps[scope].map { "\(scope.rawValue): \($0.rawValue)" }
      }
      return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
    }
  }

  public let rows: [Row]

  public init(_ evidence: Evidence) {
    let planned = evidence.cells.values.sorted { $0.key < $1.key }.flatMap(\.planned)
    rows =
      (planned.isEmpty ? [] : Self.trainingRows(planned))
      + (evidence.timings.isEmpty ? [] : Self.timingRows(evidence.timings))
  }

  /// The strongest comparison that all departures together leave to a family.
  public func cap(_ scope: Scope) -> Ceiling {
    rows.compactMap { $0.caps[scope] }.min() ?? .absoluteValue
  }

  /// What a departure in data, model or recipe leaves: an order and a shape may still be compared,
  /// a size may not.
  private static let shape: [Scope: Ceiling] = [
    .accuracy: .orderAndShape, .transfer: .orderAndShape,
  ]

  private static func trainingRows(_ planned: [PlannedRun]) -> [Row] {
    let paperModel = { (run: PlannedRun) in ScaledModel.named(run.model)?.paper }
    let paperRecipe = { (run: PlannedRun) in PaperConfiguration.recipes[run.recipe] }
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
      row("data set", paper: { paperRecipe($0)?.dataset }, ours: { $0.specification.data.name }),
      row(
        "classes", paper: { paperRecipe($0).map { "\($0.classes)" } },
        ours: { "\($0.specification.model.classes)" }),
      row(
        "image size", paper: { _ in size(PaperConfiguration.imageSize, 3) },
        ours: { size($0.specification.model.imageHeight, $0.specification.model.channels) }),
      row(
        "patches", paper: { paperModel($0).map { "\(patches($0))" } },
        ours: { "\($0.specification.model.patches)" }),
      row(
        "width", paper: { paperModel($0).map { "\($0.width)" } },
        ours: { "\($0.specification.model.width)" }),
      row(
        "depth (layers)", paper: { paperModel($0).map { "\($0.depth)" } },
        ours: { "\($0.specification.model.depth)" }),
      row(
        "heads", paper: { paperModel($0).map { "\($0.heads)" } },
        ours: { "\($0.specification.model.heads)" }),
      row(
        "head width", paper: { paperModel($0).map { "\($0.headWidth)" } },
        ours: { "\($0.specification.model.headWidth)" }),
      row(
        "steps", paper: { paperRecipe($0)?.steps }, ours: { "\($0.specification.recipe.steps)" }),
      row(
        "images shown", paper: { paperRecipe($0).map { "\($0.epochs) epochs" } }, ours: images),
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
      row("augmentation", paper: augmentation, ours: { ownAugmentation($0) }),
      row(
        "position embedding", paper: { _ in PaperConfiguration.positionEmbedding },
        ours: { $0.specification.model.positionEmbedding.rawValue }),
      row(
        "pooling", paper: { paperRecipe($0)?.pooling },
        ours: { $0.specification.model.pooling == .mean ? "mean" : "class token" }),
      row(
        "before the head", paper: { paperRecipe($0)?.beforeHead },
        ours: { $0.specification.model.preLogits ? "dense layer with tanh" : "nothing" }),
      // The same rule, minus the logarithm of the number of other classes, gives another number.
      row("head bias", paper: { paperRecipe($0)?.headBias }, ours: headBias, caps: [:]),
      row(
        "precision", paper: { _ in PaperConfiguration.precision }, ours: { _ in "float32" },
        caps: [.accuracy: .ratio, .transfer: .ratio]),
      row(
        "hardware of training", paper: { _ in PaperConfiguration.hardware }, ours: { _ in "CPU" },
        caps: [.accuracy: .ratio, .transfer: .ratio]),
      Row(
        what: "seeds of an arm", paper: PaperConfiguration.seeds, ours: seeds(planned), caps: [:]),
    ]
  }

  private static func timingRows(_ timings: [TimingComparison]) -> [Row] {
    func listed(_ values: [String]) -> String { distinct(values).joined(separator: "; ") }
    return [
      Row(
        what: "hardware of timing", paper: PaperConfiguration.hardware,
        ours: listed(timings.map { "CPU: \($0.processor)" }), caps: [.timing: .ratio]),
      Row(
        what: "what is timed", paper: "core hours of whole trainings",
        ours: listed(timings.map { "\($0.model): \($0.setting)" }), caps: [.timing: .ratio]),
    ]
  }

  /// One value where all runs agree; otherwise each with the models that have it.
  private static func summary(_ planned: [PlannedRun], _ value: (PlannedRun) -> String) -> String {
    let values = distinct(planned.map(value))
    guard values.count > 1 else { return values.first ?? "" }
    return values.map { each in
      let models = distinct(planned.filter { value($0) == each }.map(\.model))
      return "\(each) (\(models.joined(separator: ", ")))"
    }.joined(separator: "; ")
  }

  private static func distinct(_ values: [String]) -> [String] {
    var seen = Set<String>()
    return values.filter { seen.insert($0).inserted }
  }

  private static func size(_ side: Int, _ channels: Int) -> String {
    "\(side) x \(side), \(counted(channels, "channel"))"
  }

  /// Of the paper's model, without a class token.
  private static func patches(_ shape: ScaledModel.Shape) -> Int {
    let side = PaperConfiguration.imageSize / shape.patch
    return side * side
  }

  private static func images(_ run: PlannedRun) -> String {
    let shown = run.specification.recipe.images
    let epochs = Double(shown) / Double(max(1, run.specification.data.trainingImages))
    return "\(shown) (\((epochs * 100).rounded() / 100) epochs)"
  }

  private static func warmUp(_ run: PlannedRun) -> String {
    "\(run.specification.recipe.warmUpSteps)"
  }

  private static func augmentation(_ run: PlannedRun) -> String? {
    if run.recipe == "i1k" {
      return "crops and flips, RandAugment(2, 15), mixup \(run.model == "S/32" ? "0.2" : "0.5")"
    }
    return PaperConfiguration.augmentations[run.model]
      .map { "crops and flips, RandAugment and mixup \($0)" }
  }

  private static func ownAugmentation(_ run: PlannedRun) -> String {
    switch run.specification.recipe.augmentation {
    case .none: "none"
    case .flipsAndShifts: "flips and shifts by up to 2 pixels"
    }
  }

  private static func headBias(_ run: PlannedRun) -> String {
    let bias = -log(Double(run.specification.model.classes - 1))
    return "\((bias * 10).rounded() / 10)"
  }

  private static func seeds(_ planned: [PlannedRun]) -> String {
    var counts: [CellKey: Set<UInt64>] = [:]
    for run in planned {
      let key = CellKey(
        model: run.model, recipe: run.recipe, arm: Arm(run.specification.model))
      counts[key, default: []].insert(run.specification.seed)
    }
    let numbers = counts.values.map(\.count)
    guard let fewest = numbers.min(), let most = numbers.max() else { return "none" }
    return fewest == most ? "\(fewest)" : "\(fewest) to \(most)"
  }
}
