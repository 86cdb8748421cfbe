import Foundation

/// Where a data set comes from.
public enum DatasetSource: Hashable, Sendable {
  /// The default, whose identity is known without its files.
  case fashionMNIST
  /// A folder of IDX files; the set is called by the folder's name.
  case folder(String)

  /// What runs on this data carry; loads the data only where it must.
  public func identity() throws(DatasetError) -> DatasetIdentity {
    switch self {
    case .fashionMNIST: FashionMNIST.identity
    case .folder: try load().identity
    }
  }

  public func load() throws(DatasetError) -> Dataset {
    switch self {
    case .fashionMNIST:
      let dataset = try IDXFolder.load(FashionMNIST.folder, name: FashionMNIST.identity.name)
      guard dataset.identity == FashionMNIST.identity else {
        throw .unexpectedContent(
          folder: FashionMNIST.folder, found: dataset.identity.digest,
          expected: FashionMNIST.identity.digest)
      }
      return dataset
    case .folder(let path):
      let folder = URL(fileURLWithPath: path).standardizedFileURL
      return try IDXFolder.load(folder.path, name: folder.lastPathComponent)
    }
  }
}
