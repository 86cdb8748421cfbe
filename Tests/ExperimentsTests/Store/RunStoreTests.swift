import Datasets
import Digests
import Experiments
import Foundation
import Networks
import Paper
import Testing
import Training

@Suite struct RunStoreTests {
  let folder: TemporaryFolder
  let store: RunStore
  let run = SyntheticData.run(images: 320)

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(path: folder.path + "/runs")
  }

  var runFolder: String { store.path + "/" + run.specification.id }

  private func train() throws {
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run([run]) == .finished)
  }

  private func edit(_ name: String, _ change: (String) -> String) throws {
    let path = runFolder + "/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changed = change(text)
    #expect(changed != text)
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func statesFollowTheRecord() throws {
    #expect(store.state(of: run.specification) == .absent)
    #expect(store.records(of: [run]).finished.isEmpty)
    _ = try #require(try store.take(run.specification))
    #expect(store.state(of: run.specification) == .partial)
    try train()
    #expect(store.state(of: run.specification) == .complete)
    let finished = store.records(of: [run]).finished
    #expect(finished.count == 1 && finished[0].planned == run && finished[0].cost?.threads == 1)
  }

  @Test func aRunIsHeldByOneTakerAtATime() throws {
    var first = try store.take(run.specification)
    #expect(first != nil)
    #expect(try store.take(run.specification) == nil)
    #expect(try store.take(SyntheticData.run(images: 640).specification) != nil)
    first = nil
    #expect(try store.take(run.specification) != nil)
  }

  @Test(arguments: ["result.json", "spec.json"])
  func aChangedByteIsFound(_ name: String) throws {
    try train()
    try edit(name) { $0.replacingOccurrences(of: "0", with: "1") }
    let error = #expect(throws: ExperimentError.self) { try store.result(of: run.specification) }
    let sentence = try #require(error).description
    #expect(sentence.contains(runFolder + "/" + name) && sentence.contains("SHA256SUMS"))
  }

  @Test func aRecordWithoutItsDigestIsFound() throws {
    try train()
    try edit("SHA256SUMS") { text in
      text.split(separator: "\n").filter { !$0.hasSuffix("result.json") }.joined(separator: "\n")
    }
    #expect(throws: ExperimentError.self) { try store.result(of: run.specification) }
  }

  /// Damage to any of a finished run's records makes it a damaged one, which neither hides the others
  /// nor is trained over.
  @Test(arguments: ["result.json", "spec.json", "cost.json"])
  func aDamagedRunStandsAlone(_ name: String) throws {
    try train()
    let other = SyntheticData.run(images: 320, seed: 1)
    let trainer = { (report: @escaping (TrainingEvent) -> Void) in
      Trainer(store: store, dataset: SyntheticData.dataset, threads: 1, report: report)
    }
    #expect(try trainer { _ in }.run([other]) == .finished)
    try edit(name) { "x" + $0 }
    let before = try String(contentsOfFile: runFolder + "/" + name, encoding: .utf8)
    #expect(store.state(of: run.specification) == .damaged)
    #expect(!RunState.damaged.isFinished && !RunState.damaged.isMissing)
    let records = store.records(of: [run, other])
    #expect(records.finished.map(\.planned) == [other])
    #expect(records.damaged.map(\.planned) == [run])
    let defect = try #require(records.damaged.first).error.defect
    #expect(defect.hasPrefix("the record \(run.specification.id)/\(name) is damaged"), "\(defect)")
    #expect(!defect.contains(store.path))

    var left: [PlannedRun] = []
    let outcome = try trainer { if case .leftAlone(let run) = $0 { left.append(run.planned) } }
      .run([run, other])
    #expect(outcome == .finished && left == [run])
    #expect(try String(contentsOfFile: runFolder + "/" + name, encoding: .utf8) == before)
  }

  /// As git writes a clone under core.autocrlf.
  @Test func convertedLineEndsAreNamed() throws {
    try train()
    let names = ["SHA256SUMS", "result.json", "spec.json", "cost.json"]
    let texts = try names.map { try String(contentsOfFile: runFolder + "/" + $0, encoding: .utf8) }
    func convert(_ name: String) throws {
      try edit(name) { $0.replacingOccurrences(of: "\n", with: "\r\n") }
    }
    try convert("SHA256SUMS")
    #expect(store.state(of: run.specification) == .complete)
    #expect(try StoreCheck(store).runs.count == 1 && StoreCheck(store).damages.isEmpty)

    for name in names.dropFirst() { try convert(name) }
    let damages = try store.records(of: [run]).damaged.map(\.error) + StoreCheck(store).damages
    #expect(damages.count == 2)
    for error in damages {
      #expect(
        error.description.contains("git -c core.autocrlf=false checkout -- ."), "\(error)")
    }
    for (name, text) in zip(names, texts) {
      try text.write(toFile: runFolder + "/" + name, atomically: true, encoding: .utf8)
    }
    #expect(store.state(of: run.specification) == .complete)
  }

  @Test func aRecordUnderAnotherIdentityIsFound() throws {
    try train()
    let other = SyntheticData.run(images: 640)
    try FileManager.default.copyItem(
      atPath: runFolder, toPath: store.path + "/" + other.specification.id)
    let error = #expect(throws: ExperimentError.self) { try store.result(of: other.specification) }
    #expect(try #require(error).description.contains(run.specification.id))
  }

  @Test func anOlderRevisionIsStaleAndStillARecord() throws {
    try train()
    var bytes = ""
    try edit("result.json") {
      bytes = $0.replacingOccurrences(
        of: "\"numericsRevision\":\(numericsRevision)", with: "\"numericsRevision\":0")
      return bytes
    }
    try edit("SHA256SUMS") { text in
      text.split(separator: "\n").map {
        $0.hasSuffix("result.json") ? SHA256.hexadecimal(of: bytes) + "  result.json" : String($0)
      }.joined(separator: "\n") + "\n"
    }
    #expect(store.state(of: run.specification) == .stale)
    #expect(try store.result(of: run.specification)?.numericsRevision == 0)
    // It is finished: nothing trains it again.
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1, isInterrupted: { true })
    #expect(try trainer.run([run]) == .finished)
  }

  @Test func measurementsAreKeptAndNeverRewritten() throws {
    let key = RunStore.MeasurementKey.timing(name: .gating, model: .s32)
    #expect(try store.measurement(key, as: [Double].self) == nil)
    try store.save([1.5, 0.1], as: key)
    #expect(try store.measurement(key, as: [Double].self) == [1.5, 0.1])
    #expect(throws: ExperimentError.self) { try store.save([2.0], as: key) }
    #expect(try store.measurement(key, as: [Double].self) == [1.5, 0.1])
    let path = store.path + "/measurements/timing-gating-S-32.json"
    try "[1.5, 0.2]\n".write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: ExperimentError.self) {
      try store.measurement(key, as: [Double].self)
    }
    #expect(try #require(error).description.contains(path))
  }

  @Test func measurementsMadeAgainStandBesideTheFirst() throws {
    let key = RunStore.MeasurementKey.timing(name: .gating, model: .s32)
    let other = RunStore.MeasurementKey.timing(name: .gating, model: .s32, qualifier: "again")
    #expect(try store.attempts(at: key).stored.isEmpty && store.attempts(at: key).last == key)
    for number in 0..<12 {
      let attempts = try store.attempts(at: key)
      #expect(attempts.next() == (number == 0 ? key : key.again(number)))
      #expect(attempts.next(other) == (number == 0 ? other : other.again(number)))
      try store.save([Double(number)], as: attempts.next())
      try store.saveSamples("a,b\n", as: attempts.next(other))
    }
    let attempts = try store.attempts(at: key)
    #expect(attempts.last == key.again(11) && attempts.stored.count == 12)
    #expect(
      try attempts.stored.map { try store.measurement($0, as: [Double].self)?.first }
        == (0..<12).map(Double.init))
  }

  @Test func anUnknownModelInARecordIsNamedWithItsPlace() throws {
    let key = RunStore.MeasurementKey.timing(name: .gating, model: .s32)
    try store.save(["entries": [["model": "S/99"]]], as: key)
    let error = #expect(throws: ExperimentError.self) {
      try store.measurement(key, as: [String: [[String: PaperModel]]].self)
    }
    let sentence = try #require(error).description
    for word in ["timing-gating-S-32.json", "entries[0].model", "S/99"] {
      #expect(sentence.contains(word), "\(sentence)")
    }
  }

  /// Nothing here passes by waiting.
  @Test func aStoreThatCannotBeMadeSaysWhy() throws {
    try "a file".write(toFile: store.path, atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/gone", withDestinationPath: folder.path + "/nowhere/at-all")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/circle", withDestinationPath: "circle")
    for (name, code) in [
      ("runs", ENOTDIR), ("runs/inner", ENOTDIR), ("gone", ENOENT), ("circle/store", ELOOP),
      (String(repeating: "a", count: 300), ENAMETOOLONG),
    ] {
      let store = RunStore(path: folder.path + "/" + name)
      #expect(store.state(of: run.specification) == .absent)
      let path = store.path + "/" + run.specification.id
      let error = #expect(throws: ExperimentError.self) { _ = try store.take(run.specification) }
      #expect(error == .storeUnusable(path: path, fault: StoreFault(.write, code: code)))
    }
  }
}
