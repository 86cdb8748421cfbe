import Datasets
import Foundation
import Testing

/// A folder `set` in a temporary place, to be filled by a test; removed on `deinit`.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rectify-data-\(UUID().uuidString)/set"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
  }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes the folders in between.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func load(size: Int? = nil) throws -> Dataset {
    try DatasetSource.folder(path, size: size).load()
  }
}

extension Dataset {
  /// The images of a part, one after the other.
  static func images(_ part: DatasetPart) -> [[UInt8]] {
    let pixels = part.images.count / part.count
    return (0..<part.count).map { Array(part.images[$0 * pixels..<($0 + 1) * pixels]) }
  }
}

extension TemporaryFolder {
  func makeFolder(named name: [UInt8], in folder: String) {
    let path = Array(path(folder).utf8) + [UInt8(ascii: "/")] + name + [0]
    #expect(mkdir(path.map(CChar.init(bitPattern:)), 0o777) == 0)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name), withDestinationPath: target)
  }

  /// The set and what is said about it.
  func loadWithNotes() throws -> (set: Dataset, notes: [DatasetNote]) {
    var notes: [DatasetNote] = []
    let set = try DatasetSource.folder(path).load { notes.append($0) }
    return (set, notes)
  }
}
