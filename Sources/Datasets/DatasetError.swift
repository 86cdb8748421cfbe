/// What can be wrong with a data set on disk; each case is worded as one sentence that says what,
/// where, and what to do.
public enum DatasetError: Error, Equatable {
  case missingFolder(String)
  case missingFile(folder: String, name: String)
  case unreadable(file: String, reason: String)
  case truncated(file: String)
  case corrupt(file: String, reason: String)
  case trailingBytes(file: String, count: Int)
  case wrongMagicNumber(file: String, found: String, expected: String)
  /// `dimensions` are those that the file's own header declares.
  case wrongLength(file: String, dimensions: [Int], expected: Int, found: Int)
  case unequalCounts(imageFile: String, images: Int, labelFile: String, labels: Int)
  case unequalSizes(trainingFile: String, training: [Int], testFile: String, test: [Int])
  case labelOutOfRange(file: String, index: Int, label: Int, classes: Int)
  case singleClass(file: String)
  /// The default folder holds another set than the one that the plans' identities name.
  case unexpectedContent(folder: String, found: String, expected: String)
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingFolder(let folder):
      return "The data folder \(folder) does not exist; " + Self.remedy(folder)
    case .missingFile(let folder, let name):
      return "The data folder \(folder) holds neither \(name).gz nor \(name); "
        + Self.remedy(folder)
    case .unreadable(let file, let reason):
      return "The data file \(file) cannot be read (\(reason)); " + Self.remedy(file)
    case .truncated(let file):
      return "The data file \(file) is truncated, it ends inside its compressed data; "
        + Self.remedy(file)
    case .corrupt(let file, let reason):
      return "The data file \(file) is damaged (gzip: \(reason)); " + Self.remedy(file)
    case .trailingBytes(let file, let count):
      return "The data file \(file) has \(count) bytes after the end of its data; "
        + Self.remedy(file)
    case .wrongMagicNumber(let file, let found, let expected):
      return "The data file \(file) has the wrong magic number, \(found) where an IDX file of its "
        + "kind has \(expected); " + Self.remedy(file)
    case .wrongLength(let file, let dimensions, let expected, let found):
      return "The data file \(file) declares the dimensions "
        + "\(Self.product(dimensions)), \(expected) bytes of data, and holds \(found); "
        + Self.remedy(file)
    case .unequalCounts(let imageFile, let images, let labelFile, let labels):
      return "The data file \(imageFile) holds \(images) images and \(labelFile) holds \(labels) "
        + "labels, which should be equally many; " + Self.remedy(imageFile)
    case .unequalSizes(let trainingFile, let training, let testFile, let test):
      return "The data file \(trainingFile) holds images of \(Self.product(training)) pixels and "
        + "\(testFile) of \(Self.product(test)), which should be of one size; "
        + Self.remedy(trainingFile)
    case .labelOutOfRange(let file, let index, let label, let classes):
      return "The data file \(file) has label \(label) at index \(index), out of range for the "
        + "\(classes) classes of the training labels; " + Self.remedy(file)
    case .singleClass(let file):
      return "The data file \(file) holds labels of a single class, where at least two are needed; "
        + Self.remedy(file)
    case .unexpectedContent(let folder, let found, let expected):
      return "The data in \(folder) is not the Fashion-MNIST that the plans name (digest \(found), "
        + "expected \(expected)); pass --data \(folder) to use it as a set of its own, or "
        + Self.remedy(folder)
    }
  }

  private static func product(_ dimensions: [Int]) -> String {
    dimensions.map(String.init).joined(separator: " x ")
  }

  private static func remedy(_ path: String) -> String {
    guard path.hasPrefix(FashionMNIST.folder) else {
      let names = IDXFolder.names.map { $0 + "[.gz]" }.joined(separator: ", ")
      return "pass with --data a folder that holds the four IDX files \(names)."
    }
    let files = FashionMNIST.files.map { "\($0.name) SHA-256 \($0.sha256)" }
      .joined(separator: ", ")
    return "install it with `apt-get install --reinstall \(FashionMNIST.package)`, whose files are "
      + "\(files), or pass with --data another folder of IDX files."
  }
}
