import Datasets
import Experiments
import Foundation
import Paper
import Testing
import Training

/// Cuts of the shipped rungs, on tiny data: their own files with few images, and of their runs those of
/// S/32 with the first seeds.
@Suite struct LadderTests {
  private let folder: TemporaryFolder
  private let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(path: folder.path + "/store")
  }

  private func preset(_ name: String) throws -> Preset {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/Experiments/Presets/\(name).yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
      // Lengths of training stay apart.
      .replacing(#/ images: ([0-9]+)/#) { $0.output.1 == "300000" ? " images: 128" : " images: 64" }
      .replacing(/evaluationImages: [0-9]+/, with: "evaluationImages: 90")
      .replacing(/(?m)^ +transfer:.*$/, with: "")
      .replacing(/extends: ([a-z]+)/) { "extends: ./\($0.output.1).yaml" }
    let path = "\(folder.path)/\(name).yaml"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return try Preset.load(path, data: SyntheticData.dataset.identity)
  }

  private func cut(_ preset: Preset, seeds: ClosedRange<UInt64>) -> [PlannedRun] {
    preset.runs.filter { $0.model == .s32 && seeds.contains($0.specification.seed) }
  }

  /// Which of the runs were begun.
  private func train(_ runs: [PlannedRun]) throws -> [String] {
    var begun: [String] = []
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1,
      report: { if case .started(let run, _) = $0 { begun.append(run.specification.id) } })
    #expect(try trainer.run(runs) == .finished)
    return begun
  }

  /// Every file of a run's folder, with the number of its inode: a file that was replaced has another.
  private func files(of runs: [PlannedRun]) throws -> [String: [String]] {
    var files: [String: [String]] = [:]
    for run in runs {
      let id = run.specification.id
      files[id] = try FileManager.default.contentsOfDirectory(atPath: "\(store.path)/\(id)")
        .sorted().map { name in
          let path = "\(store.path)/\(id)/\(name)"
          let inode = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber]
          let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
          return "\(name) \(inode ?? "-") \(bytes.base64EncodedString())"
        }
    }
    return files
  }

  @Test func aStoreGoesUpTheLadderAndNothingIsTrainedTwice() throws {
    _ = try preset("quick")
    let below = cut(try preset("quick"), seeds: 100...101)
    let above = cut(try preset("standard"), seeds: 100...102)
    let inherited = Set(below.map(\.specification.id))
    #expect(inherited.count >= 20 && above.count > inherited.count)
    #expect(inherited.isSubset(of: above.map(\.specification.id)))

    #expect(try train(below) == below.map(\.specification.id))
    let before = try files(of: below)
    // What is new of the higher rung, each run once, and in its order.
    #expect(
      try train(above) == above.map(\.specification.id).filter { !inherited.contains($0) })
    #expect(try files(of: below) == before)
    #expect(try train(above).isEmpty)
  }
}
