import Datasets
import Experiments
import Foundation
import Testing
import Training

/// Runs that were begun, and what may have become of their files since.
@Suite struct PartialRunsTests {
  let folder: TemporaryFolder
  let store: RunStore
  let run = SyntheticData.run(images: 640)
  let whole: Data

  init() throws {
    folder = try TemporaryFolder()
    let other = RunStore(path: folder.path + "/whole")
    #expect(try Self.trainer(other).run([run]) == .finished)
    whole = try Data(
      contentsOf: URL(fileURLWithPath: "\(other.path)/\(run.specification.id)/result.json"))
    store = RunStore(path: folder.path + "/runs")
    let stopping = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1,
      isInterrupted: interruption(after: 8))
    #expect(try stopping.run([run]) == .interrupted)
  }

  private static func trainer(
    _ store: RunStore, report: @escaping (TrainingEvent) -> Void = { _ in }
  ) -> Trainer {
    Trainer(store: store, dataset: SyntheticData.dataset, threads: 1, report: report)
  }

  private var runFolder: String { "\(store.path)/\(run.specification.id)" }

  /// They are written anew, the checkpoint is gone on from, and the result is the same.
  @Test(
    arguments: [["spec.json"], ["SHA256SUMS"], ["spec.json", "SHA256SUMS"]],
    KeptCopiesTests.Damage.allCases)
  func damageToItsSmallFilesIsMended(
    _ names: [String], _ damage: KeptCopiesTests.Damage
  ) throws {
    for name in names { try damage.strike("\(runFolder)/\(name)") }
    #expect(store.state(of: run.specification).isMissing)
    var (mended, start) = (0, 0)
    let trainer = Self.trainer(store) { event in
      switch event {
      case .mended: mended += 1
      case .started(_, let step): start = step
      default: break
      }
    }
    #expect(try trainer.run([run]) == .finished)
    #expect(start > 0)
    // With both gone it is as if nothing had been there.
    #expect(mended == (damage == .removed && names != ["SHA256SUMS"] ? 0 : 1))
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(runFolder)/result.json")) == whole)
    let check = try StoreCheck(store)
    #expect(check.damages.isEmpty && check.runs.count == 1, "\(check.damages)")
  }

  /// Begun by a newer program: its work is not thrown away.
  @Test func aNewerSpecificationIsLeftAlone() throws {
    try StoreForgery(store, run).forge("spec.json") {
      $0.replacing("\"schemaVersion\":2", with: "\"schemaVersion\":3")
    }
    #expect(store.state(of: run.specification) == .damaged)
    var left = 0
    let trainer = Self.trainer(store) { if case .leftAlone = $0 { left += 1 } }
    #expect(try trainer.run([run]) == .finished)
    #expect(left == 1 && FileManager.default.fileExists(atPath: runFolder + "/checkpoint"))
    #expect(!FileManager.default.fileExists(atPath: runFolder + "/result.json"))
  }

  @Test func whatACrashLeftBesideAResultIsRemoved() throws {
    let files = FileManager.default
    #expect(try Self.trainer(store).run([run]) == .finished)
    for name in ["checkpoint", "checkpoint.partial", "failure.txt.partial"] {
      #expect(files.createFile(atPath: "\(runFolder)/\(name)", contents: Data()))
    }
    #expect(try Self.trainer(store).run([run]) == .finished)
    #expect(
      try files.contentsOfDirectory(atPath: runFolder).sorted()
        == ["SHA256SUMS", "cost.json", "lock", "log.jsonl", "result.json", "spec.json"])
  }

  /// As a full disk leaves it.
  @Test func aLogCutShortGoesOnWithALineOfItsOwn() throws {
    let path = runFolder + "/log.jsonl"
    let log = try Data(contentsOf: URL(fileURLWithPath: path))
    try log.dropLast(7).write(to: URL(fileURLWithPath: path))
    #expect(try Self.trainer(store).run([run]) == .finished)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let broken = lines.filter {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) == nil
    }
    #expect(broken.count == 1 && lines.count >= 4, "\(lines)")
  }
}
