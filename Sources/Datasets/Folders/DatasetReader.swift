import Foundation
import SystemResources

/// A source whose data are read when they are first needed, and once.
public final class DatasetReader {
  private let source: DatasetSource
  private let note: (DatasetNote) -> Void
  private var dataset: Dataset?

  /// - Parameter note: is told what is worth a line and no error, when the data are read.
  public init(_ source: DatasetSource, note: @escaping (DatasetNote) -> Void = { _ in }) {
    self.source = source
    self.note = note
  }

  /// What runs on this data carry; reads the data only where it must.
  public func identity() throws(DatasetError) -> DatasetIdentity {
    switch source {
    case .fashionMNIST: FashionMNIST.identity
    case .folder: try load().identity
    }
  }

  /// Ends the program where the memory for the data cannot be had.
  public func load() throws(DatasetError) -> Dataset {
    if let dataset { return dataset }
    Memory.require(bytes: 2 * source.fewestBytes, for: "reading the data")
    let loaded = try source.load(note: note)
    dataset = loaded
    return loaded
  }
}

extension DatasetSource {
  private static let endings = [".png", ".bin", "ubyte", "ubyte.gz"]

  /// Of the images in memory; of a folder at least what its files have, which may be compressed.
  fileprivate var fewestBytes: Int {
    switch self {
    case .fashionMNIST:
      let data = FashionMNIST.identity
      return (data.trainingImages + data.testImages) * data.height * data.width * data.channels
    case .folder(let path, _):
      guard
        let entries = FileManager.default.enumerator(
          at: URL(fileURLWithPath: path), includingPropertiesForKeys: [.fileSizeKey])
      else { return 0 }
      var bytes = 0
      while let entry = entries.nextObject() as? URL {
        // An archive beside the files that it held is not read.
        if Self.endings.contains(where: entry.lastPathComponent.lowercased().hasSuffix) {
          bytes += (try? entry.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
        }
        // Images lie in PART/CLASS at the deepest; a folder such as / has no end.
        if entries.level > 2 { entries.skipDescendants() }
      }
      return bytes
    }
  }
}
