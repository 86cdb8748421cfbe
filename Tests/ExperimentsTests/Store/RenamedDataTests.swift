import Datasets
import Experiments
import Foundation
import Networks
import Testing
import Training

/// A run is known by what its data are, and found wherever they lie.
@Suite struct RenamedDataTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write(to: folder.path + "/data")
  }

  /// IDX files of the synthetic lines.
  private func write(to path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let dataset = SyntheticData.dataset
    for (name, part) in [("train", dataset.training), ("t10k", dataset.test)] {
      func save(_ kind: String, _ sizes: [Int], _ bytes: [UInt8]) throws {
        var data = Data([0, 0, 8, UInt8(sizes.count)])
        for size in sizes {
          withUnsafeBytes(of: UInt32(size).bigEndian) { data.append(contentsOf: $0) }
        }
        data.append(contentsOf: bytes)
        try data.write(to: URL(fileURLWithPath: "\(path)/\(name)-\(kind)-ubyte"))
      }
      try save("images-idx3", [part.count, 8, 8], part.images)
      try save("labels-idx1", [part.count], part.labels)
    }
  }

  @Test func itsRunsAreFound() throws {
    let files = FileManager.default
    let store = RunStore(path: folder.path + "/runs")
    var run = SyntheticData.run(images: 320)
    let dataset = try DatasetSource.folder(folder.path + "/data").load()
    #expect(dataset.identity == SyntheticData.dataset.identity)
    run.specification.data = dataset.identity
    let trainer = Trainer(store: store, dataset: dataset, threads: 1)
    #expect(try trainer.run([run]) == .finished)

    try files.moveItem(atPath: folder.path + "/data", toPath: folder.path + "/renamed")
    try files.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/renamed")
    for name in ["renamed", "link"] {
      let again = try DatasetSource.folder("\(folder.path)/\(name)").load()
      var planned = run
      planned.specification.data = again.identity
      #expect(again.identity.label == dataset.identity.label)
      #expect(store.state(of: planned.specification) == .complete)
      #expect(store.records(of: [planned]).finished.count == 1)
    }
  }
}
