import Foundation

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

  public func load() throws(DatasetError) -> Dataset {
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
      let folder = try DataFolder(URL(fileURLWithPath: path).standardizedFileURL.path)
      let dataset =
        switch try DatasetKind(of: folder) {
        case .idx: try IDXFolder.load(folder)
        case .cifar10: try CIFARFolder.ten.load(folder)
        case .cifar100: try CIFARFolder.hundred.load(folder)
        // Its images may be of many sizes, so it brings them to one itself.
        case .pngImages: try PNGFolder.load(folder, size: size)
        }
      guard let size else { return dataset }
      return dataset.fitted(height: size, width: size, channels: dataset.identity.channels)
    }
  }
}
