import Foundation

/// What can be wrong with a data set on disk; each case is worded as one sentence that says what,
/// where, and what to do.
public enum DatasetError: Error, Equatable {
  case missingFolder(String)
  case unrecognised(folder: String)
  case severalKinds(folder: String, kinds: [String])
  /// IDX files of more than one set; `names` are those of their image files.
  case severalSets(folder: String, names: [String])
  case missingFile(folder: String, name: String)
  /// `code` is what the system gave as `errno`.
  case unreadable(file: String, code: Int32)
  /// What is not UTF-8 in the name is written as `\xe9`.
  case nameNotUTF8(folder: String, name: String)
  case danglingLink(path: String)
  /// A link in the data folder to a place that is not in it.
  case leadsOutside(link: String, target: String, folder: String)
  /// A pipe, a socket or a device.
  case notAFile(path: String)
  /// More bytes than are read of such a file, in the file or by its own header.
  case tooLarge(file: String, bytes: Int, limit: Int)
  /// An IDX file and its compressed form that hold different data.
  case differentCopies(file: String, compressed: String)
  case truncated(file: String)
  case corrupt(file: String, reason: String)
  case trailingBytes(file: String, count: Int)
  case wrongMagicNumber(file: String, found: String, expected: String)
  /// `dimensions` are those that the file's own header declares.
  case wrongLength(file: String, dimensions: [Int], expected: Int, found: Int)
  case unequalCounts(imageFile: String, images: Int, labelFile: String, labels: Int)
  case unequalSizes(trainingFile: String, training: [Int], testFile: String, test: [Int])
  case labelOutOfRange(file: String, index: Int, label: Int, classes: Int)
  case singleClass(path: String)
  case tooManyClasses(folder: String, count: Int)
  /// There is no test part, and no class has the five images that one is made of.
  case tooFewToSplit(path: String)
  /// A CIFAR file whose length, in bytes, is not a whole number of records.
  case partialRecord(file: String, record: Int, found: Int)
  case undecodableImage(file: String, reason: String)
  /// Widths and heights.
  case unequalImageSizes(file: String, size: [Int], firstFile: String, firstSize: [Int])
  case notPNG(path: String)
  case noImages(folder: String)
  /// Images lie in the folders of the parts themselves.
  case partsWithoutClasses(folder: String, parts: [String])
  /// Beside the folders of the classes.
  case imageOutsideClass(file: String)
  /// Names of classes that are one text in Unicode and differ in their bytes.
  case classesAlike(folder: String, names: [String])
  /// A class of the test part that the training part lacks.
  case unknownClass(folder: String, trainingFolder: String)
  /// The default folder holds another set than the one that the plans' identities name.
  case unexpectedContent(folder: String, found: String, expected: String)
}

extension DatasetError: CustomStringConvertible {
  public var description: String { PrintedName.safe(sentence) }

  private var sentence: String {
    switch self {
    case .missingFolder(let folder):
      "The data folder \(folder) does not exist; " + Self.remedy(folder, Self.anotherFolder)
    case .unrecognised(let folder):
      "The data folder \(folder) holds no set of a known kind; "
        + Self.remedy(folder, Self.anotherFolder)
    case .severalKinds(let folder, let kinds):
      "The data folder \(folder) holds \(kinds.joined(separator: " and ")), which cannot be one "
        + "set; move one kind to a folder of its own and name it with --data."
    case .severalSets(let folder, let names):
      "The data folder \(folder) holds the IDX files of several sets "
        + "(\(names.joined(separator: ", "))); copy those of one set to a folder of their own and "
        + "name it with --data."
    case .missingFile(let folder, let name):
      "The data folder \(folder) lacks the file \(name)\(name.hasSuffix(".bin") ? "" : "[.gz]"); "
        + Self.remedy(folder, "add it, or pass another folder with --data.")
    case .unreadable(let file, let code):
      "\(file) in the data cannot be read (\(String(cString: strerror(code)))); "
        + ([EACCES, EPERM].contains(code)
          ? "let this user read it, or pass another folder with --data." : Self.repair(file))
    case .nameNotUTF8(let folder, let name):
      "The data folder \(folder) holds \(name), a name that is not UTF-8; rename it, or move it out "
        + "of the folder that --data names."
    case .danglingLink(let path):
      "The link \(path) in the data leads nowhere; mend or remove it, or pass another folder with "
        + "--data."
    case .leadsOutside(let link, let target, let folder):
      "The link \(link) in the data leads to \(target), outside of the data folder \(folder); put a "
        + "copy of what it leads to in its place, or pass the folder that all of the set lies in with "
        + "--data."
    case .notAFile(let path):
      "\(path) in the data is neither a file nor a folder; move it out of the folder that --data "
        + "names."
    case .tooLarge(let file, let bytes, let limit):
      "The data file \(file) is said to hold \(bytes) bytes, and at most \(limit) are read of such a "
        + "file; " + Self.repair(file)
    case .differentCopies(let file, let compressed):
      "The data file \(file) and its compressed form \(compressed) hold different data; keep the "
        + "one that you mean, and move the other out of the folder that --data names."
    case .truncated(let file):
      "The data file \(file) is truncated, it ends inside its compressed data; "
        + Self.repair(file)
    case .corrupt(let file, let reason):
      "The data file \(file) is damaged (gzip: \(reason)); " + Self.repair(file)
    case .trailingBytes(let file, let count):
      "The data file \(file) has \(count) bytes after the end of its data; " + Self.repair(file)
    case .wrongMagicNumber(let file, let found, let expected):
      "The data file \(file) has the wrong magic number, \(found) where an IDX file of its kind "
        + "has \(expected); " + Self.repair(file)
    case .wrongLength(let file, let dimensions, let expected, let found):
      "The data file \(file) declares the dimensions \(Self.product(dimensions)), \(expected) "
        + "bytes of data, and holds \(found); " + Self.repair(file)
    case .unequalCounts(let imageFile, let images, let labelFile, let labels):
      "The data file \(imageFile) holds \(images) images and \(labelFile) holds \(labels) labels, "
        + "which should be equally many; " + Self.repair(imageFile)
    case .unequalSizes(let trainingFile, let training, let testFile, let test):
      "The data file \(trainingFile) holds images of \(Self.product(training)) pixels and "
        + "\(testFile) of \(Self.product(test)), which should be of one size; "
        + Self.repair(trainingFile)
    case .labelOutOfRange(let file, let index, let label, let classes):
      "The data file \(file) has label \(label) at index \(index), out of range for \(classes) "
        + "classes; " + Self.repair(file)
    case .singleClass(let path):
      "The training data in \(path) are of a single class, where at least two are needed; pass "
        + "another folder with --data."
    case .tooManyClasses(let folder, let count):
      "The data folder \(folder) holds \(count) class sub-folders, and labels are bytes; leave at "
        + "most 256 in the folder that --data names."
    case .tooFewToSplit(let path):
      "The data in \(path) have no test part, and no class has the five images that one is split "
        + "off from; pass a larger set, or one with a test part, with --data."
    case .partialRecord(let file, let record, let found):
      "The data file \(file) is of \(found) bytes, which is not a whole number of records of "
        + "\(record) bytes: it is truncated or of another kind; " + Self.repair(file)
    case .undecodableImage(let file, let reason):
      "The image \(file) cannot be decoded (libpng: \(reason)); write it again or remove it from "
        + "the folder that --data names."
    case .unequalImageSizes(let file, let size, let firstFile, let firstSize):
      "The image \(file) is of \(Self.product(size)) pixels and \(firstFile) of "
        + "\(Self.product(firstSize)); pass --size N beside --data to bring every image to N x N."
    case .notPNG(let path):
      "The data folder has \(path) where only PNG files of a class are expected; convert it, or "
        + "move it out of the folder that --data names."
    case .noImages(let folder):
      "The data folder \(folder) holds no PNG file of any class; add some, or remove it from the "
        + "folder that --data names."
    case .partsWithoutClasses(let folder, let parts):
      "The data folder \(folder) has images in \(parts.joined(separator: " and ")) itself, where "
        + "they are of no class; sort them as CLASS/*.png, or as train/CLASS/*.png and "
        + "test/CLASS/*.png, in the folder that --data names."
    case .imageOutsideClass(let file):
      "The image \(file) lies beside the folders of the classes and is of none; move it into one, "
        + "or out of the folder that --data names."
    case .classesAlike(let folder, let names):
      "The data folder \(folder) holds classes whose names look alike and differ in their bytes, "
        + "\(names.map(PrintedName.spelledOut).joined(separator: " and ")); join or rename them in "
        + "the folder that --data names."
    case .unknownClass(let folder, let trainingFolder):
      "The data folder \(folder) is of a class that \(trainingFolder) lacks; add its training "
        + "images or remove it from the folder that --data names."
    case .unexpectedContent(let folder, let found, let expected):
      "The data in \(folder) is not the Fashion-MNIST that the plans name (digest \(found), "
        + "expected \(expected)); pass --data \(folder) to use it as a set of its own, or "
        + Self.repair(folder)
    }
  }

  private static func product(_ dimensions: [Int]) -> String {
    dimensions.map(String.init).joined(separator: " x ")
  }

  private static let anotherFolder =
    "pass with --data a folder of \(DatasetKind.descriptions)."

  private static func repair(_ path: String) -> String {
    remedy(path, "fetch the set again, or pass another folder with --data.")
  }

  /// The default set is a package, which is the remedy for whatever is wrong with it.
  private static func remedy(_ path: String, _ otherwise: String) -> String {
    guard path.hasPrefix(FashionMNIST.folder) else { return otherwise }
    let files = FashionMNIST.files.map { "\($0.name) SHA-256 \($0.sha256)" }
      .joined(separator: ", ")
    return "install it with `apt-get install --reinstall \(FashionMNIST.package)`, whose files are "
      + "\(files), or pass another folder with --data."
  }
}
