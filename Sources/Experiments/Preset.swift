import Datasets
import Foundation
import Networks

/// A fixed list of runs and timings, from a file that people edit.
public struct Preset: Hashable, Sendable {
  public let name: String
  public let data: DatasetIdentity
  /// In the order in which they are trained; no two share a specification.
  public let runs: [PlannedRun]
  public let timings: [PlannedTiming]

  private static let shipped = [
    (name: "smoke", yaml: PackageResources.smoke_yaml),
    (name: "quick", yaml: PackageResources.quick_yaml),
  ]

  /// The presets that ship with the project.
  public static let names = shipped.map(\.name)

  /// Of all runs, with their evaluation.
  public var flops: Double { runs.reduce(0) { $0 + $1.specification.flops } }

  /// The floor that the preset's figures show.
  public var linearClassifier: LinearClassifier {
    LinearClassifier(
      data: data, images: runs.map(\.specification.recipe.images).max() ?? 0,
      evaluationImages: runs.map(\.specification.evaluationImages).max() ?? 0)
  }

  /// A shipped preset by its name, or a file by its path: anything that holds a slash or ends in
  /// `.yaml` or `.yml`.
  ///
  /// - Parameter transfer: sets at hand besides the digits; the scaling family is scored on each.
  public static func load(
    _ name: String, data: DatasetIdentity, transfer: [TransferSet] = []
  ) throws(ExperimentError) -> Preset {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      let text: String
      do {
        text = try String(contentsOfFile: name, encoding: .utf8)
      } catch {
        throw .unreadablePreset(file: name, reason: error.localizedDescription)
      }
      return try Preset(file: name, text: text, data: data, transfer: transfer)
    }
    guard let preset = shipped.first(where: { $0.name == name }) else {
      throw .unknownPreset(name, known: names)
    }
    return try Preset(
      file: "Presets/\(name).yaml", text: String(decoding: preset.yaml, as: UTF8.self), data: data,
      transfer: transfer)
  }

  /// Reads a preset's text; `file` is what errors call it.
  public init(
    file: String, text: String, data: DatasetIdentity, transfer: [TransferSet] = []
  ) throws(ExperimentError) {
    let root = try PresetValue(file: file, text: text)
    let keys = try root.mapping(required: ["name", "sweeps"], optional: ["timings"])
    name = try keys["name"]!.text()
    self.data = data
    var runs: [PlannedRun] = []
    for sweep in try keys["sweeps"]!.sequence() {
      for run in try Self.runs(ofSweep: sweep, data: data, transfer: transfer) {
        // A run that serves several families is trained once, and scored on the sets of all.
        let index = runs.firstIndex { known in
          var specification = known.specification
          specification.transfer = run.specification.transfer
          return specification == run.specification
        }
        if let index {
          let sets = Set(runs[index].specification.transfer).union(run.specification.transfer)
          runs[index].specification.transfer = Array(sets)
          runs[index].families += run.families.filter { !runs[index].families.contains($0) }
          runs[index].primary = runs[index].primary || run.primary
        } else {
          runs.append(run)
        }
      }
    }
    self.runs = runs
    var timings: [PlannedTiming] = []
    for timing in try keys["timings"]?.sequence() ?? [] {
      timings.append(try Self.timing(timing))
    }
    self.timings = timings
  }

  private static func runs(
    ofSweep sweep: PresetValue, data: DatasetIdentity, transfer: [TransferSet]
  ) throws(ExperimentError) -> [PlannedRun] {
    let keys = try sweep.mapping(
      required: ["families", "model", "recipe", "images", "evaluationImages", "cells"],
      optional: ["transfer"])
    var families: [Family] = []
    for family in try keys["families"]!.values() {
      families.append(Family(rawValue: try family.choice(Family.allCases.map(\.rawValue)))!)
    }
    let known = [.digits] + transfer
    var sets = Set(families.contains(.scaling) ? transfer : [])
    for value in try keys["transfer"]?.values() ?? [] {
      let name = try value.choice(known.map(\.name))
      sets.formUnion(known.filter { $0.name == name })
    }
    let modelName = try keys["model"]!.choice(ScaledModel.all.map(\.name))
    let shape = ScaledModel.named(modelName)!.ours
    let recipeName = try keys["recipe"]!.choice(PaperRecipe.allCases.map(\.rawValue))
    let recipe = TrainingRecipe(images: try keys["images"]!.integer(atLeast: 1))
    guard recipe.images % recipe.batch == 0 else {
      throw keys["images"]!.problem(
        .wrongKind(expected: "a multiple of the batch, \(recipe.batch)"))
    }
    let evaluationImages = try keys["evaluationImages"]!.integer(atLeast: 1)

    var runs: [PlannedRun] = []
    for cell in try keys["cells"]!.sequence() {
      let cellKeys = try cell.mapping(
        required: ["attention", "seeds", "primary"], optional: ["alpha"])
      let primary = try cellKeys["primary"]!.flag()
      var seeds: [UInt64] = []
      for seed in try cellKeys["seeds"]!.values() {
        seeds.append(UInt64(try seed.integer(atLeast: 0)))
      }
      for attention in try attentions(cellKeys) {
        let model = VisionTransformerConfiguration(
          imageHeight: data.height, imageWidth: data.width, channels: data.channels,
          patch: shape.patch, width: shape.width, depth: shape.depth, heads: shape.heads,
          classes: data.classes, attention: attention)
        if let defect = model.defect { throw keys["model"]!.problem(.shape(defect)) }
        for seed in seeds {
          runs.append(
            PlannedRun(
              specification: RunSpecification(
                model: model, recipe: recipe, data: data,
                // A set with a smaller test part is evaluated on all of it.
                evaluationImages: min(evaluationImages, data.testImages),
                transfer: Array(sets), seed: seed),
              model: modelName, recipe: recipeName, families: families, primary: primary))
        }
      }
    }
    return runs
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

  private static func timing(_ value: PresetValue) throws(ExperimentError) -> PlannedTiming {
    let keys = try value.mapping(required: ["name", "model", "seconds", "halfWidth"])
    return PlannedTiming(
      name: try keys["name"]!.choice(PlannedTiming.names),
      model: try keys["model"]!.choice(ScaledModel.all.map(\.name)),
      seconds: try keys["seconds"]!.number(), halfWidth: try keys["halfWidth"]!.number())
  }
}
