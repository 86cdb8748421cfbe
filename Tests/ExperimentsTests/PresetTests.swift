import Datasets
import Experiments
import Foundation
import Networks
import Testing

@Suite struct PresetTests {
  static func cell(_ run: PlannedRun) -> String {
    let attention = run.specification.model.attention
    return attention.name + (attention.alpha.map { " \($0.hundredths)" } ?? "")
  }

  @Test func quickIsTheAlphaSweep() throws {
    let quick = try Preset.load("quick", data: FashionMNIST.identity)
    #expect(quick.name == "quick")
    #expect(quick.runs.count == 38)
    #expect(quick.flops <= 20e12, "\(quick.flops / 1e12) TFLOP of at most 20")
    var seeds: [String: Set<UInt64>] = [:]
    for run in quick.runs { seeds[Self.cell(run), default: []].insert(run.specification.seed) }
    var expected: [String: Set<UInt64>] = [:]
    for h in Pointwise.allCases {
      for alpha in [0, 100, 200] { expected["\(h.rawValue) \(alpha)"] = [0] }
    }
    for alpha in [50, 75, 125, 150] { expected["relu \(alpha)"] = [0] }
    for cell in ["softmax", "uniform", "none", "relu 0", "relu 100"] { expected[cell] = [0, 1, 2] }
    #expect(seeds == expected)
    for run in quick.runs {
      let model = run.specification.model
      #expect(run.model == "S/32" && run.recipe == "i21k" && run.families == [.alpha])
      #expect(model.tokens == 49 && model.width == 32 && model.depth == 4 && model.heads == 2)
      #expect(run.specification.recipe == TrainingRecipe(images: 24_000))
      #expect(run.specification.evaluationImages == 10_000)
      #expect(run.primary == (seeds[Self.cell(run)]!.count == 3))
    }
    #expect(
      quick.timings == [PlannedTiming(name: "gating", model: "S/32", seconds: 60, halfWidth: 0.03)])
    #expect(quick.linearClassifier.images == 24_000)
    #expect(quick.linearClassifier.evaluationImages == 10_000)
  }

  @Test func smokeHasEveryKindOfThing() throws {
    let smoke = try Preset.load("smoke", data: FashionMNIST.identity)
    let names = Set(smoke.runs.map(\.specification.model.attention.name))
    #expect(names.isSuperset(of: ["softmax", "uniform", "none", "relu"]))
    #expect(smoke.flops <= 1e12, "\(smoke.flops / 1e12) TFLOP of at most 1")
    #expect(!smoke.timings.isEmpty)
  }

  @Test func noTwoRunsShareAnIdentity() throws {
    for name in Preset.names {
      let runs = try Preset.load(name, data: FashionMNIST.identity).runs
      #expect(Set(runs.map(\.specification.id)).count == runs.count)
    }
  }

  @Test func aRunNamedTwiceIsTrainedOnce() throws {
    let text = Self.valid.replacingOccurrences(
      of: "cells:", with: "cells:\n      - {attention: relu, alpha: 1, seeds: 0, primary: true}")
    let preset = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity)
    #expect(preset.runs.map(Self.cell) == ["relu 100", "softmax", "relu 75"])
    #expect(preset.runs.map(\.primary) == [true, false, false])
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
            primary: false
          - attention: relu
            alpha: [0.75, 1]
            seeds: 0
            primary: false
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
    Mistake(replace: "name: mine", by: "title: mine", words: ["the file", "\"title\"", "timings"]),
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
      replace: "        seeds: 0\n        primary: false\n      - attention: relu",
      by: "        primary: false\n      - attention: relu",
      words: ["cells[0]", "lacks the key \"seeds\"", "add it"]),
    Mistake(replace: "primary: false", by: "primary: perhaps", words: ["primary", "true, false"]),
    Mistake(replace: "name: gating", by: "name: gaiting", words: ["timings[0].name", "gating"]),
    Mistake(
      replace: "halfWidth: 0.03", by: "halfWidth: 0", words: ["timings[0].halfWidth", "positive"]),
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
