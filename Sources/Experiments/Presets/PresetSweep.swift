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
  }

  /// A cell's arms, the seeds of each, and whether they decide claims.
  private struct Cell {
    var arms: [Arm]
    var seeds: [UInt64]
    var confirmatory: Bool
  }

  fileprivate struct Arm {
    var attention: AttentionKind
    var gate: VisionTransformerConfiguration.Gate
    var qkNorm: Bool
  }

  /// Model by model, recipe by recipe, line by line of the cells, and in a line seed by seed: whenever
  /// training stops, its arms are paired over the seeds so far.
  let runs: [PlannedRun]

  /// - Parameter room: how many runs it may have, counted before any is made: lists multiply, and a
  ///   short file can ask for more than any memory holds.
  init(_ value: PresetValue, _ setting: Setting, room: Int) throws(ExperimentError) {
    let keys = try value.mapping(
      required: ["families", "model", "recipe", "images", "evaluationImages", "cells"],
      optional: ["panel", "transfer"])
    let panel = try keys["panel"]?.choice(among: PlannedRun.Panel.allCases) ?? .claims
    var families: [Family] = []
    for family in try keys["families"]!.values() {
      families.append(Family(rawValue: try family.choice(Family.allCases.map(\.rawValue)))!)
    }
    var transfer = Set(families.contains(.scaling) ? setting.transfer : [])
    for value in try keys["transfer"]?.values() ?? [] {
      transfer.insert(try value.transferSet(among: [.digits] + setting.transfer))
    }
    let images = try keys["images"]!.integer(atLeast: 1)
    let evaluationImages = try keys["evaluationImages"]!.integer(atLeast: 1)
    var cells: [Cell] = []
    let models = try keys["model"]!.values()
    let recipes = try keys["recipe"]!.values()
    var left = room / models.count / recipes.count
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
      for recipeValue in recipes {
        let recipe = try recipeValue.choice(among: RecipeName.allCases)
        let training = recipe.training(setting.scale, images: images)
        guard images % training.batch == 0 else {
          throw keys["images"]!.problem(
            .wrongKind(expected: "a multiple of the batch, \(training.batch)"))
        }
        for cell in cells {
          var configurations: [VisionTransformerConfiguration] = []
          for arm in cell.arms {
            configurations.append(try modelValue.configuration(model, recipe, setting, arm))
          }
          for seed in cell.seeds {
            for configuration in configurations {
              runs.append(
                PlannedRun(
                  specification: RunSpecification(
                    model: configuration, recipe: training, data: setting.data,
                    // A set with a smaller test part is evaluated on all of it.
                    evaluationImages: min(evaluationImages, setting.data.testImages),
                    transfer: Array(transfer), seed: seed),
                  model: name, recipe: recipe, families: families,
                  confirmatory: cell.confirmatory, panel: panel))
            }
          }
        }
      }
    }
    self.runs = runs
  }

  private static func cell(_ value: PresetValue, room: Int) throws(ExperimentError) -> Cell {
    let keys = try value.mapping(
      required: ["attention", "seeds", "confirmatory"], optional: ["alpha", "gate", "qkNorm"])
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
      seeds: seeds, confirmatory: try keys["confirmatory"]!.flag())
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

  /// The model that this value names, for the data and one arm.
  fileprivate func configuration(
    _ model: ScaledModel, _ recipe: RecipeName, _ setting: PresetSweep.Setting,
    _ arm: PresetSweep.Arm
  ) throws(ExperimentError) -> VisionTransformerConfiguration {
    let shape = model.shape(setting.scale)
    let data = setting.data
    guard data.height % shape.patch == 0 && data.width % shape.patch == 0 else {
      throw problem(
        .patchDoesNotDivide(
          shape.patch, model: model.model, height: data.height, width: data.width))
    }
    let configuration = VisionTransformerConfiguration(
      imageHeight: data.height, imageWidth: data.width, channels: data.channels,
      patch: shape.patch, width: shape.width, depth: shape.depth, heads: shape.heads,
      classes: data.classes, attention: arm.attention, qkNorm: arm.qkNorm, gate: arm.gate,
      positionEmbedding: setting.scale.positionEmbedding, pooling: recipe.pooling,
      preLogits: recipe.preLogits)
    if let defect = configuration.defect { throw problem(.shape(defect)) }
    return configuration
  }
}
