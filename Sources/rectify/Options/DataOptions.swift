import ArgumentParser
import Datasets

/// Which data.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of images to use in place of Fashion-MNIST.",
      discussion: """
        IDX files, CIFAR-10 or CIFAR-100 binaries, or PNG images in a sub-folder for each class; the \
        folder's content says which. Where there is no test part, one image in five of each class \
        becomes it. As in: --data ~/data/cifar-10-batches-bin
        """,
      valueName: "path"), transform: PathArgument.path)
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Bring every image to this many pixels each way.",
      discussion: """
        Needed for PNG images of several sizes. The patches of 4, 2 and 1 pixels give 64, 256 and \
        1024 tokens at 32 pixels. As in: --data ~/data/leaves --size 32
        """,
      valueName: "pixels"))
  var size: Int?

  private static let sizes = 1...1024

  func validate() throws {
    if let size, !Self.sizes.contains(size) {
      throw ValidationError(
        "--size \(size) is not possible; pass a number from \(Self.sizes.lowerBound) to "
          + "\(Self.sizes.upperBound).")
    }
  }

  /// A new reader each time: keep it where the data are needed twice.
  func reader() -> DatasetReader {
    let isDefault = data == nil && size == nil
    return DatasetReader(
      isDefault ? .fashionMNIST : .folder(data ?? FashionMNIST.folder, size: size),
      note: Self.say)
  }

  /// One line on standard error.
  static func say(_ note: DatasetNote) { StandardErrors.print(note.description) }
}
