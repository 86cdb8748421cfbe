import Datasets
import Experiments
import Foundation
import Networks
import Testing
import Training

@Suite struct TransferProbeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The synthetic lines in negative, with the classes' numbers moved on by one.
  static let negative: Dataset = {
    let lines = SyntheticData.dataset
    func part(_ part: DatasetPart) -> DatasetPart {
      DatasetPart(images: part.images.map { 255 - $0 }, labels: part.labels.map { ($0 + 1) % 3 })
    }
    return Dataset(
      training: part(lines.training), test: part(lines.test), classes: 3,
      height: 8, width: 8, channels: 1)
  }()

  static let set = TransferSet(name: "negative", negative.identity)

  private static func probe(_ dataset: Dataset = negative) throws -> TransferProbe {
    try TransferProbe(name: "negative", dataset, fittedTo: SyntheticData.dataset.identity)
  }

  static func run(_ attention: AttentionKind = .softmax, images: Int = 3_904) -> PlannedRun {
    var run = SyntheticData.run(attention, images: images)
    run.specification.transfer = [set]
    return run
  }

  static let diverging: PlannedRun = {
    var run = AuditTests.diverging
    run.specification.transfer = [set]
    return run
  }()

  private func store(_ name: String) -> RunStore { RunStore(path: folder.path + "/" + name) }

  @discardableResult
  private func train(
    _ run: PlannedRun, _ name: String, threads: Int = 1,
    isInterrupted: @escaping () -> Bool = { false }
  ) throws -> Trainer.Outcome {
    try Trainer(
      store: store(name), dataset: SyntheticData.dataset, transfer: [Self.probe()],
      threads: threads, isInterrupted: isInterrupted
    ).run([run])
  }

  private func bytes(_ name: String, _ run: PlannedRun) throws -> Data {
    try Data(
      contentsOf: URL(
        fileURLWithPath: "\(store(name).path)/\(run.specification.id)/result.json"))
  }

  @Test func aRunScoresItsSets() throws {
    let run = Self.run()
    try train(run, "a")
    let result = try #require(try store("a").result(of: run.specification))
    let score = try #require(result.transfer?.first)
    #expect(result.transfer?.count == 1 && score.set == Self.set)
    #expect(score.shots == 10 && score.evaluated == 90 && score.accuracies.count == 3)
    // Three balanced classes: by chance a third, with a standard deviation of 0.05.
    print("10 shots of the lines in negative: \(score.accuracies)")
    #expect(score.mean > 0.45)
    #expect(try StoreCheck(store("a")).damages.isEmpty)
  }

  @Test func aRunWithoutSetsSaysNothing() throws {
    let run = SyntheticData.run(images: 320)
    try train(run, "a")
    #expect(try store("a").result(of: run.specification)?.transfer == nil)
    #expect(try !String(decoding: bytes("a", run), as: UTF8.self).contains("transfer"))
  }

  @Test func threadsDoNotMatter() throws {
    let run = Self.run(.pointwise(.relu, alpha: LengthExponent(1)))
    try train(run, "one", threads: 1)
    try train(run, "three", threads: 3)
    #expect(try bytes("one", run) == bytes("three", run))
  }

  /// Stopped at every seventh question: in training, in the evaluation and in the probe.
  @Test func interruptedAndResumedRunsGiveTheSameBytes() throws {
    let run = Self.run(images: 320)
    try train(run, "whole")
    var attempts = 0
    while true {
      attempts += 1
      let outcome = try train(run, "pieces", isInterrupted: interruption(after: 6))
      if outcome == .finished { break }
      try #require(attempts < 20)
    }
    #expect(attempts >= 3)
    #expect(try bytes("pieces", run) == bytes("whole", run))
  }

  @Test func aDivergedRunScoresChance() throws {
    try train(Self.diverging, "a")
    let result = try #require(try store("a").result(of: Self.diverging.specification))
    #expect(result.outcome == .diverged)
    let scores = try #require(result.transfer)
    #expect(scores.map(\.accuracies) == [[Double](repeating: 1 / 3, count: 3)])
    #expect(try StoreCheck(store("a")).damages.isEmpty)
  }

  // MARK: - Bad input

  @Test func aMissingSetIsToldBeforeTraining() throws {
    let run = Self.run()
    let trainer = Trainer(store: store("a"), dataset: SyntheticData.dataset, threads: 1)
    let error = ExperimentError.otherTransfer(
      run: run.specification.id, digest: Self.set.digest)
    #expect(throws: error) { try trainer.run([run]) }
    #expect(error.description.contains("--transfer NAME=PATH"))
    #expect(store("a").state(of: run.specification) == .absent)
  }

  @Test func aClassWithoutTenImagesIsAnError() throws {
    let negative = Self.negative
    // Every third image is of class 1; nine of them stay.
    let few = negative.training.labels.indices.filter {
      negative.training.labels[$0] != 1 || $0 < 27
    }
    let dataset = Dataset(
      training: DatasetPart(
        images: few.flatMap { negative.training.images[$0 * 64..<($0 + 1) * 64] },
        labels: few.map { negative.training.labels[$0] }),
      test: negative.test, classes: 3, height: 8, width: 8, channels: 1)
    let error = #expect(throws: ExperimentError.self) { try Self.probe(dataset) }
    #expect(error == .tooFewShots(set: "negative", label: 1, images: 9, shots: 10))
  }

  /// The set keeps its own identity, whatever size its images are brought to.
  @Test func anotherSizeIsBroughtToTheModels() throws {
    let data = DatasetIdentity(
      digest: "", trainingImages: 0, testImages: 0, classes: 2, height: 28,
      width: 28, channels: 3)
    let probe = try TransferProbe(name: "negative", Self.negative, fittedTo: data)
    #expect(probe.set == TransferSet(name: "negative", Self.negative.identity))
  }

  // MARK: - Verification

  @Test(arguments: [run(), diverging]) func aGoodRunIsReplayedToTheSameBits(
    _ run: PlannedRun
  ) throws {
    try train(run, "a")
    let audit = try audit("a", transfer: [Self.probe()])
    #expect(audit.replayedInFull == 1 && audit.mismatches.isEmpty)
  }

  @Test func aForgedScoreIsFound() throws {
    let run = Self.run()
    try train(run, "a")
    try StoreForgery(store("a"), run).forgeResult {
      let accuracy = $0.transfer![0].accuracies[2]
      $0.transfer![0].accuracies[2] = accuracy < 0.5 ? 1 : 0
    }
    let audit = try audit("a", transfer: [Self.probe()])
    #expect(audit.mismatches == [Audit.Mismatch(run: run.specification.id, step: 122)])
  }

  @Test func aRunWhoseSetIsNotAtHandIsCountedApart() throws {
    let run = Self.run(images: 320)
    try train(run, "a")
    let audit = try audit("a", transfer: [])
    #expect(audit.candidates.isEmpty && audit.otherData.map(\.id) == [run.specification.id])
    #expect(
      audit.otherData.map(audit.missingData) == [
        .otherTransfer(run: run.specification.id, digest: Self.set.digest)
      ])
  }

  private func audit(_ name: String, transfer: [TransferProbe]) throws -> Audit {
    let check = try StoreCheck(store(name))
    #expect(check.damages.isEmpty, "\(check.damages)")
    var audit = Audit(
      check.runs, data: SyntheticData.dataset.identity, transfer: transfer, choiceSeed: 1)
    try audit.replay(1, on: SyntheticData.dataset, threads: 2)
    return audit
  }

  struct Contradiction: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let change: @Sendable (inout RunResult) -> Void
  }

  static let contradictions = [
    Contradiction(testDescription: "none", words: "not one for each of the planned sets") {
      $0.transfer = nil
    },
    Contradiction(testDescription: "another set", words: "not one for each of the planned sets") {
      $0.transfer![0].set.digest = Digits.identity.digest
    },
    Contradiction(testDescription: "a draw too few", words: "not that of 3 draws of 10 shots") {
      $0.transfer![0].accuracies.removeLast()
    },
    Contradiction(testDescription: "shots", words: "not that of 3 draws of 10 shots") {
      $0.transfer![0].shots = 5
    },
    Contradiction(testDescription: "evaluated", words: "is over 89 images") {
      $0.transfer![0].evaluated = 89
    },
    Contradiction(testDescription: "above one", words: "is no share of 90 images") {
      $0.transfer![0].accuracies[1] = 91.0 / 90
    },
    Contradiction(testDescription: "between two counts", words: "is no share of 90 images") {
      $0.transfer![0].accuracies[1] = 0.5 + 1e-6
    },
  ]

  @Test(arguments: contradictions)
  func aResultThatContradictsItselfIsFound(_ contradiction: Contradiction) throws {
    let run = Self.run(images: 320)
    try train(run, "a")
    try StoreForgery(store("a"), run).forgeResult(contradiction.change)
    let damages = try StoreCheck(store("a")).damages
    #expect(damages.count == 1)
    #expect(damages.first?.description.contains(contradiction.words) == true, "\(damages)")
  }

  // MARK: - Presets

  /// The digits by name, others by their place at hand; a run that two sweeps share has the union.
  @Test func aPresetNamesItsSets() throws {
    let sweep = """
          model: S/32
          recipe: i21k
          images: 320
          evaluationImages: 100
          cells: [{attention: softmax, seeds: [0], confirmatory: false}]
      """
    let text = """
      name: mine
      sweeps:
        - families: [alpha]
          transfer: [digits]
      \(sweep)
        - families: [scaling]
      \(sweep)
        - families: [gating]
      \(sweep.replacingOccurrences(of: "softmax", with: "none"))
      """
    let preset = try Preset(
      file: "mine.yaml", text: text, data: FashionMNIST.identity, transfer: [Self.set])
    #expect(preset.runs.map(\.specification.transfer) == [[.digits, Self.set], []])
    #expect(preset.runs[0].families == [.alpha, .scaling])
    let alone = try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity)
    #expect(alone.runs.map(\.specification.transfer) == [[.digits], []])
    let wrong = text.replacingOccurrences(of: "[digits]", with: "[digit]")
    let error = #expect(throws: ExperimentError.self) {
      try Preset(file: "mine.yaml", text: wrong, data: FashionMNIST.identity)
    }
    #expect(error?.description.contains("sweeps[0].transfer") == true)
  }

  // MARK: - Identity and price

  /// Frozen, as the forms of `RunIdentityTests` are.
  @Test func theSetsArePartOfTheIdentity() throws {
    var specification = RunIdentityTests.reluRun
    let other = TransferSet(name: "other", digest: "0123", classes: 7, testImages: 70)
    specification.transfer = [.digits, other]
    #expect(specification.transfer == [other, .digits])
    #expect(
      specification.canonicalFields["transfer"]
        == "0123:7:70,\(Digits.identity.digest):10:900")
    #expect(
      try RunSpecification(canonicalFields: specification.canonicalFields) == specification)
    let id = specification.id
    specification.transfer[0].name = "renamed"
    #expect(specification.id == id)
    specification.transfer = []
    #expect(specification.id == RunIdentityTests.reluRun.id)
  }

  @Test(arguments: ["12", "12:10", "12:10:x", "2:1:2,1:1:2", "12:1:02"])
  func anotherFormIsAnError(_ text: String) {
    var fields = RunIdentityTests.reluRun.canonicalFields
    fields["transfer"] = text
    #expect(throws: SpecificationDefect.unreadableField("transfer", text)) {
      try RunSpecification(canonicalFields: fields)
    }
  }

  /// 10 shots of 10 classes, three times, and 900 test images: 1,200 forward passes.
  @Test func theProbeHasItsPrice() {
    var specification = RunIdentityTests.reluRun
    let before = specification.flops
    specification.transfer = [.digits]
    #expect(
      specification.flops - before == 2 * 1_200 * Double(specification.model.forwardMultiplyAdds))
  }
}
