import Datasets
import Digests
import Experiments
import Foundation
import Testing
import Training

/// Runs that programs before version 2 of `spec.json` finished: their identity held the names of the
/// data and of the transfer sets.
@Suite struct OlderRunsTests {
  let folder: TemporaryFolder
  let store: RunStore
  let run = SyntheticData.run(images: 320)
  /// Of the folder that the older program would have made.
  let olderName: String

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path + "/runs"
    var fields = run.specification.canonicalFields
    fields["data.name"] = "lines"
    let form = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
    olderName = String(SHA256.hexadecimal(of: form).prefix(16))

    let made = RunStore(path: path)
    let trainer = Trainer(store: made, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run([run]) == .finished)
    let forgery = StoreForgery(made, run)
    let older = try JSONEncoder().encode(fields)
    try forgery.forge("spec.json") { _ in String(decoding: older, as: UTF8.self) }
    try forgery.forge("result.json") { [olderName, run] in
      $0.replacingOccurrences(of: run.specification.id, with: olderName)
    }
    try FileManager.default.moveItem(
      atPath: "\(path)/\(run.specification.id)", toPath: "\(path)/\(olderName)")
    store = RunStore(path: path)
  }

  @Test func areFoundByTheIdentityOfToday() throws {
    #expect(store.state(of: run.specification) == .complete)
    let result = try #require(try store.result(of: run.specification))
    #expect(result.id == run.specification.id)
    #expect(store.records(of: [run]).finished.first?.cost != nil)
    for id in [run.specification.id, olderName] { #expect(try store.run(id).result == result) }
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1, isInterrupted: { true })
    #expect(try trainer.run([run]) == .finished)
  }

  @Test func areCheckedAndReplayed() throws {
    let check = try StoreCheck(store)
    #expect(check.damages.isEmpty && check.runs.map(\.id) == [run.specification.id])
    var audit = Audit(check.runs, data: SyntheticData.dataset.identity, choiceSeed: 0)
    try audit.replay(1, on: SyntheticData.dataset, threads: 1)
    #expect(audit.replayedInFull == 1 && audit.mismatches.isEmpty)
  }

  @Test func areCopiedAsTheyAre() throws {
    let copy = RunStore(path: folder.path + "/copy")
    try store.copyRecords(of: [run], to: copy)
    #expect(try copy.runFolders() == [olderName])
    #expect(copy.state(of: run.specification) == .complete)
  }

  @Test func damageToThemIsFound() throws {
    let file = "\(store.path)/\(olderName)/result.json"
    try Data("x".utf8).write(to: URL(fileURLWithPath: file))
    #expect(store.state(of: run.specification) == .damaged)
    #expect(try StoreCheck(store).damages.first?.description.contains(file) == true)
  }

  @Test func aNewerFormIsNamed() throws {
    let other = SyntheticData.run(images: 320, seed: 1)
    let made = RunStore(path: folder.path + "/newer")
    let trainer = Trainer(store: made, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run([other]) == .finished)
    try StoreForgery(made, other).forge("spec.json") {
      $0.replacingOccurrences(of: "\"schemaVersion\":2", with: "\"schemaVersion\":3")
    }
    let error = #expect(throws: ExperimentError.self) {
      try made.result(of: other.specification)
    }
    #expect(
      error?.description.contains("schema version 3, and this program reads 2 at most") == true)
  }
}
