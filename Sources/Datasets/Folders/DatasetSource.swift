/// Where a data set comes from.
public enum DatasetSource: Hashable, Sendable {
  /// The default, whose identity is known without its files.
  case fashionMNIST
  /// A folder of IDX files, of CIFAR-10 or CIFAR-100 binaries, or of PNG images in a sub-folder for
  /// each class, recognised by its content.
  ///
  /// `size` brings the images to so many pixels each way (`Resampler`); without it they stay as
  /// they are.
  case folder(String, size: Int? = nil)

  /// - Parameter note: is told what is worth a line and no error.
  public func load(
    note: (DatasetNote) -> Void = { _ in }
  ) throws(DatasetError) -> Dataset {
    switch self {
    case .fashionMNIST:
      let dataset = try IDXFolder.load(DataFolder(FashionMNIST.folder))
      guard dataset.identity == FashionMNIST.identity else {
        throw .unexpectedContent(
          folder: FashionMNIST.folder, found: dataset.identity.digest,
          expected: FashionMNIST.identity.digest)
      }
      return dataset
    case .folder(let path, let size):
      let folder = try DataFolder(path)
      var dataset: Dataset
      switch try DatasetKind(of: folder) {
      case .idx: dataset = try IDXFolder.load(folder)
      case .cifar10: dataset = try CIFARFolder.ten.load(folder)
      case .cifar100: dataset = try CIFARFolder.hundred.load(folder)
      case .pngImages:
        // Its images may be of many sizes, so it brings them to one itself.
        return try PNGFolder(folder).load(size: size, note: note)
      }
      DatasetNote.absentClasses(of: dataset, folder: folder.path).forEach(note)
      if let size {
        dataset = dataset.fitted(height: size, width: size, channels: dataset.identity.channels)
      }
      return dataset
    }
  }
}
