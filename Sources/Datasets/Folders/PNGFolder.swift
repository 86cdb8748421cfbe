/// A folder of PNG images in a sub-folder for each class: `CLASS/*.png`, split by `SeededSplit`, or
/// `train/CLASS/*.png` and `test/CLASS/*.png`.
///
/// Classes are numbered in ascending order of their names' bytes, and a class's images come in the
/// same order. A class of the test part is that of the training part whose name is the same text in
/// Unicode, however it is composed. The set is grey when every image is, and otherwise RGB.
///
/// Every PNG file must be of a class. Other files, and other folders beside `train` and `test`, are
/// left out with a note.
struct PNGFolder {
  private let folder: DataFolder
  /// The folder of the training part, or of all images.
  private let training: DataFolder
  private let test: DataFolder?

  /// Whether some sub-folder, or some sub-folder of a part, holds a PNG file.
  static func isIn(_ folder: DataFolder) throws(DatasetError) -> Bool {
    for name in folder.folders {
      let inner = try folder.folder(name)
      if inner.files.contains(where: isPNG) { return true }
      guard ["train", "test"].contains(name) else { continue }
      for name in inner.folders {
        if try inner.folder(name).files.contains(where: isPNG) { return true }
      }
    }
    return false
  }

  init(_ folder: DataFolder) throws(DatasetError) {
    self.folder = folder
    let training = folder.folders.contains("train") ? try folder.folder("train") : nil
    guard let training, !training.folders.isEmpty else {
      try Self.requireClasses(folder)
      self.training = folder
      test = nil
      return
    }
    self.training = training
    test = try folder.folder("test")
  }

  /// Of all images' files together.
  func bytes() throws(DatasetError) -> Int {
    var bytes = 0
    for part in [training, test].compactMap(\.self) {
      for name in part.folders {
        let images = try part.folder(name)
        for file in images.files where Self.isPNG(file) {
          bytes += try DataFile.size(of: "\(images.path)/\(file)", atMost: PNGImage.largestFile)
        }
      }
    }
    return bytes
  }

  /// Names of folders that are parts of sets. A class may have such a name too, beside others.
  private static let partNames: Set = [
    "train", "training", "test", "testing", "val", "valid", "validation", "eval", "dev",
  ]

  private static func requireClasses(_ folder: DataFolder) throws(DatasetError) {
    let parts = folder.folders.filter { partNames.contains($0.lowercased()) }
    let both = folder.folders.contains("train") && folder.folders.contains("test")
    guard both || parts.count == folder.folders.count else { return }
    throw .partsWithoutClasses(folder: folder.path, parts: parts)
  }

  func load(size: Int?, note: (DatasetNote) -> Void) throws(DatasetError) -> Dataset {
    let classes = training.folders
    guard classes.count > 1 else { throw .singleClass(path: training.path) }
    // Labels are bytes.
    guard classes.count <= 256 else {
      throw .tooManyClasses(folder: training.path, count: classes.count)
    }
    try Self.requireDifferent(classes, in: training)
    var images = ImageCollection(size: size)
    var rest = try Self.rest(of: training)
    if test != nil {
      rest += try Self.rest(of: folder)
      rest += folder.folders.filter { $0 != "train" && $0 != "test" }.map {
        "\(folder.path)/\($0)"
      }
    }
    for (label, className) in classes.enumerated() {
      rest += try Self.add(training.folder(className), label: UInt8(label), to: &images)
    }
    let trainingCount = images.count
    let dataset: Dataset
    if let test {
      try addTest(test, to: &images, rest: &rest)
      dataset = images.dataset(
        training: images.part(0..<trainingCount),
        test: images.part(trainingCount..<images.count), classes: classes.count)
    } else {
      let all = images.part(0..<trainingCount)
      guard let (training, test) = SeededSplit.split(all, classes: classes.count) else {
        throw .tooFewToSplit(path: folder.path)
      }
      dataset = images.dataset(training: training, test: test, classes: classes.count)
    }
    if let first = rest.first {
      note(.leftOut(folder: folder.path, count: rest.count, first: first))
    }
    DatasetNote.absentClasses(of: dataset, folder: folder.path, names: classes).forEach(note)
    return dataset
  }

  private func addTest(
    _ test: DataFolder, to images: inout ImageCollection, rest: inout [String]
  ) throws(DatasetError) {
    guard !test.folders.isEmpty else {
      if test.files.contains(where: Self.isPNG) {
        throw .partsWithoutClasses(folder: folder.path, parts: ["test"])
      }
      throw .noImages(folder: test.path)
    }
    rest += try Self.rest(of: test)
    try Self.requireDifferent(test.folders, in: test)
    for className in test.folders {
      let testClass = try test.folder(className)
      guard let label = training.folders.firstIndex(of: className) else {
        throw .unknownClass(folder: testClass.path, trainingFolder: training.path)
      }
      rest += try Self.add(testClass, label: UInt8(label), to: &images)
    }
  }

  /// Swift compares text as Unicode does: names that look alike are equal, whatever their bytes.
  private static func requireDifferent(
    _ classes: [String], in folder: DataFolder
  ) throws(DatasetError) {
    for names in Dictionary(grouping: classes, by: \.self).values where names.count > 1 {
      throw .classesAlike(folder: folder.path, names: names)
    }
  }

  /// The files beside the folders of classes or parts, none of which may be an image.
  private static func rest(of folder: DataFolder) throws(DatasetError) -> [String] {
    let paths = folder.files.map { "\(folder.path)/\($0)" }
    if let image = paths.first(where: isPNG) { throw .imageOutsideClass(file: image) }
    return paths
  }

  /// Reads a class's images and returns the other files' paths. A folder among them is an error: it
  /// may hold images.
  private static func add(
    _ folder: DataFolder, label: UInt8, to images: inout ImageCollection
  ) throws(DatasetError) -> [String] {
    if let other = folder.folders.first { throw .notPNG(path: "\(folder.path)/\(other)") }
    guard folder.files.contains(where: isPNG) else { throw .noImages(folder: folder.path) }
    var rest: [String] = []
    for path in folder.files.map({ "\(folder.path)/\($0)" }) {
      if isPNG(path) {
        try images.add(path, label: label)
      } else {
        rest.append(path)
      }
    }
    return rest
  }

  private static func isPNG(_ name: String) -> Bool { name.lowercased().hasSuffix(".png") }
}

/// Images of PNG files as they are read, brought to one size at once; how many channels they share
/// is known at the end.
private struct ImageCollection {
  /// The size to bring each side to, or nil where all images must have the first one's.
  let size: Int?
  private var first: (file: String, height: Int, width: Int)?
  private var images: [(pixels: [UInt8], channels: Int)] = []
  private var labels: [UInt8] = []

  init(size: Int?) { self.size = size }

  var count: Int { labels.count }

  private var channels: Int { images.allSatisfy { $0.channels == 1 } ? 1 : 3 }

  mutating func add(_ file: String, label: UInt8) throws(DatasetError) {
    let image = try PNGImage(file: file)
    var pixels = image.pixels
    if let size {
      pixels = Resampler(from: (image.height, image.width), to: (size, size))
        .resample(pixels, channels: image.channels)
    } else if let first, (first.height, first.width) != (image.height, image.width) {
      throw .unequalImageSizes(
        file: file, size: [image.width, image.height], firstFile: first.file,
        firstSize: [first.width, first.height])
    }
    first = first ?? (file, image.height, image.width)
    images.append((pixels, image.channels))
    labels.append(label)
  }

  func part(_ range: Range<Int>) -> DatasetPart {
    let channels = channels
    return DatasetPart(
      images: images[range].flatMap {
        ImageChannels.converted($0.pixels, from: $0.channels, to: channels)
      },
      labels: Array(labels[range]))
  }

  /// - Precondition: there is an image.
  func dataset(
    training: DatasetPart, test: DatasetPart, classes: Int
  ) -> Dataset {
    Dataset(
      training: training, test: test, classes: classes,
      height: size ?? first!.height, width: size ?? first!.width, channels: channels)
  }
}
