import Datasets
import Experiments
import Networks
import Paper
import Testing

@Suite struct InitialisationProbeTests {
  static let dataset = SyntheticData.dataset
  static let measurement = InitialisationMeasurement(data: dataset.identity, seeds: 3)

  static func measured(threads: Int = 2) throws -> InitialisationResult {
    try #require(measurement.measure(on: dataset, threads: threads))
  }

  /// 8 x 8 pixels, enlarged to 16 x 16, in patches of 8, 4, 2 and 1.
  @Test func everyLengthFunctionNormAndLayerIsThere() throws {
    let result = try Self.measured()
    #expect(result.lengths == [4, 16, 64, 256])
    #expect(PaperModel.lengths.map { result.tokens(of: $0) } == [4, 16, 64, 256])
    #expect(result.tokens(of: .b32) == nil)
    #expect(result.width == 32 && result.depth == 4 && result.heads == 2 && result.seeds == 3)
    let keys = Set(
      result.entries.map { "\($0.tokens) \($0.attention) \($0.qkNorm) \($0.layer)" })
    #expect(keys.count == 4 * 8 * 2 * 4 && result.entries.count == keys.count)
    #expect(result.entries.allSatisfy { $0.scaledMeans.count == 3 && $0.queries == nil })
  }

  /// Softmax's weights sum to one whatever the logits, to the rounding of a sum of 256 floats; the
  /// logits of the others have a mean square of the order of one.
  @Test func levelsAreWhatTheFunctionsGive() throws {
    for entry in try Self.measured().entries {
      for value in entry.scaledMeans {
        if entry.attention == "softmax" {
          #expect(abs(value - 1) < 256 * 6e-8)
        } else {
          #expect(value.isFinite && abs(value) < 10, "\(entry)")
        }
      }
    }
  }

  @Test func threadsDoNotChangeABit() throws {
    #expect(try Self.measured(threads: 1) == Self.measured(threads: 3))
  }

  /// Other seeds have other weights and other images.
  @Test func seedsDiffer() throws {
    for entry in try Self.measured().entries where entry.attention == "gelu" {
      #expect(Set(entry.scaledMeans).count == 3)
    }
  }

  @Test(arguments: [(49, 1), (1024, 1), (3136, 13), (4096, 17)])
  func longSequencesCountSomeQueries(tokens: Int, step: Int) {
    #expect(InitialisationMeasurement.queryStep(tokens: tokens) == step)
  }

  /// At 64 x 64 pixels the longest would have 16,384 tokens.
  @Test func whatWouldTakeTooLongIsLeftOut() {
    let images = [UInt8](repeating: 9, count: 2 * 64 * 64)
    let part = DatasetPart(images: images, labels: [0, 1])
    let dataset = Dataset(
      training: part, test: part, classes: 2, height: 64, width: 64,
      channels: 1)
    let measurement = InitialisationMeasurement(data: dataset.identity, seeds: 1)
    #expect(measurement.defect == nil)
    #expect(measurement.lengths == [256, 1024, 4096])
  }

  @Test func isMeasuredOnceForAStore() throws {
    let folder = try TemporaryFolder()
    let store = RunStore(path: folder.path)
    let stopped = try store.initialisation(
      Self.measurement, on: Self.dataset, threads: 1, shouldStop: { true })
    #expect(stopped == nil)
    let key = Self.measurement.key
    #expect(try store.measurement(key, as: InitialisationResult.self) == nil)
    let first = try store.initialisation(Self.measurement, on: Self.dataset, threads: 2)
    #expect(try first == Self.measured(threads: 1))
    #expect(try store.measurement(key, as: InitialisationResult.self) == first)
    // A stored result is not measured again: a second measurement would be stopped.
    let second = try store.initialisation(
      Self.measurement, on: Self.dataset, threads: 2, shouldStop: { true })
    #expect(second == first)
    let check = try StoreCheck(store)
    #expect(check.measurements == 1 && check.damages.isEmpty)
  }

  static func preset(_ initialisation: String, data: DatasetIdentity) throws -> Preset {
    try Preset(
      file: "mine.yaml",
      text: """
        name: mine
        sweeps:
          - families: [alpha]
            model: S/16
            recipe: i21k
            images: 320
            evaluationImages: 50
            cells:
              - {attention: softmax, seeds: 0, confirmatory: true}
        \(initialisation)
        """, data: data)
  }

  @Test func aPresetAsksForSeeds() throws {
    let data = FashionMNIST.identity
    let asking = try Self.preset("initialisation: {seeds: 5}", data: data)
    #expect(asking.initialisation == 5)
    #expect(
      asking.initialisationMeasurement == InitialisationMeasurement(data: data, seeds: 5))
    #expect(try Self.preset("", data: data).initialisationMeasurement == nil)
  }

  @Test(arguments: [
    ("{seeds: 0}", 28, "initialisation.seeds is not a whole number of at least 1"),
    ("{seed: 3}", 28, "initialisation has the unknown key \"seed\""),
    ("{}", 28, "initialisation lacks the key \"seeds\""),
    ("{seeds: 3}", 30, "initialisation does not fit the data: patch 8"),
  ])
  func aMistakeIsNamed(value: String, height: Int, words: String) throws {
    var data = FashionMNIST.identity
    data.height = height
    let error = #expect(throws: ExperimentError.self) {
      try Self.preset("initialisation: \(value)", data: data)
    }
    let sentence = try #require(error).description
    #expect(sentence.contains(words), "\(sentence)")
  }
}
