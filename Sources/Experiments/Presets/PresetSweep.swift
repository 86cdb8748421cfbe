import Datasets
import Networks
import Paper

/// One sweep of a preset's file: some models and recipes, trained alike, over a list of cells.
struct PresetSweep {
  /// What a whole file shares.
  struct Setting {
    var data: DatasetIdentity
    var scale: ModelScale
    /// At hand besides the digits.
    var transfer: [TransferSet]
    /// Whether the sweeps stand beside those of a preset that ships with the project, whose cells
    /// were declared before.
    var isAddition: Bool
  }

  /// A cell's arms, the seeds of each, and whether they decide claims.
  private struct Cell {
    var arms: [Arm]
    var seeds: [UInt64]
    var confirmatory: Bool
  }

  struct Arm {
    var attention: AttentionKind
    var gate: VisionTransformerConfiguration.Gate
    var qkNorm: Bool
  }

  /// Model by model, recipe by recipe, line by line of the cells, in a line seed by seed, and for each
  /// seed all that the sweep's lists come to: whenever training stops, arms and settings are paired over
  /// the seeds so far.
  let runs: [PlannedRun]

  /// - Parameter room: how many runs it may have, counted before any is made: lists multiply, and a
  ///   short file can ask for more than any memory holds.
  init(_ value: PresetValue, _ setting: Setting, room: Int) throws(ExperimentError) {
    let keys = try value.mapping(
      required: ["model", "cells"],
      optional: ["families", "recipe"] + SweepField.allCases.map(\.rawValue)
        + ["evaluationImages", "panel", "transfer"])
    switch (keys["images"], keys["epochs"]) {
    case (nil, nil): throw value.problem(.missingKey("images"))
    case (_?, let epochs?): throw epochs.problem(.imagesAndEpochs)
    default: break
    }
    let models = try keys["model"]!.values()
    let recipes = try keys["recipe"]?.values() ?? []
    let places = models.count * max(1, recipes.count)
    let settings = try SweepSetting.cross(keys, room: room / places)
    let panel =
      try keys["panel"]?.choice(among: PlannedRun.Panel.allCases)
      ?? (setting.isAddition || settings.count > 1 ? .sweep : .claims)
    var families: [Family] = []
    for family in try keys["families"]?.values() ?? [] {
      families.append(Family(rawValue: try family.choice(Family.allCases.map(\.rawValue)))!)
    }
    var transfer = Set(families.contains(.scaling) ? setting.transfer : [])
    for value in try keys["transfer"]?.values() ?? [] {
      transfer.insert(try value.transferSet(among: [.digits] + setting.transfer))
    }
    // A set with a smaller test part is evaluated on all of it.
    let evaluationImages = min(
      try keys["evaluationImages"]?.integer(atLeast: 1) ?? .max, setting.data.testImages)
    var cells: [Cell] = []
    var left = room / places / settings.count
    for value in try keys["cells"]!.sequence() {
      let cell = try Self.cell(value, room: left)
      if cell.confirmatory && panel != .claims {
        throw value.problem(.confirmatoryOutsideClaims(panel))
      }
      left -= cell.arms.count * cell.seeds.count
      cells.append(cell)
    }

    var runs: [PlannedRun] = []
    for modelValue in models {
      let name = try modelValue.choice(among: PaperModel.inPaper)
      let model = ScaledModel(name)!
      for recipe in try Self.recipes(recipes) {
        let trainings = try settings.map { (own) throws(ExperimentError) in
          try own.recipe(recipe, setting.scale, of: setting.data)
        }
        for cell in cells {
          var configurations: [[VisionTransformerConfiguration]] = []
          for own in settings {
            configurations.append(
              try cell.arms.map { (arm) throws(ExperimentError) in
                try own.configuration(modelValue, model, recipe, setting, arm)
              })
          }
          for seed in cell.seeds {
            for (training, configurations) in zip(trainings, configurations) {
              for configuration in configurations {
                runs.append(
                  PlannedRun(
                    specification: RunSpecification(
                      model: configuration, recipe: training, data: setting.data,
                      evaluationImages: evaluationImages, transfer: Array(transfer), seed: seed),
                    model: name, recipe: recipe, families: families,
                    confirmatory: cell.confirmatory, panel: panel))
              }
            }
          }
        }
      }
    }
    self.runs = runs
  }

  private static func recipes(
    _ values: [PresetValue]
  ) throws(ExperimentError) -> [RecipeName] {
    guard !values.isEmpty else { return [.main] }
    return try values.map { (value) throws(ExperimentError) in
      try value.choice(among: RecipeName.allCases)
    }
  }

  private static func cell(_ value: PresetValue, room: Int) throws(ExperimentError) -> Cell {
    let keys = try value.mapping(
      required: ["attention", "seeds"], optional: ["confirmatory", "alpha", "gate", "qkNorm"])
    // The lists are no longer than the file, so that the products are within the whole numbers.
    let arms = try keys["attention"]!.values().count * (keys["alpha"]?.values().count ?? 1)
    var seeds: [UInt64] = []
    for seed in try keys["seeds"]!.values() {
      let range = try seed.seedRange()
      guard range.upperBound - range.lowerBound < room,
        arms <= room / (seeds.count + range.count)
      else { throw value.problem(.tooManyRuns(Preset.mostRuns)) }
      seeds += range.map { UInt64($0) }
    }
    let gates = VisionTransformerConfiguration.Gate.allCases
    let gate = try keys["gate"]?.choice(gates.map(\.rawValue))
    let qkNorm = try keys["qkNorm"]?.flag() ?? true
    return Cell(
      arms: try attentions(keys).map {
        Arm(attention: $0, gate: gate.flatMap { .init(rawValue: $0) } ?? .none, qkNorm: qkNorm)
      },
      seeds: seeds, confirmatory: try keys["confirmatory"]?.flag() ?? false)
  }

  /// The cross of a cell's attentions and alphas.
  private static func attentions(
    _ cell: [String: PresetValue]
  ) throws(ExperimentError) -> [AttentionKind] {
    var alphas: [LengthExponent] = []
    for alpha in try cell["alpha"]?.values() ?? [] {
      alphas.append(LengthExponent(hundredths: try alpha.hundredths()))
    }
    var kinds: [AttentionKind] = []
    for value in try cell["attention"]!.values() {
      let name = try value.choice(AttentionKind.names)
      if let kind = AttentionKind(name: name, alpha: nil) {
        if let alpha = cell["alpha"] { throw alpha.problem(.alphaNotTaken(attention: name)) }
        kinds.append(kind)
      } else {
        if alphas.isEmpty { throw value.problem(.alphaMissing(attention: name)) }
        kinds += alphas.map { AttentionKind(name: name, alpha: $0)! }
      }
    }
    return kinds
  }
}

extension PresetValue {
  /// One seed, or several such as 100-109.
  fileprivate func seedRange() throws(ExperimentError) -> ClosedRange<Int> {
    let ends = try text().split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], first <= last
    else {
      throw problem(
        .wrongKind(expected: "a whole number of at least 0, or a range of them such as 100-109"))
    }
    return first...last
  }

  /// The set of this name.
  fileprivate func transferSet(
    among known: [TransferSet]
  ) throws(ExperimentError) -> TransferSet {
    let name = try text()
    guard let set = known.first(where: { $0.name == name }) else {
      throw problem(.unknownTransferSet(name, known: known.map(\.name)))
    }
    return set
  }
}
