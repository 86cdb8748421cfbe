import Datasets
import Experiments
import Foundation
import Networks
import Paper
import Testing

/// What a sweep of somebody's own may set, and what becomes of it.
@Suite struct PresetSweepTests {
  /// A file with one sweep of softmax on S/32.
  static func preset(
    _ fields: String, top: String = "", cell: String = "seeds: 0",
    data: DatasetIdentity = FashionMNIST.identity
  ) throws -> Preset {
    try Preset(
      file: "mine.yaml",
      text: """
        name: mine\(top)
        sweeps:
          - model: S/32
            \(fields)
            cells: [{attention: softmax, \(cell)}]
        """, data: data)
  }

  struct Field: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: @Sendable (inout RunSpecification) -> Void
    var testDescription: String { text }
  }

  /// Each field alone: everything else stays what the model and the recipe have.
  @Test(arguments: [
    Field(text: "batch: 64") { $0.recipe.batch = 64 },
    Field(text: "learningRate: 3e-4") { $0.recipe.learningRate = "0.0003" },
    Field(text: "learningRate: 0.0030") { $0.recipe.learningRate = "0.003" },
    Field(text: "weightDecay: 0") { $0.recipe.weightDecay = "0" },
    Field(text: "warmUp: 0.25") { $0.recipe.warmUpHundredths = 25 },
    Field(text: "augmentation: flipsAndShifts") { $0.recipe.augmentation = .flipsAndShifts },
    Field(text: "depth: 6") { $0.model.depth = 6 },
    Field(text: "heads: 4") { $0.model.heads = 4 },
    Field(text: "patch: 7") { $0.model.patch = 7 },
    Field(text: "positionEmbedding: learned") { $0.model.positionEmbedding = .learned },
    Field(text: "pooling: classToken") { $0.model.pooling = .classToken },
    // A wider model has more heads of the same width, as the paper's have.
    Field(text: "width: 96") { ($0.model.width, $0.model.heads) = (96, 6) },
    Field(text: "width: 96\n    heads: 2") { $0.model.width = 96 },
  ])
  func aFieldIsSetInPlaceOfTheModelsAndTheRecipes(_ field: Field) throws {
    var expected = RunSpecification(
      model: VisionTransformerConfiguration(), recipe: TrainingRecipe(images: 640),
      data: FashionMNIST.identity, evaluationImages: 10_000, seed: 0)
    #expect(try Self.preset("images: 640").runs.map(\.specification) == [expected])
    field.expected(&expected)
    let preset = try Self.preset("images: 640\n    \(field.text)")
    #expect(preset.runs.map(\.specification) == [expected])
    #expect(preset.runs[0].panel == .claims && preset.runs[0].families.isEmpty)
    // It is written as it is read, and so is the identity.
    let written = Preset.text(
      extending: "smoke", at: "more.yaml", named: "more", by: preset.runs, note: "A note.")
    let again = try Preset(file: "more.yaml", text: written, data: FashionMNIST.identity)
    #expect(again.runs.last == preset.runs[0])
    #expect(
      try RunSpecification(canonicalFields: expected.canonicalFields).id == expected.id)
  }

  @Test func listsMakeACross() throws {
    let preset = try Self.preset(
      "images: 640\n    learningRate: [0.001, 1e-2]\n    width: [32, 64]", cell: "seeds: [0, 1]")
    let places = preset.runs.map {
      "\($0.specification.recipe.learningRate.text) \($0.specification.model.width) "
        + "\($0.specification.seed)"
    }
    // Seed by seed, so that each seed that is in has every setting.
    #expect(
      places
        == [0, 1].flatMap { seed in
          ["0.001 32", "0.001 64", "0.01 32", "0.01 64"].map { "\($0) \(seed)" }
        })
    #expect(preset.runs.allSatisfy { $0.panel == .sweep && !$0.confirmatory })
    let lengths = try Self.preset("images: [320, 640]\n    panel: training length")
    #expect(lengths.runs.map(\.panel) == [.trainingLength, .trainingLength])
  }

  /// Passes over the training images, in whole batches.
  @Test func epochsAreOfTheDataAtHand() throws {
    var data = FashionMNIST.identity
    #expect(try Self.preset("epochs: 1").runs[0].specification.recipe.images == 60_000)
    (data.trainingImages, data.testImages) = (1000, 50)
    let runs = try Self.preset("epochs: [0.01, 0.5, 3]", data: data).runs
    #expect(runs.map(\.specification.recipe.images) == [32, 480, 2976])
    #expect(runs.allSatisfy { $0.specification.evaluationImages == 50 })
  }

  @Test(arguments: [
    ("images: 9223372036854775776", "images", "at most 1099511627776"),
    ("images: 99999999999999999999", "images", "whole number"),
    ("images: 640\n    epochs: 1", "epochs", "beside images"),
    ("batch: 32", "sweeps[0]", "lacks the key \"images\""),
    ("epochs: 0", "epochs", "0.01 to 100000"),
    ("epochs: 100001", "epochs", "0.01 to 100000"),
    ("images: 640\n    batch: [32, 48]", "images", "a multiple of the batch, 48"),
    ("images: 640\n    batch: 0", "batch", "at least 1"),
    ("images: 640\n    batch: 65537", "batch", "at most 65536"),
    ("images: 640\n    learningRate: 0", "learningRate", "above 0 and of at most 10"),
    ("images: 640\n    learningRate: [1e-3, fast]", "learningRate[1]", "such as 0.003 or 3e-3"),
    ("images: 640\n    learningRate: 1e999999999999", "learningRate", "at most 10"),
    ("images: 640\n    weightDecay: 2", "weightDecay", "from 0 to 1"),
    ("images: 640\n    warmUp: 1.5", "warmUp", "share of the steps from 0 to 1"),
    ("images: 640\n    augmentation: mixup", "augmentation", "none, flipsAndShifts"),
    ("images: 640\n    width: 40", "width", "multiple of the model's head width, 16"),
    ("images: 640\n    width: 10\n    heads: 2", "width", "multiple of 4"),
    ("images: 640\n    width: 4611686018427387904", "width", "at most 65536"),
    ("images: 640\n    width: 65536\n    depth: 65536", "width", "more work than any machine"),
    ("images: 640\n    depth: 0", "depth", "at least 1"),
    ("images: 640\n    heads: [2, 3]", "heads[1]", "heads 3 does not divide width 32"),
    ("images: 640\n    patch: 5", "patch", "patch 5 does not divide the image of 28 x 28 pixels"),
    ("images: 640\n    pooling: max", "pooling", "mean, classToken"),
    ("images: 640\n    positionEmbedding: rotary", "positionEmbedding", "sincos2d, learned"),
    ("images: 640\n    learningRates: 1", "sweeps[0]", "\"learningRates\""),
    (
      "images: 640\n    learningRate: &many [\((1...600).map { "0.0\($0)1" }.joined(separator: ", "))]\n"
        + "    weightDecay: *many", "weightDecay", "more than 131072 runs"
    ),
  ])
  func anAbsurdValueIsNamedWithItsPlace(fields: String, place: String, words: String) throws {
    let error = #expect(throws: ExperimentError.self) { try Self.preset(fields) }
    let sentence = try #require(error).description
    #expect(sentence.hasPrefix("mine.yaml:") && !sentence.contains("\n"), "\(sentence)")
    #expect(sentence.contains(place) && sentence.contains(words), "\(sentence)")
  }

  /// What is added to a shipped preset decides nothing, and leaves what it has as it is.
  @Test func sweepsBesideAShippedPresetAreExploratory() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/mine.yaml"
    func load(_ cell: String, fields: String = "") throws -> Preset {
      try """
      name: mine
      extends: quick
      title: Does ReLU / L want another rate?
      sweeps:
        - model: S/32
          images: 60000
          transfer: digits\(fields)
          cells: [\(cell)]
      """.write(toFile: path, atomically: true, encoding: .utf8)
      return try Preset.load(path, data: FashionMNIST.identity)
    }
    let quick = try Preset.load("quick", data: FashionMNIST.identity)
    // Among them runs that quick has too.
    let mine = try load(
      "{attention: relu, alpha: [0, 1], seeds: 99-101}",
      fields: "\n    learningRate: [0.001, 0.003]")
    #expect(Array(mine.runs.prefix(quick.runs.count)) == quick.runs)
    let added = mine.runs.dropFirst(quick.runs.count)
    #expect(added.count == 3 * 4 - 4 && added.allSatisfy { $0.panel == .sweep })
    #expect(mine.rung == nil && mine.title == "Does ReLU / L want another rate?")
    // Claims are decided as the rung decides them.
    #expect(mine.rungs.map(\.rung) == [.quick] && mine.rungs[0].planned == quick.runs)
    // Further seeds of the rung's cells are no look of the rung.
    let further = try load(
      "{attention: softmax, seeds: 0}", fields: "\n    panel: claims")
    #expect(further.runs.last?.panel == .claims && further.rungs.isEmpty)
    let error = #expect(throws: ExperimentError.self) {
      try load("{attention: softmax, seeds: 0, confirmatory: true}")
    }
    let sentence = try #require(error).description
    #expect(sentence.contains("sweeps[0].cells[0]") && sentence.contains("panel \"sweep\""))
  }

  @Test func aTitleIsOneLine() throws {
    #expect(try Self.preset("images: 32", top: "\ntitle: Why?").title == "Why?")
    for title in ["\"a\\nb\"", "\"\\e[2J\"", String(repeating: "x", count: 201), "[a]"] {
      #expect(throws: ExperimentError.self) {
        try Self.preset("images: 32", top: "\ntitle: \(title)")
      }
    }
  }

  /// Runs that are stored keep their identities to the letter: they are those of the preset and of the rung
  /// below, and of what their own records say.
  @Test func recordsKeepTheirIdentities() throws {
    let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4)
    let records = "/" + root.dropFirst().joined(separator: "/") + "/reports/standard/records"
    let names = try FileManager.default.contentsOfDirectory(atPath: records).filter {
      $0.count == 16 && $0.allSatisfy(\.isHexDigit)
    }
    func planned(_ preset: String) throws -> Set<String> {
      Set(try Preset.load(preset, data: FashionMNIST.identity).runs.map(\.specification.id))
    }
    #expect(try planned("standard") == Set(names))
    #expect(try planned("quick").isSubset(of: names))
    let check = try StoreCheck(RunStores(RunStore(path: records)))
    #expect(Set(check.runs.map(\.specification.id)).isSuperset(of: names))
  }
}
