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
    // What is wrong with the files comes first.
    Memory.require(bytes: try 2 * source.fewestBytes(), for: "reading the data")
    let loaded = try source.load(note: note)
    dataset = loaded
    return loaded
  }
}

extension DatasetSource {
  /// Of the images in memory, at least: what the files' headers declare, which is held against the
  /// files' sizes first, or of images what their files have, compressed as they are.
  fileprivate func fewestBytes() throws(DatasetError) -> Int {
    switch self {
    case .fashionMNIST:
      let data = FashionMNIST.identity
      return (data.trainingImages + data.testImages) * data.height * data.width * data.channels
    case .folder(let path, _):
      let folder = try DataFolder(path)
      switch try DatasetKind(of: folder) {
      case .idx: return try IDXFolder.declaredBytes(in: folder)
      case .cifar10: return try CIFARFolder.ten.bytes(in: folder)
      case .cifar100: return try CIFARFolder.hundred.bytes(in: folder)
      case .pngImages: return try PNGFolder(folder).bytes()
      }
    }
  }
}
