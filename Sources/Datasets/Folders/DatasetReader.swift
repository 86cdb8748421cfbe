/// A source whose data are read when they are first needed, and once.
public final class DatasetReader {
  private let source: DatasetSource
  private var dataset: Dataset?

  public init(_ source: DatasetSource) { self.source = source }

  /// What runs on this data carry; reads the data only where it must.
  public func identity() throws(DatasetError) -> DatasetIdentity {
    switch source {
    case .fashionMNIST: FashionMNIST.identity
    case .folder: try load().identity
    }
  }

  public func load() throws(DatasetError) -> Dataset {
    if let dataset { return dataset }
    let loaded = try source.load()
    dataset = loaded
    return loaded
  }
}
