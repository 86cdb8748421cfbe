import Datasets
import Experiments
import Foundation
import Testing
import Training

/// Damaged records, and those made again beside them.
@Suite struct KeptCopiesTests {
  let folder: TemporaryFolder
  let store: RunStore
  let run = SyntheticData.run(images: 320)
  let other = SyntheticData.run(images: 320, seed: 1)
  let original: Data

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(path: folder.path + "/runs")
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run([run, other]) == .finished)
    original = try Data(
      contentsOf: URL(fileURLWithPath: "\(store.path)/\(run.specification.id)/result.json"))
  }

  private var runFolder: String { "\(store.path)/\(run.specification.id)" }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// What was said while both runs were trained; each of the damaged ones is trained again.
  private static func redo(
    _ runs: [PlannedRun], in store: RunStore
  ) throws -> (trained: [PlannedRun], copies: [String]) {
    var trained: [PlannedRun] = []
    var copies: [String] = []
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1, redoesDamaged: true,
      report: { event in
        switch event {
        case .setAside(_, let copy): copies.append(copy)
        case .finished(let run, _, _, _): trained.append(run)
        default: break
        }
      })
    #expect(try trainer.run(runs) == .finished)
    return (trained, copies)
  }

  private func redo() throws -> (trained: [PlannedRun], copies: [String]) {
    try Self.redo([run, other], in: store)
  }

  enum Damage: CaseIterable {
    case cutShort, emptied, zeros, flippedBit, removed

    func strike(_ path: String) throws {
      var data = try Data(contentsOf: URL(fileURLWithPath: path))
      switch self {
      case .cutShort: data = data.prefix(data.count / 2)
      case .emptied: data = Data()
      case .zeros: data = Data(count: data.count)
      case .flippedBit: data[data.count / 3] ^= 4
      case .removed: return try FileManager.default.removeItem(atPath: path)
      }
      try data.write(to: URL(fileURLWithPath: path))
    }
  }

  /// Whatever happens to a file of a finished run, the damage is found, told with its file, and mended;
  /// the other run's record is not touched.
  @Test(
    arguments: ["result.json", "spec.json", "cost.json", "SHA256SUMS"], Damage.allCases)
  func eachDamageIsMendedBesideItsCopy(_ name: String, _ damage: Damage) throws {
    let untouched = try bytes("\(store.path)/\(other.specification.id)/result.json")
    try damage.strike("\(runFolder)/\(name)")
    let isUnfinished = name == "result.json" && damage == .removed
    let left = isUnfinished ? [] : store.records(of: [run, other]).damaged
    if !isUnfinished {
      let error = try #require(left.first).error
      #expect(left.count == 1 && error.description.contains(runFolder + "/"), "\(error)")
      #expect(error.description.contains("`rectify run --redo-damaged`"), "\(error)")
      #expect(try StoreCheck(store).damages.count == 1)
    }
    let damaged = try? bytes("\(runFolder)/\(name)")
    let (trained, copies) = try redo()
    #expect(trained == [run] && copies == (isUnfinished ? [] : ["\(runFolder).damaged-1"]))
    #expect(try bytes("\(runFolder)/result.json") == original)
    #expect(try bytes("\(store.path)/\(other.specification.id)/result.json") == untouched)
    let check = try StoreCheck(store)
    #expect(check.damages.isEmpty && check.runs.count == 2 && check.keptCopies == copies.count)
    if !isUnfinished {
      #expect((try? bytes("\(runFolder).damaged-1/\(name)")) == damaged)
      // Again: another copy, and the first as it was.
      try damage.strike("\(runFolder)/result.json")
      if damage != .removed {
        #expect(try redo().copies == ["\(runFolder).damaged-2"])
        #expect((try? bytes("\(runFolder).damaged-1/\(name)")) == damaged)
      }
    }
  }

  /// A newer program's record is whole: it is told apart, and not made again.
  @Test(arguments: ["result.json", "spec.json", "cost.json"])
  func aNewerRecordIsLeftAlone(_ name: String) throws {
    let version = name == "result.json" ? 1 : 2
    try StoreForgery(store, run).forge(name) {
      $0.replacing("\"schemaVersion\":\(version)", with: "\"schemaVersion\":7")
    }
    let before = try bytes("\(runFolder)/\(name)")
    #expect(store.state(of: run.specification) == .damaged)
    let sentence = try #require(store.records(of: [run]).damaged.first).error.description
    #expect(sentence.contains("has schema version 7, and this program reads \(version) at most"))
    #expect(!sentence.contains("--redo-damaged") && sentence.contains(name), "\(sentence)")
    #expect(try redo().trained.isEmpty)
    #expect(try bytes("\(runFolder)/\(name)") == before)
  }

  /// One that two processes ask for is trained once.
  @Test func twoProcessesRedoItOnce() async throws {
    let (runs, path) = ([run, other], store.path)
    for planned in runs {
      try Damage.emptied.strike("\(store.path)/\(planned.specification.id)/result.json")
    }
    let trained = try await withThrowingTaskGroup(of: [PlannedRun].self) { group in
      for _ in 0..<2 {
        group.addTask { try Self.redo(runs, in: RunStore(path: path)).trained }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(trained.count == 2)
    #expect(try bytes("\(runFolder)/result.json") == original)
    #expect(try StoreCheck(store).keptCopies == 2)
  }

  /// Of several that find the same damage at one moment, one renames the folder, and the others find
  /// nothing to do: also where it is gone between their look and their lock.
  @Test func oneOfManySetsItAside() async throws {
    try Damage.emptied.strike("\(runFolder)/result.json")
    for _ in 0..<100 {
      let (store, run) = (store, run)
      let copies = try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<4 { group.addTask { try store.setAsideDamaged(run) } }
        return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
      }
      #expect(copies == ["\(runFolder).damaged-1"])
      #expect(rename("\(runFolder).damaged-1", runFolder) == 0)
    }
  }

  @Test(arguments: Damage.allCases) func aMeasurementIsSetAside(_ damage: Damage) throws {
    let keys: [RunStore.MeasurementKey] = [.margins, .stepTimes(preset: "mine")]
    for key in keys { try store.save([1.5], as: key) }
    for file in [store.path(of: keys[0]), "\(store.path)/measurements/SHA256SUMS"] {
      try damage.strike(file)
      for key in keys {
        while true {
          do {
            if try store.measurement(key, as: [Double].self) == nil {
              try store.save([1.5], as: key)
            }
            break
          } catch ExperimentError.damagedRecord(let file, _) {
            #expect(try store.setAside(measurementFile: file)?.hasPrefix(file) == true)
          }
        }
      }
      let check = try StoreCheck(store)
      #expect(check.damages.isEmpty && check.measurements == 2, "\(check.damages)")
    }
    #expect(try store.setAside(measurementFile: "\(runFolder)/result.json") == nil)
  }

  @Test func everyDamagedMeasurementIsSetAside() throws {
    let keys: [RunStore.MeasurementKey] = [.margins, .stepTimes(preset: "mine")]
    for key in keys { try store.save([1.5], as: key) }
    let sums = "\(store.path)/measurements/SHA256SUMS"
    for file in keys.map({ store.path(of: $0) }) + [sums] {
      try Data("x\n".utf8).write(to: URL(fileURLWithPath: file))
    }
    let kept = try store.setAsideDamagedMeasurements().map(\.copy)
    #expect(kept == ([sums] + keys.map { store.path(of: $0) }).map { $0 + ".damaged-1" })
    let check = try StoreCheck(store)
    #expect(check.damages.isEmpty && check.measurements == 0, "\(check.damages)")
  }

  /// What cannot be listed is not empty: nothing is trained anew because of it.
  @Test func aStoreThatCannotBeListedIsAnError() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let store = RunStore(path: folder.path + "/runs")
      try store.save([1.5], as: .margins)
      #expect(chmod(folder.path, 0o755) == 0 && chmod(store.path, 0o311) == 0)
      // Root reads everything.
      if geteuid() == 0 { #expect(seteuid(54_001) == 0) }
      let fault = ExperimentError.storeUnusable(
        path: store.path, fault: StoreFault(.read, code: EACCES))
      #expect(throws: fault) { try store.runFolders() }
      #expect(throws: fault) { try StoreCheck(store) }
      #expect(throws: fault) { try store.isUnused() }
      let missing = SyntheticData.run(images: 640)
      #expect(store.state(of: missing.specification) == .damaged)
      #expect(store.records(of: [missing]).damaged.map(\.error) == [fault])
      if getuid() == 0 { #expect(seteuid(0) == 0) }
      chmod(store.path, 0o755)
    }
  }
}
