/// A folder of IDX files, each plain or compressed: `train-images-idx3-ubyte` and
/// `train-labels-idx1-ubyte` with `t10k-...` or `test-...`, as MNIST, KMNIST and Fashion-MNIST
/// come; all behind one prefix, as in `emnist-letters-train-images-idx3-ubyte`; or one pair of any
/// name. Without a test part, `SeededSplit` makes one.
enum IDXFolder {
  /// What stands in a file's name before `-images-idx3-ubyte` or `-labels-idx1-ubyte`, such as
  /// `emnist-letters-train`.
  struct Stem: Hashable {
    let text: String

    var imageName: String { text + IDXFolder.imageSuffix }
    var labelName: String { text + IDXFolder.labelSuffix }
    var isTest: Bool { ["t10k", "test"].contains(part) }

    /// The name of the set that it belongs to; the set of `train` has none.
    var set: String {
      guard isTest || part == "train" else { return text }
      return text.split(separator: "-").dropLast().joined(separator: "-")
    }

    private var part: Substring? { text.split(separator: "-").last }
  }

  private static let imageSuffix = "-images-idx3-ubyte"
  private static let labelSuffix = "-labels-idx1-ubyte"

  static func stems(in folder: DataFolder) -> [Stem] {
    var stems: [Stem] = []
    for file in folder.files {
      let name = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
      for suffix in [imageSuffix, labelSuffix] where name.hasSuffix(suffix) {
        let stem = Stem(text: String(name.dropLast(suffix.count)))
        if !stems.contains(stem) { stems.append(stem) }
      }
    }
    return stems
  }

  /// Of the data in all files together, by their headers.
  static func declaredBytes(in folder: DataFolder) throws(DatasetError) -> Int {
    var bytes = 0
    let stems = stems(in: folder)
    // The training part first, as people look for what is wrong.
    for stem in stems.filter({ !$0.isTest }) + stems.filter(\.isTest) {
      bytes += try IDXFile.declaredBytes(folder: folder, name: stem.imageName, rank: 3)
      bytes += try IDXFile.declaredBytes(folder: folder, name: stem.labelName, rank: 1)
    }
    return bytes
  }

  static func load(_ folder: DataFolder) throws(DatasetError) -> Dataset {
    let stems = stems(in: folder)
    let testStems = stems.filter(\.isTest)
    let otherStems = stems.filter { !$0.isTest }
    guard Set(stems.map(\.set)).count <= 1, testStems.count <= 1, otherStems.count <= 1 else {
      throw .severalSets(folder: folder.path, names: stems.map(\.imageName))
    }
    let expected = testStems.first.map { $0.set.isEmpty ? "train" : $0.set + "-train" } ?? "train"
    let training = try Pair(folder: folder, stem: otherStems.first ?? Stem(text: expected))
    guard let testStem = testStems.first else {
      let labels = Labels(training: training.labels.bytes, test: [])
      let part = labels.part(training)
      guard labels.classes > 1 else { throw .singleClass(path: training.labels.path) }
      guard let (trainingPart, testPart) = SeededSplit.split(part, classes: labels.classes) else {
        throw .tooFewToSplit(path: training.images.path)
      }
      return dataset(trainingPart, testPart, classes: labels.classes, size: training.size)
    }

    let test = try Pair(folder: folder, stem: testStem)
    guard training.size == test.size else {
      throw .unequalSizes(
        trainingFile: training.images.path, training: training.size, testFile: test.images.path,
        test: test.size)
    }
    let labels = Labels(training: training.labels.bytes, test: test.labels.bytes)
    guard labels.classes > 1 else { throw .singleClass(path: training.labels.path) }
    let end = labels.first + labels.classes
    if let index = test.labels.bytes.firstIndex(where: { $0 >= end }) {
      throw .labelOutOfRange(
        file: test.labels.path, index: index, label: Int(test.labels.bytes[index]),
        classes: labels.classes)
    }
    return dataset(
      labels.part(training), labels.part(test), classes: labels.classes, size: training.size)
  }

  private static func dataset(
    _ training: DatasetPart, _ test: DatasetPart, classes: Int, size: [Int]
  ) -> Dataset {
    Dataset(
      training: training, test: test, classes: classes, height: size[0],
      width: size[1], channels: 1)
  }

  /// Images with as many labels.
  private struct Pair {
    let images, labels: IDXFile

    init(folder: DataFolder, stem: Stem) throws(DatasetError) {
      images = try IDXFile(folder: folder, name: stem.imageName, rank: 3)
      labels = try IDXFile(folder: folder, name: stem.labelName, rank: 1)
      guard images.dimensions[0] == labels.dimensions[0] else {
        throw .unequalCounts(
          imageFile: images.path, images: images.dimensions[0], labelFile: labels.path,
          labels: labels.dimensions[0])
      }
    }

    /// Height and width.
    var size: [Int] { Array(images.dimensions[1...]) }
  }

  /// How a set numbers its classes. IDX files do not say; the training labels do.
  private struct Labels {
    /// 1 where the training labels are exactly 1 to some number and no test label is 0, as in the
    /// letters of EMNIST; otherwise 0.
    let first: Int
    let classes: Int

    init(training: [UInt8], test: [UInt8]) {
      let last = Int(training.max()!)
      let used = Set(training)
      first = !used.contains(0) && used.count == last && !test.contains(0) ? 1 : 0
      classes = last + 1 - first
    }

    func part(_ pair: Pair) -> DatasetPart {
      DatasetPart(
        images: pair.images.bytes, labels: pair.labels.bytes.map { $0 - UInt8(first) })
    }
  }
}
