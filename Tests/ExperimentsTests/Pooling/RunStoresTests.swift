import Experiments
import Foundation
import Networks
import Testing
import Training

/// Two stores, A with runs 0 and 1, B with runs 1 and 2.
@Suite struct RunStoresTests {
  let folder: TemporaryFolder
  let a, b: RunStore
  let runs = (0..<4).map { SyntheticData.run(images: 320, seed: $0) }
  private static let timing = RunStore.MeasurementKey.timing(name: .gating, model: .s32)

  private var both: RunStores { RunStores(a, and: [b]) }
  private var reversed: RunStores { RunStores(b, and: [a]) }

  init() throws {
    folder = try TemporaryFolder()
    a = RunStore(path: folder.path + "/a")
    b = RunStore(path: folder.path + "/b")
    for (store, runs) in [(a, runs[0...1]), (b, runs[1...2])] {
      let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
      #expect(try trainer.run(Array(runs)) == .finished)
    }
  }

  private func id(_ index: Int) -> String { runs[index].specification.id }

  private func copy(_ name: String) throws -> RunStore {
    let copy = RunStore(path: "\(folder.path)/\(name)")
    try both.copyRecords(of: runs, to: copy)
    return copy
  }

  @Test func runsCountOnceInWhateverOrderTheStoresCome() throws {
    for stores in [both, reversed] {
      let records = stores.records(of: runs)
      #expect(records.finished.map(\.planned) == Array(runs[..<3]))
      #expect(records.finished.allSatisfy { $0.cost != nil })
      #expect(records.damages.isEmpty && records.superseded.isEmpty)
      #expect(
        runs.map { stores.state(of: $0.specification) }
          == [.complete, .complete, .complete, .absent])
      #expect(try stores.run(String(id(2).prefix(8))).id == id(2))
      #expect(throws: ExperimentError.self) { try stores.run(id(3)) }
      #expect(try stores.explain(runs[3].specification).nearest != nil)
      let check = try StoreCheck(stores)
      #expect(Set(check.runs.map(\.id)) == Set((0..<3).map(id)) && check.damages.isEmpty)
    }
    let digest = try both.digest(of: runs, and: [])
    #expect(try reversed.digest(of: runs, and: []) == digest)
    // Of what is read, wherever it lies: that of one store with the same records.
    #expect(try copy("pool").digest(of: runs, and: []) == digest)
    #expect(try a.digest(of: runs, and: []) != digest)
  }

  @Test func differentResultsOfOneRunAreDamageThatNamesBothFiles() throws {
    try StoreForgery(b, runs[1]).forgeResult { $0.losses[0] += 1 }
    for stores in [both, reversed] {
      let files = stores.all.map { "\($0.path)/\(id(1))/result.json" }
      let error = ExperimentError.differentRecords(run: id(1), files: files)
      let records = stores.records(of: runs)
      #expect(records.finished.map(\.planned) == [runs[0], runs[2]])
      #expect(records.damaged == [DamagedRun(planned: runs[1], error: error)])
      #expect(stores.state(of: runs[1].specification) == .damaged)
      #expect(try StoreCheck(stores).damages == [error])
      #expect(throws: error) { try stores.run(id(1)) }
      #expect(throws: error) { try stores.explain(runs[1].specification) }
      #expect(throws: error) {
        try stores.copyRecords(of: runs, to: RunStore(path: "\(folder.path)/\(UUID())"))
      }
      // A report holds no path.
      #expect(!error.defect.contains(folder.path) && error.defect.contains(id(1)))
    }
  }

  @Test func aDamagedRecordGivesWayToASoundOneAndIsNamed() throws {
    try StoreForgery(a, runs[1]).edit("result.json") {
      $0.replacingOccurrences(of: "1", with: "2")
    }
    try StoreForgery(a, runs[0]).edit("result.json") {
      $0.replacingOccurrences(of: "1", with: "2")
    }
    let records = both.records(of: runs)
    #expect(records.finished.map(\.planned) == Array(runs[1...2]))
    #expect(records.damaged.map(\.planned) == [runs[0]])
    #expect(records.passedOver.count == 1 && records.damages.count == 2)
    #expect(records.passedOver[0].description.contains("a/\(id(1))/result.json"))
    #expect(both.state(of: runs[1].specification) == .complete)
    #expect(try both.run(id(1)).id == id(1))
  }

  @Test func resultsOfAnotherRevisionGiveWayAndAreNamed() throws {
    try StoreForgery(b, runs[1]).forgeResult {
      $0.numericsRevision = numericsRevision - 1
      $0.losses[0] += 1
    }
    for stores in [both, reversed] {
      let records = stores.records(of: runs)
      #expect(records.finished.count == 3 && records.damages.isEmpty)
      #expect(records.finished[1].result.numericsRevision == numericsRevision)
      #expect(records.superseded.map(\.run) == [id(1)])
      #expect(records.superseded[0].file == "\(b.path)/\(id(1))/result.json")
      #expect(records.superseded[0].revision == numericsRevision - 1)
      #expect(stores.state(of: runs[1].specification) == .complete)
    }
    #expect(RunStores(b).state(of: runs[1].specification) == .stale)
  }

  @Test func aMeasurementIsThatOfTheFirstStoreThatHasASoundOne() throws {
    try b.save([2.5], as: Self.timing)
    #expect(both.elsewhere(Self.timing) == b.path && reversed.elsewhere(Self.timing) == nil)
    #expect(try both.measurement(Self.timing, as: [Double].self) == [2.5])
    let digest = try both.digest(of: runs, and: [Self.timing])
    #expect(try reversed.digest(of: runs, and: [Self.timing]) == digest)
    try a.save([1.5], as: Self.timing)
    #expect(try both.measurement(Self.timing, as: [Double].self) == [1.5])
    #expect(try reversed.measurement(Self.timing, as: [Double].self) == [2.5])
    #expect(try copy("pool").measurement(Self.timing, as: [Double].self) == [1.5])

    try Data("[1.6]".utf8).write(to: URL(fileURLWithPath: a.path(of: Self.timing)))
    let (value, damages) = both.reading(of: Self.timing, as: [Double].self)
    #expect(value == [2.5] && damages.count == 1)
    #expect(try both.digest(of: runs, and: [Self.timing]) == digest)
  }

  /// The linear classifier has the same bits on every machine.
  @Test func differentResultsOfOneClassifierAreRefused() throws {
    for (id, second) in [("0000000000000001", 1.5), ("0000000000000002", 2.5)] {
      let key = RunStore.MeasurementKey.linearClassifier(id: id)
      try a.save([1.5], as: key)
      try b.save([second], as: key)
      for stores in [both, reversed] {
        if second == 1.5 {
          #expect(try stores.measurement(key, as: [Double].self) == [1.5])
        } else {
          let error = ExperimentError.differentMeasurements(
            files: stores.all.map { $0.path(of: key) })
          #expect(throws: error) { try stores.measurement(key, as: [Double].self) }
        }
      }
    }
  }
}
