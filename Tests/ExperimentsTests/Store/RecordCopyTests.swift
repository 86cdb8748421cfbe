import Experiments
import Foundation
import Testing
import Training

@Suite struct RecordCopyTests {
  let folder: TemporaryFolder
  let store: RunStore
  let runs = (0..<3).map { SyntheticData.run(images: 320, seed: $0) }
  private static let key = RunStore.MeasurementKey.timing(name: .gating, model: .s32)

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(path: folder.path + "/runs")
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run(Array(runs[..<2])) == .finished)
    try store.saveSamples("block,seconds\n1,2\n", as: Self.key)
    try store.save([1.5], as: Self.key)
  }

  private func digest(_ store: RunStore) throws -> String {
    try store.digest(of: runs, and: [Self.key])
  }

  @Test func theCopyIsWholeAndHasTheSameDigest() throws {
    let copy = RunStore(path: folder.path + "/copy")
    try store.copyRecords(of: runs, to: copy)
    let check = try StoreCheck(copy)
    #expect(check.damages.isEmpty && check.unfinished == 0)
    #expect(check.runs.map(\.id) == runs[..<2].map(\.specification.id).sorted())
    #expect(check.measurements == 1)
    #expect(try digest(copy) == digest(store))
    #expect(try StoreComparison(store, copy).provenance.isEmpty)
    // Neither logs nor samples nor locks.
    let files = try FileManager.default.subpathsOfDirectory(atPath: copy.path)
      .filter { $0.contains(".") }
    #expect(Set(files.map { $0.split(separator: "/").last! }).count == 4, "\(files)")
    #expect(throws: ExperimentError.self) { try store.copyRecords(of: runs, to: copy) }
  }

  @Test func theDigestIsThatOfResultsAlone() throws {
    let before = try digest(store)
    #expect(before.hasPrefix("sha256:") && before.count == 71)
    #expect(try store.digest(of: runs.reversed() + runs, and: [Self.key, Self.key]) == before)
    let forgery = StoreForgery(store, runs[0])
    try forgery.forge("cost.json") { $0.replacingOccurrences(of: "host", with: "hots") }
    #expect(try digest(store) == before)
    #expect(try store.digest(of: Array(runs[..<1]), and: [Self.key]) != before)
    #expect(try store.digest(of: runs, and: []) != before)
    try forgery.forge("result.json") { $0.replacingOccurrences(of: "1", with: "2") }
    #expect(try digest(store) != before)
  }

  @Test func aDamagedRecordIsNotCopied() throws {
    try StoreForgery(store, runs[0]).edit("result.json") {
      $0.replacingOccurrences(of: "1", with: "2")
    }
    let copy = RunStore(path: folder.path + "/copy")
    #expect(throws: ExperimentError.self) { try store.copyRecords(of: runs, to: copy) }
    #expect(!FileManager.default.fileExists(atPath: copy.path))
  }
}
