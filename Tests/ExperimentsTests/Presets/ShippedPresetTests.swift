import Datasets
import Experiments
import Foundation
import Networks
import Paper
import Testing
import Training

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

  /// The seeds that a look counts: 100 and so on.
  static func ladder(_ count: UInt64) -> Set<UInt64> {
    Set(Rung.firstSeed..<Rung.firstSeed + count)
  }

  @Test func quickDecidesAtS32() throws {
    let quick = try Self.preset("quick")
    let deciding = [
      "relu 100": Self.ladder(7), "relu 0": Self.ladder(7), "relu 100 raw": Self.ladder(7),
      "softmax": Self.ladder(4), "uniform": Self.ladder(4), "identity 100": Self.ladder(4),
    ]
    for run in quick.runs {
      let arm = Self.arm(run)
      let isDeciding = deciding[arm] != nil && run.model == .s32 && run.recipe == .i21k
      #expect(run.confirmatory == isDeciding, "\(run.model) \(arm)")
      #expect(run.specification.recipe.images == 60_000)
      #expect(run.specification.evaluationImages == 10_000)
    }
    let seeds = Self.seeds(quick, .s32)
    for (arm, expected) in deciding { #expect(seeds[arm] == expected, "\(arm)") }
    #expect(seeds.filter { deciding[$0.key] == nil }.values.allSatisfy { $0 == Self.ladder(1) })
    #expect(Set(seeds.keys).isSuperset(of: Pointwise.allCases.map { "\($0.rawValue) 100" }))
    #expect(
      Set(seeds.keys).isSuperset(of: ["none", "relu 200", "relu 0 linear", "relu 100 linear"]))
    let s32 = quick.runs[0].specification.model
    #expect(s32.tokens == 49 && s32.width == 32 && s32.depth == 4 && s32.heads == 2)
    // Whenever training stops, what is there has decided the most: first that 1/L is needed.
    let first = quick.runs.prefix(14).map { Self.arm($0) }
    #expect(Set(first) == ["relu 0", "relu 100"])
    let deciders = quick.runs.prefix { $0.confirmatory }
    #expect(quick.runs.dropFirst(deciders.count).allSatisfy { !$0.confirmatory })
  }

  @Test func quickHasEveryFamilyAndRecipe() throws {
    let quick = try Self.preset("quick")
    #expect(quick.flops <= 60e12, "\(quick.flops / 1e12) TFLOP of at most 60")
    #expect(Set(quick.runs.map(\.model)) == [.s32, .b32])
    #expect(Set(quick.runs.map(\.recipe)) == Set(RecipeName.allCases))
    #expect(Set(quick.runs.flatMap(\.families)) == Set(Family.allCases))
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

  @Test func standardFitsFiveHours() throws {
    let standard = try Self.preset("standard")
    #expect(standard.flops <= 2.4e15, "\(standard.flops / 1e12) TFLOP of at most 2400")
    for (model, relu, softmax) in [
      (PaperModel.s32, UInt64(120), UInt64(100)), (.s16, 10, 5), (.b32, 5, 5),
    ] {
      let seeds = Self.seeds(standard, model, .i21k, [.scaling])
      #expect(seeds["relu 100"] == Self.ladder(relu), "\(model)")
      for arm in ["softmax", "uniform"] { #expect(seeds[arm] == Self.ladder(softmax), "\(model)") }
    }
    for model in [PaperModel.b16, .l16] {
      #expect(Self.seeds(standard, model).keys.sorted() == ["relu 100", "softmax"])
    }
    let s32 = Self.seeds(standard, .s32)
    for h in Pointwise.allCases where h != .relu {
      #expect(s32["\(h.rawValue) 100"] == Self.ladder(36), "\(h)")
    }
    // What decides: every function with and without its division by L, two curves over the exponent, the
    // qk-layernorm, the gate and the controls.
    let deciding = standard.runs.filter(\.confirmatory)
    #expect(Set(deciding.map(\.model)) == [.s32, .s16, .b32])
    #expect(deciding.allSatisfy { $0.recipe == .i21k })
    #expect(
      Set(deciding.filter { $0.model == .s16 }.map { Self.arm($0) }) == [
        "softmax", "uniform", "relu 100", "relu 0", "squaredReLU 0", "squaredReLU 100",
        "identity 100",
      ])
    #expect(Set(deciding.filter { $0.model == .s32 }.map { Self.arm($0) }).count == 30)
    let others = standard.runs.filter { $0.panel == .trainingLength }
    #expect(others.allSatisfy { $0.specification.recipe.images == 300_000 })
    #expect(others.count { $0.model == .s32 } == 15 && others.count { $0.model == .s16 } == 4)
  }

  /// What each comparison of the ladder relies on.
  @Test(arguments: Rung.allCases) func aRungIsOneDesign(_ rung: Rung) throws {
    let preset = try Self.preset(rung.rawValue)
    #expect(preset.runs.allSatisfy { $0.specification.seed >= Rung.firstSeed })
    struct Place: Hashable {
      let model: PaperModel
      let recipe: RecipeName
      let panel: PlannedRun.Panel
    }
    let places = Dictionary(grouping: preset.runs) {
      Place(model: $0.model, recipe: $0.recipe, panel: $0.panel)
    }
    for (place, runs) in places {
      let images = place.panel == .trainingLength ? 300_000 : 60_000
      #expect(runs.allSatisfy { $0.specification.recipe.images == images }, "\(place)")
      #expect(runs.allSatisfy { $0.specification.evaluationImages == 10_000 }, "\(place)")
      for (arm, runs) in Dictionary(grouping: runs, by: { Self.arm($0) }) {
        #expect(Set(runs.map(\.confirmatory)).count == 1, "\(place) \(arm) is half confirmatory")
        // From the first on, so that arms are paired.
        let seeds = Set(runs.map(\.specification.seed))
        #expect(seeds == Self.ladder(UInt64(runs.count)), "\(place) \(arm)")
        if runs[0].confirmatory { #expect(runs.count >= 3, "\(place) \(arm)") }
      }
      // What attention is worth is known wherever softmax decides.
      func deciding(_ arm: String) -> Int { runs.count { $0.confirmatory && Self.arm($0) == arm } }
      #expect(deciding("uniform") >= deciding("softmax"), "\(place)")
      // All that is drawn in Figure 1 is scored on the same sets.
      let scaling = runs.filter { $0.families.contains(.scaling) }
      #expect(scaling.allSatisfy { $0.specification.transfer == [.digits] }, "\(place)")
    }
  }

  /// Whoever has made a rung pays only the rest for the next.
  @Test func everyRungHoldsTheOneBelow() throws {
    let rungs = try Rung.allCases.map { try Self.preset($0.rawValue) }
    let other = TransferSet(name: "other", digest: "12ab", classes: 4, testImages: 80)
    for (below, above) in zip(rungs, rungs.dropFirst()) {
      #expect(above.extended.last == below && above.extended.map(\.rung).last == above.rung?.below)
      // With their identities, and first.
      let changed = zip(below.runs, above.runs).filter {
        $0.specification.id != $1.specification.id
      }
      #expect(changed.isEmpty, "\(changed.map { Self.arm($0.0) })")
      #expect(above.runs.count > below.runs.count)
      // Nothing that decided becomes exploratory.
      for (run, again) in zip(below.runs, above.runs) {
        #expect(again.confirmatory || !run.confirmatory)
        #expect(Set(again.families).isSuperset(of: run.families) && again.panel == run.panel)
      }
      // With transfer sets of a user's own, too.
      let scored = try [below, above].map {
        try Preset.load($0.name, data: FashionMNIST.identity, transfer: [other]).runs
          .map(\.specification.id)
      }
      #expect(Set(scored[0]).isSubset(of: scored[1]))
    }
    #expect(rungs[0].extended.isEmpty)
    let ladder = Set(rungs[2].runs.map(\.specification.id))
    for name in ["smoke", "paper"] {
      let preset = try Self.preset(name)
      #expect(preset.rung == nil && preset.extended.isEmpty)
      #expect(ladder.isDisjoint(with: preset.runs.map(\.specification.id)), "\(name)")
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

  @Test func fullHasEveryCell() throws {
    let full = try Self.preset("full")
    for (model, count) in [(PaperModel.s32, UInt64(60)), (.s16, 20), (.s8, 10)] {
      let seeds = Self.seeds(full, model, .i21k, [.alpha])
      #expect(seeds.count == 3 + 7 * 11)
      #expect(seeds.values.allSatisfy { $0.isSuperset(of: Self.ladder(count)) })
      #expect(Self.seeds(full, model, .i1k, [.alpha]).count == 3 + 7 * 11)
      #expect(Self.seeds(full, model, .i21k, [.qknorm]).count == 44)
      #expect(Self.seeds(full, model, .i21k, [.gating]).count == 66)
    }
    #expect(full.runs.allSatisfy { $0.confirmatory == ($0.panel == .claims) })
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
        $0.family?.rawValue ?? "", "\($0.model)", words($0.tokens), "\($0.recipe)", "\($0.cells)",
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
