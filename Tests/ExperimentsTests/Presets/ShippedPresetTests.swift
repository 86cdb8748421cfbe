import Datasets
import Experiments
import Foundation
import Networks
import Paper
import Testing

/// What each preset that ships with the project promises.
@Suite struct ShippedPresetTests {
  static func preset(_ name: String) throws -> Preset {
    try Preset.load(name, data: FashionMNIST.identity)
  }

  static func arm(_ run: PlannedRun) -> String {
    let model = run.specification.model
    return model.attention.name + (model.attention.alpha.map { " \($0.hundredths)" } ?? "")
      + (model.gate == .none ? "" : " \(model.gate.rawValue)") + (model.qkNorm ? "" : " raw")
  }

  /// Seeds of each arm of a model under a recipe.
  static func seeds(
    _ preset: Preset, _ model: PaperModel, _ recipe: RecipeName = .i21k, _ families: [Family] = []
  ) -> [String: Set<UInt64>] {
    var seeds: [String: Set<UInt64>] = [:]
    for run in preset.runs(of: families) where run.model == model && run.recipe == recipe {
      seeds[arm(run), default: []].insert(run.specification.seed)
    }
    return seeds
  }

  @Test func quickSweepsAlphaAtTheLengthOfS32() throws {
    let quick = try Self.preset("quick")
    var expected: [String: Set<UInt64>] = [:]
    for h in Pointwise.allCases {
      for alpha in [0, 100, 200] { expected["\(h.rawValue) \(alpha)"] = [0] }
    }
    for alpha in [50, 75, 125, 150] { expected["relu \(alpha)"] = [0] }
    for cell in ["softmax", "uniform", "none", "relu 0", "relu 100"] { expected[cell] = [0, 1, 2] }
    #expect(Self.seeds(quick, .s32, .i21k, [.alpha]) == expected)
    for run in quick.runs where run.model == .s32 && run.recipe == .i21k {
      let model = run.specification.model
      #expect(model.tokens == 49 && model.width == 32 && model.depth == 4 && model.heads == 2)
      #expect(run.specification.recipe == TrainingRecipe(images: 13_984))
      let seeds = Self.seeds(quick, .s32)[Self.arm(run)]!
      #expect(run.confirmatory == (seeds.count == 3))
    }
  }

  @Test func quickHasEveryFamilyModelAndRecipe() throws {
    let quick = try Self.preset("quick")
    #expect(quick.runs.count == 64)
    #expect(quick.flops <= 30e12, "\(quick.flops / 1e12) TFLOP of at most 30")
    #expect(Set(quick.runs.map(\.model)) == Set(PaperModel.inPaper))
    #expect(Set(quick.runs.map(\.recipe)) == Set(RecipeName.allCases))
    #expect(Set(quick.runs.flatMap(\.families)) == Set(Family.allCases))
    #expect(
      Self.seeds(quick, .s32)["relu 100 raw"] == [0, 1, 2]
        && Self.seeds(quick, .s32)["relu 0 linear"] == [0, 1])
    for run in quick.runs(of: [.scaling]) {
      #expect(run.specification.transfer == [.digits])
    }
    #expect(quick.timingSeconds == 180)
    #expect(
      quick.timings.map { "\($0.name) \($0.model)" } == [
        "gating S/8", "attention S/32", "attention S/16", "attention S/8",
      ])
    #expect(quick.timings[0].halfWidth == 0.015 && quick.parallelModels == [.s16])
    #expect(quick.initialisation != nil)
  }

  @Test func standardFitsSixHours() throws {
    let standard = try Self.preset("standard")
    #expect(standard.flops <= 2.8e15, "\(standard.flops / 1e12) TFLOP of at most 2800")
    // A quarter of an hour at 120 GFLOP/s.
    let longest = standard.runs.map(\.specification.flops).max()!
    #expect(longest <= 15 * 60 * 120e9, "\(longest / 1e12) TFLOP")
    for model in PaperModel.inPaper {
      for recipe in RecipeName.allCases {
        var confirmatory: [String: Bool] = [:]
        for run in standard.runs where run.model == model && run.recipe == recipe {
          let cell = Self.arm(run)
          #expect(
            confirmatory[cell] == nil || confirmatory[cell] == run.confirmatory,
            "\(cell) is half confirmatory")
          confirmatory[cell] = run.confirmatory
        }
        for (cell, seeds) in Self.seeds(standard, model, recipe) {
          #expect(confirmatory[cell]! == (seeds.count >= 5), "\(model) \(cell)")
        }
      }
    }
    // Wherever softmax is, so are its controls.
    for model in [PaperModel.s32, .s16, .s8] {
      let seeds = Self.seeds(standard, model)
      #expect(seeds["uniform"] == seeds["softmax"] && seeds["none"] != nil)
    }
    for model in [PaperModel.s32, .s16, .b32, .b16, .l16] {
      let seeds = Self.seeds(standard, model, .i21k, [.scaling])
      for arm in ["softmax", "uniform", "relu 100"] { #expect(seeds[arm]!.count >= 5) }
    }
  }

  @Test func smokeHasEveryKindOfThing() throws {
    let smoke = try Self.preset("smoke")
    let names = Set(smoke.runs.map(\.specification.model.attention.name))
    #expect(names.isSuperset(of: ["softmax", "uniform", "none", "relu"]))
    #expect(Set(smoke.runs.flatMap(\.families)) == Set(Family.allCases))
    #expect(Set(smoke.runs.map(\.recipe)) == Set(RecipeName.allCases))
    #expect(smoke.runs.contains { !$0.specification.transfer.isEmpty })
    #expect(smoke.flops <= 1e12, "\(smoke.flops / 1e12) TFLOP of at most 1")
    #expect(!smoke.timings.isEmpty && smoke.stepTimeSeconds != nil && smoke.initialisation != nil)
  }

  @Test func fullHasEveryCellTenTimes() throws {
    let full = try Self.preset("full")
    for model in [PaperModel.s32, .s16, .s8] {
      for recipe in [RecipeName.i21k, .i1k] {
        let seeds = Self.seeds(full, model, recipe, [.alpha])
        #expect(seeds.count == 3 + 7 * 11)
        #expect(seeds.values.allSatisfy { $0.count == 10 })
      }
      #expect(Self.seeds(full, model, .i21k, [.qknorm]).count == 44)
      #expect(Self.seeds(full, model, .i21k, [.gating]).count == 66)
    }
    #expect(full.runs.allSatisfy { $0.confirmatory })
  }

  @Test func paperIsOfThePapersShapesAndNeedsItsImages() throws {
    let paper = try Self.preset("paper")
    let small = try #require(paper.runs.first { $0.model == .s8 && $0.recipe == .i1k })
    let model = small.specification.model
    #expect(model.width == 384 && model.depth == 12 && model.heads == 6 && model.tokens == 785)
    #expect(model.pooling == .classToken && model.preLogits)
    #expect(model.positionEmbedding == .learned)
    #expect(small.specification.recipe.batch == 4096 && small.specification.recipe.steps == 92_897)
    #expect(paper.data.classes == 1000 && paper.unfitData == FashionMNIST.identity)
    let error = #expect(throws: ExperimentError.self) { try paper.requireData() }
    let sentence = try #require(error).description
    #expect(sentence.contains("224 x 224 pixels with 3 channels") && sentence.contains("--data"))

    var data = FashionMNIST.identity
    (data.height, data.width, data.channels, data.classes) = (224, 224, 3, 12)
    let here = try Preset.load("paper", data: data)
    try here.requireData()
    #expect(here.data == data && here.runs[0].specification.model.classes == 12)
  }

  @Test(arguments: Preset.names) func noTwoRunsShareAnIdentity(_ name: String) throws {
    let runs = try Self.preset(name).runs
    #expect(Set(runs.map(\.specification.id)).count == runs.count)
  }

  /// The table at the top of each file is the one that the file's runs make.
  @Test(arguments: ["quick", "standard", "full", "paper"])
  func theTableInTheFileIsRight(_ name: String) throws {
    let preset = try Self.preset(name)
    let folder = try TemporaryFolder()
    let plan = Plan(
      preset, runs: preset.runs, stores: RunStores(RunStore(path: folder.path)),
      calibration: Calibration(
        threads: 1,
        rates: Dictionary(uniqueKeysWithValues: PaperModel.inPaper.map { ($0, 1) })))
    let table = Self.table(plan)
    let yaml = try #require(Preset.shipped.first { $0.name == name }).yaml
    let text = String(decoding: yaml, as: UTF8.self)
    #expect(text.contains(table), "the file should hold:\n\(table)")
  }

  private static func table(_ plan: Plan) -> String {
    func words(_ range: ClosedRange<Int>) -> String {
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    // Of full and paper nobody wants the single TFLOP.
    let isLarge = plan.preset.flops > 1e16
    func flops(_ value: Double) -> String {
      isLarge ? String(format: "%.1e", value) : String(format: "%.2f", value / 1e12)
    }
    var lines = [
      [
        "family", "model", "L", "recipe", "cells", "runs", "seeds", "images", "test",
        isLarge ? "FLOP" : "TFLOP",
      ]
    ]
    lines += plan.rows.map {
      [
        $0.family.rawValue, "\($0.model)", "\($0.tokens)", "\($0.recipe)", "\($0.cells)",
        "\($0.entries.count)", words($0.seeds), words($0.images), words($0.evaluationImages),
        flops($0.flops),
      ]
    }
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max()! }
    let isText = [0, 1, 3]
    let rows = lines.map { row in
      "#   "
        + row.indices.map { column in
          let padding = String(repeating: " ", count: widths[column] - row[column].count)
          return isText.contains(column) ? row[column] + padding : padding + row[column]
        }.joined(separator: "  ")
    }
    let total =
      "# \(plan.entries.count) runs, each trained once, "
      + "\(flops(plan.preset.flops)) \(isLarge ? "FLOP" : "TFLOP") in all"
    return (rows + ["#", total]).joined(separator: "\n")
  }
}
