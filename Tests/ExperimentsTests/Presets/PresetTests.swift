import Datasets
import Experiments
import Foundation
import Networks
import Paper
import Testing

@Suite struct PresetTests {
  static func cell(_ run: PlannedRun) -> String {
    let attention = run.specification.model.attention
    return attention.name + (attention.alpha.map { " \($0.hundredths)" } ?? "")
  }

  @Test func aRunNamedTwiceIsTrainedOnce() throws {
    let text = Self.valid.replacingOccurrences(
      of: "cells:",
      with: "cells:\n      - {attention: relu, alpha: 1, seeds: 0, confirmatory: true}")
    let preset = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity)
    #expect(preset.runs.map(Self.cell) == ["relu 100", "softmax", "relu 75"])
    #expect(preset.runs.map(\.confirmatory) == [true, false, false])
  }

  @Test func seedsMayBeRanges() throws {
    let text = Self.valid.replacingOccurrences(of: "seeds: 0", with: "seeds: [3, 100-102]")
    let runs = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity).runs
    #expect(runs.prefix(4).map(\.specification.seed) == [3, 100, 101, 102])
    // Seed by seed, so that arms are paired whenever training stops.
    #expect(runs.dropFirst(4).map(\.specification.seed) == [3, 3, 100, 100, 101, 101, 102, 102])
    #expect(runs.dropFirst(4).prefix(2).map(Self.cell) == ["relu 75", "relu 100"])
  }

  /// The same training in two families, one of them with a transfer set, another with another.
  @Test func runsThatDifferInTransferSetsAloneAreOne() throws {
    let other = TransferSet(name: "other", digest: "12ab", classes: 4, testImages: 80)
    let sweep = { (families: String, transfer: String, confirmatory: Bool) in
      """
        - families: \(families)
          model: S/32
          recipe: i21k
          images: 320
          evaluationImages: 100
      \(transfer)
          cells: [{attention: softmax, seeds: [0, 1], confirmatory: \(confirmatory)}]

      """
    }
    let text =
      "name: mine\nsweeps:\n" + sweep("[alpha]", "    transfer: other", false)
      + sweep("qknorm", "    transfer: [digits]", true) + sweep("[gating, alpha]", "", false)
    let preset = try Preset(
      file: "mine.yaml", text: text, data: FashionMNIST.identity, transfer: [other])
    #expect(preset.runs.map(\.specification.seed) == [0, 1])
    for run in preset.runs {
      #expect(run.families == [.alpha, .qknorm, .gating] && run.confirmatory)
      #expect(run.specification.transfer == [other, .digits])
    }
    #expect(preset.runs(of: [.gating, .scaling]) == preset.runs)
    #expect(preset.runs(of: [.scaling]).isEmpty && preset.runs(of: []) == preset.runs)
  }

  /// Another length of training, and the claims' own beside it.
  @Test func otherLengthsOfTrainingAreAPanelOfTheirOwn() throws {
    let longer = """

        - families: [alpha]
          model: S/32
          recipe: i21k
          panel: training length
          images: 1600
          evaluationImages: 100
          cells: [{attention: softmax, seeds: 0, confirmatory: false}]
      """
    let text = Self.valid.replacingOccurrences(
      of: "\ntimings", with: longer + "\ntimings")
    let runs = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity).runs
    #expect(runs.map(\.panel) == [.claims, .claims, .claims, .trainingLength])
    #expect(runs.map(\.specification.recipe.images) == [320, 320, 320, 1600])
  }

  @Test func cellsHaveGatesAndQueryKeyNorms() throws {
    let text = Self.valid.replacingOccurrences(
      of: "alpha: [0.75, 1]", with: "alpha: [0.75, 1]\n        gate: silu\n        qkNorm: false")
    let runs = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity).runs
    #expect(runs.map(\.specification.model.gate) == [.none, .silu, .silu])
    #expect(runs.map(\.specification.model.qkNorm) == [true, false, false])
  }

  @Test func aSweepMayHaveSeveralModelsAndRecipes() throws {
    let text = Self.valid
      .replacingOccurrences(of: "model: S/32\n    r", with: "model: [S/32, B/16]\n    r")
      .replacingOccurrences(of: "recipe: i21k", with: "recipe: [i21k, i1k]")
    let runs = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity).runs
    #expect(runs.count == 4 * 3)
    #expect(runs.map(\.specification.model.tokens) == [49, 50, 196, 197].flatMap { [$0, $0, $0] })
    for run in runs {
      let (model, recipe) = (run.specification.model, run.specification.recipe)
      #expect(model.preLogits == (run.recipe == .i1k))
      #expect(model.pooling == (run.recipe == .i1k ? .classToken : .mean))
      #expect(recipe.augmentation == (run.recipe == .i1k ? .flipsAndShifts : .none))
    }
  }

  /// 32 x 32 pixels in colour: patches of 4, 2 and 1 give other lengths.
  @Test func otherImagesGiveOtherLengths() throws {
    var data = FashionMNIST.identity
    (data.height, data.width, data.channels) = (32, 32, 3)
    let runs = try Preset.load("full", data: data).runs
    for (model, length) in [(PaperModel.s32, 64), (.s16, 256), (.s8, 1024), (.b16, 256)] {
      let lengths = runs.filter { $0.model == model && $0.recipe == .i21k }
        .map(\.specification.model.tokens)
      #expect(Set(lengths) == [length])
    }
    #expect(runs.allSatisfy { $0.specification.model.defect == nil })
  }

  @Test func aPresetMayAskForStepTimesAndUntrainedModels() throws {
    let text =
      Self.valid.replacingOccurrences(of: "[alpha]", with: "[alpha, scaling]")
      + "\n  - {name: models, seconds: 2.5}\n  - {name: parallel, model: S/8}"
      + "\ninitialisation: {seeds: 4}\n"
    let preset = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity)
    #expect(preset.stepTimeSeconds == 2.5 && preset.initialisation == 4)
    #expect(preset.timings.count == 1 && preset.timingSeconds == 7.5)
    #expect(preset.parallelModels == [.s8])
    // Not at alpha = 0.75.
    #expect(preset.runsToTime.map(Self.cell) == ["softmax", "relu 100"])
    let without = try Preset(file: "mine.yaml", text: Self.valid, data: FashionMNIST.identity)
    #expect(without.stepTimeSeconds == nil && without.initialisation == nil)
    #expect(without.runsToTime.isEmpty && without.parallelModels.isEmpty)
  }

  @Test func aFileIsTakenByItsPath() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/mine.yaml"
    try Self.valid.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Preset.load(path, data: FashionMNIST.identity).runs.count == 3)
  }

  @Test func aSmallerTestPartIsEvaluatedWhole() throws {
    var data = FashionMNIST.identity
    data.testImages = 60
    let preset = try Preset(file: "mine.yaml", text: Self.valid, data: data)
    #expect(preset.runs.allSatisfy { $0.specification.evaluationImages == 60 })
  }

  static let valid = """
    name: mine
    sweeps:
      - families: [alpha]
        model: S/32
        recipe: i21k
        images: 320
        evaluationImages: 100
        cells:
          - attention: softmax
            seeds: 0
            confirmatory: false
          - attention: relu
            alpha: [0.75, 1]
            seeds: 0
            confirmatory: false
    timings:
      - {name: gating, model: S/32, seconds: 5, halfWidth: 0.03}
    """

  struct Mistake: Sendable, CustomTestStringConvertible {
    let replace: String
    let by: String
    /// What the sentence must hold: field, what is wrong, remedy.
    let words: [String]
    var testDescription: String { "\(replace) -> \(by)" }
  }

  @Test(arguments: [
    Mistake(
      replace: "images: 320", by: "imags: 320", words: [":6:", "sweeps[0]", "\"imags\"", "images"]),
    Mistake(replace: "name: mine", by: "names: mine", words: ["the file", "\"names\"", "timings"]),
    Mistake(
      replace: "attention: relu", by: "attention: rleu",
      words: ["sweeps[0].cells[1].attention", "\"rleu\"", "squaredReLU"]),
    Mistake(
      replace: "model: S/32\n    r", by: "model: S/64\n    r",
      words: ["sweeps[0].model", "\"S/64\"", "L/16"]),
    Mistake(replace: "i21k", by: "i22k", words: ["sweeps[0].recipe", "\"i22k\"", "i21k"]),
    Mistake(
      replace: "[alpha]", by: "[beta]", words: ["sweeps[0].families[0]", "\"beta\"", "alpha"]),
    Mistake(
      replace: "images: 320", by: "images: 330",
      words: ["sweeps[0].images", "multiple of the batch, 32"]),
    Mistake(
      replace: "images: 320", by: "images: many", words: ["sweeps[0].images", "whole number"]),
    Mistake(
      replace: "alpha: [0.75, 1]", by: "alpha: [0.755]",
      words: ["cells[1].alpha[0]", "two places"]),
    Mistake(
      replace: "alpha: [0.75, 1]", by: "alpha: [-1]", words: ["cells[1].alpha[0]", "decimal"]),
    Mistake(
      replace: "alpha: [0.75, 1]", by: "alpha: []",
      words: ["cells[1].alpha", "at least one entry"]),
    Mistake(
      replace: "        alpha: [0.75, 1]\n", by: "",
      words: ["cells[1].attention", "\"relu\"", "add the key \"alpha\""]),
    Mistake(
      replace: "attention: softmax", by: "attention: softmax\n        alpha: 1",
      words: ["cells[0].alpha", "\"softmax\"", "remove the key"]),
    Mistake(
      replace: "        seeds: 0\n        confirmatory: false\n      - attention: relu",
      by: "        confirmatory: false\n      - attention: relu",
      words: ["cells[0]", "lacks the key \"seeds\"", "add it"]),
    Mistake(
      replace: "confirmatory: false", by: "confirmatory: perhaps",
      words: ["confirmatory", "true, false"]),
    Mistake(replace: "name: gating", by: "name: gaiting", words: ["timings[0].name", "gating"]),
    Mistake(
      replace: "halfWidth: 0.03", by: "halfWidth: 0", words: ["timings[0].halfWidth", "positive"]),
    Mistake(
      replace: "alpha: [0.75, 1]", by: "alpha: 1\n        gate: relu",
      words: ["cells[1].gate", "\"relu\"", "none, linear, silu"]),
    Mistake(
      replace: "alpha: [0.75, 1]", by: "alpha: 1\n        qkNorm: off",
      words: ["cells[1].qkNorm", "\"off\"", "true, false"]),
    Mistake(
      replace: "    cells:", by: "    transfer: [digits, birds]\n    cells:",
      words: ["sweeps[0].transfer[1]", "\"birds\"", "--transfer birds=PATH", "digits"]),
    Mistake(
      replace: "halfWidth: 0.03}", by: "halfWidth: 0.03}\n  - {name: models, seconds: 5}",
      words: ["timings[1]", "scaling", "remove it"]),
    Mistake(
      replace: "{name: gating, model: S/32, seconds: 5, halfWidth: 0.03}",
      by: "{name: models, model: S/32, seconds: 5}",
      words: ["timings[0]", "unknown key \"model\"", "name, seconds"]),
    Mistake(
      replace: "model: S/32, seconds: 5, halfWidth: 0.03", by: "seconds: 5",
      words: ["timings[0]", "lacks the key \"model\""]),
    Mistake(
      replace: "timings:", by: "initialisation: {seeds: 0}\ntimings:",
      words: ["initialisation.seeds", "at least 1"]),
    Mistake(
      replace: "name: mine", by: "name: mine\nscale: huge",
      words: ["scale", "\"huge\"", "ours, paper"]),
    Mistake(
      replace: "name: mine", by: "name: mine\ndata: {name: mine, height: 28}",
      words: ["data", "lacks the key \"trainingImages\""]),
    Mistake(
      replace: "recipe: i21k", by: "recipe: i21k\n    panel: length",
      words: ["sweeps[0].panel", "\"length\"", "claims, training length, sweep"]),
    Mistake(
      replace: "confirmatory: false\ntimings",
      by: "confirmatory: true\n    panel: training length\ntimings",
      words: ["sweeps[0].cells[1]", "training length", "confirmatory: false"]),
    Mistake(
      replace: "seeds: 0", by: "seeds: 9-3", words: ["cells[0].seeds", "range", "such as 100-109"]),
    Mistake(
      replace: "seeds: 0", by: "seeds: 0-\(Int.max)", words: ["cells[0]", "more than 131072 runs"]),
    Mistake(
      replace: "name: mine", by: "name: mine\nextends: quik",
      words: ["extends", "\"quik\"", "no preset of that name", "smoke, quick"]),
    Mistake(
      replace: "name: mine", by: "name: mine\nextends: ./nowhere.yaml",
      words: ["extends", "nowhere.yaml", "cannot be read", "from this one's folder"]),
    Mistake(
      replace: "name: mine", by: "name: mine\nextends: smoke\nscale: paper",
      words: ["unknown key \"scale\"", "extends, title, sweeps, timings, initialisation"]),
    // What would leave the whole numbers, or ask for more runs than any memory holds.
    Mistake(
      replace: "images: 320", by: "images: \(Int.max / 32 * 32)",
      words: ["sweeps[0].images", "at most 1099511627776"]),
    Mistake(
      replace: "timings:", by: "initialisation: {seeds: \(Int.max)}\ntimings:",
      words: ["initialisation.seeds", "at most 1048576"]),
    Mistake(
      replace: "name: mine",
      by: "name: mine\ndata: {name: mine, trainingImages: 1, testImages: 1, classes: 2, "
        + "height: \(Int.max), width: 28, channels: 1}",
      words: ["data.height", "at most 1048576"]),
    Mistake(
      replace: "name: mine",
      by: "name: mine\ndata: {name: mine, trainingImages: 1, testImages: 1, classes: 2, "
        + "height: 1048576, width: 1048576, channels: 1}",
      words: ["sweeps[0].model", "more work than any machine"]),
    Mistake(
      replace: "seeds: 0\n        confirmatory: false\n      - attention: relu",
      by: "seeds: &many [\((0..<400).map(String.init).joined(separator: ", "))]\n"
        + "        confirmatory: false\n      - {attention: relu, alpha: *many, seeds: *many, "
        + "confirmatory: false}\n      - attention: relu",
      words: ["sweeps[0].cells[1]", "more than 131072 runs"]),
    Mistake(replace: "cells:", by: "cells: [", words: ["the file", "not valid YAML", "correct"]),
  ])
  func aMistakeIsNamedWithItsPlaceAndRemedy(_ mistake: Mistake) throws {
    let text = Self.valid.replacingOccurrences(of: mistake.replace, with: mistake.by)
    #expect(text != Self.valid)
    let error = #expect(throws: ExperimentError.self) {
      try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity)
    }
    let sentence = try #require(error).description
    #expect(sentence.hasPrefix("mine.yaml") && sentence.hasSuffix("."))
    #expect(!sentence.contains("\n"))
    for word in mistake.words { #expect(sentence.contains(word), "\(sentence)") }
  }

  @Test func aPatchThatDoesNotFitTheImagesIsNamed() throws {
    var data = FashionMNIST.identity
    data.height = 30
    let error = #expect(throws: ExperimentError.self) { try Preset.load("quick", data: data) }
    let sentence = try #require(error).description
    #expect(sentence.contains("sweeps[0].model") && sentence.contains("patch 4 does not divide"))
    for word in ["S/32", "30 x 28 pixels", "smaller patches"] { #expect(sentence.contains(word)) }
  }

  @Test func unknownAndUnreadablePresetsNameTheRemedy() throws {
    let unknown = #expect(throws: ExperimentError.self) {
      try Preset.load("quik", data: FashionMNIST.identity)
    }
    #expect(unknown == .unknownPreset("quik", known: Preset.names))
    #expect(try #require(unknown).description.contains("smoke, quick"))
    let missing = #expect(throws: ExperimentError.self) {
      try Preset.load("./nowhere.yaml", data: FashionMNIST.identity)
    }
    let sentence = try #require(missing).description
    #expect(sentence.contains("./nowhere.yaml") && sentence.contains("--preset"))
  }
}
