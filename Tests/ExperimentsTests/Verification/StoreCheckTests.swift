import Datasets
import Experiments
import Foundation
import Networks
import Testing
import Training

@Suite struct StoreCheckTests {
  let folder: TemporaryFolder
  let store: RunStore
  let run = SyntheticData.run(images: 320)
  let forgery: StoreForgery

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(path: folder.path + "/runs")
    forgery = StoreForgery(store, run)
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run([run, SyntheticData.run(images: 320, seed: 1)]) == .finished)
  }

  /// The sentence about the one damage there is.
  private func damage() throws -> String {
    let check = try StoreCheck(store)
    #expect(check.damages.count == 1 && check.runs.count == 1, "\(check.damages)")
    return try #require(check.damages.first).description
  }

  @Test func aGoodStoreIsWhole() throws {
    try store.save([1.5], as: .timing(name: .gating, model: .s32))
    _ = try store.take(SyntheticData.run(images: 640).specification)
    let before = try contents()
    let check = try StoreCheck(store)
    #expect(check.damages.isEmpty)
    #expect(check.runs.count == 2 && check.unfinished == 1 && check.measurements == 1)
    #expect(check.runs.map(\.id) == check.runs.map(\.id).sorted())
    #expect(try contents() == before)
  }

  private func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: store.path) {
      contents[file] = FileManager.default.contents(atPath: "\(store.path)/\(file)")
    }
    return contents
  }

  @Test(arguments: ["result.json", "spec.json", "cost.json"])
  func aChangedByteIsFoundWithItsFile(_ name: String) throws {
    try forgery.edit(name) { $0.replacingOccurrences(of: "0", with: "1") }
    #expect(try damage().contains("\(run.specification.id)/\(name)"))
  }

  /// A file with a hole is as large as it says; nothing is read of it.
  @Test(arguments: ["result.json", "spec.json", "SHA256SUMS"])
  func aFileOfATerabyteIsFound(_ name: String) throws {
    #expect(truncate("\(forgery.folder)/\(name)", 1 << 40) == 0)
    let sentence = try damage()
    #expect(sentence.contains("\(run.specification.id)/\(name)"), "\(sentence)")
    #expect(sentence.contains("more bytes than its writer leaves"))
  }

  @Test(arguments: ["spec.json", "cost.json"])
  func aMissingFileIsFound(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(forgery.folder)/\(name)")
    let sentence = try damage()
    #expect(sentence.contains("\(run.specification.id)/\(name)"), "\(sentence)")
    #expect(sentence.contains("it is missing"))
  }

  @Test func anotherRunsRecordIsFound() throws {
    let other = SyntheticData.run(images: 640)
    try FileManager.default.moveItem(
      atPath: forgery.folder, toPath: store.path + "/" + other.specification.id)
    #expect(try damage().contains("it is the specification of \(run.specification.id)"))
  }

  @Test func aMeasurementsChangedByteIsFound() throws {
    try store.save([1.5], as: .timing(name: .gating, model: .s32))
    let path = store.path + "/measurements/timing-gating-S-32.json"
    try "[1.6]\n".write(toFile: path, atomically: true, encoding: .utf8)
    let damages = try StoreCheck(store).damages
    #expect(damages.count == 1 && damages.first?.description.contains(path) == true)
  }

  @Test func aTornCheckpointIsFound() throws {
    let other = SyntheticData.run(images: 64_000)
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1,
      isInterrupted: interruption(after: 10))
    #expect(try trainer.run([other]) == .interrupted)
    #expect(try StoreCheck(store).damages.isEmpty && StoreCheck(store).unfinished == 1)
    let path = "\(store.path)/\(other.specification.id)/checkpoint"
    var data = try #require(FileManager.default.contents(atPath: path))
    data[data.count / 2] ^= 1
    try data.write(to: URL(fileURLWithPath: path))
    #expect(try StoreCheck(store).damages.first?.description.contains(path) == true)
  }

  struct Contradiction: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let change: @Sendable (inout RunResult) -> Void
  }

  static let contradictions = [
    Contradiction(testDescription: "steps", words: "its steps are 9") { $0.steps = 9 },
    Contradiction(testDescription: "evaluated", words: "its evaluated images are 89") {
      $0.evaluated = 89
    },
    Contradiction(testDescription: "accuracy", words: "its accuracy is 0.99") {
      $0.accuracy = 0.99
    },
    Contradiction(testDescription: "correct", words: "its accuracy is") { $0.correct += 1 },
    Contradiction(testDescription: "correct and accuracy", words: "its correctBits mark") {
      $0.correct += 1
      $0.accuracy = Double($0.correct) / 90
    },
    Contradiction(testDescription: "bits beyond the last image", words: "correctBits do not hold") {
      $0.correctBits = Data(repeating: 255, count: 12).base64EncodedString()
      $0.correct = 90
      $0.accuracy = 1
    },
    Contradiction(testDescription: "loss left out", words: "its losses") { $0.losses = [] },
    Contradiction(testDescription: "digest step", words: "weightDigests do not lie") {
      $0.weightDigests[0].step = 5
    },
    Contradiction(testDescription: "no digest", words: "which is no SHA-256") {
      $0.weightDigests[0].sha256 = "none"
    },
    Contradiction(testDescription: "outcome", words: "a diverged run takes fewer") {
      $0.outcome = .diverged
    },
  ]

  /// Checksums are right here: only the result's own fields tell.
  @Test(arguments: contradictions)
  func aResultThatContradictsItselfIsFound(_ contradiction: Contradiction) throws {
    try forgery.forgeResult(contradiction.change)
    let sentence = try damage()
    #expect(sentence.contains(contradiction.words), "\(sentence)")
    #expect(sentence.contains("\(run.specification.id)/result.json"))
  }

  @Test func aDivergedRunIsWhole() throws {
    let diverging = SyntheticData.run(
      .pointwise(.squaredReLU, alpha: LengthExponent(0)),
      learningRate: "100000000000000000000000000000")
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run([diverging]) == .finished)
    let check = try StoreCheck(store)
    #expect(check.damages.isEmpty && check.runs.count == 3, "\(check.damages)")
  }

  @Test func runsAreFoundByTheBeginningOfTheirIdentity() throws {
    let id = run.specification.id
    #expect(try store.run(id).id == id)
    #expect(try store.run(String(id.prefix(15))).specification == run.specification)
    #expect(throws: ExperimentError.unknownRun("zz", store: store.path)) { try store.run("zz") }
    #expect(throws: ExperimentError.unknownRun("", store: store.path)) { try store.run("") }
    // A second identity with the same first digits: only its folder's name is looked at here.
    let twin = id.prefix(15) + (id.last == "0" ? "1" : "0")
    try FileManager.default.createDirectory(
      atPath: "\(store.path)/\(twin)", withIntermediateDirectories: true)
    #expect(
      throws: ExperimentError.ambiguousRun(
        String(id.prefix(15)), matches: [id, String(twin)].sorted())
    ) { try store.run(String(id.prefix(15))) }
    #expect(throws: ExperimentError.unfinishedRun(String(twin), store: store.path)) {
      try store.run(String(twin))
    }
  }
}
