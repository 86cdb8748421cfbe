/// A folder of PNG images in a sub-folder for each class: `CLASS/*.png`, split by `SeededSplit`, or
/// `train/CLASS/*.png` and `test/CLASS/*.png`.
///
/// Classes are numbered in ascending order of their names' bytes, and a class's images come in the
/// same order. The set is grey when every image is, and otherwise RGB. Beside `train` and `test`,
/// other sub-folders are ignored.
enum PNGFolder {
  /// Whether some sub-folder, or some sub-folder of `train`, holds a PNG file.
  static func isIn(_ folder: DataFolder) throws(DatasetError) -> Bool {
    for name in folder.folders {
      let inner = try folder.folder(name)
      if inner.files.contains(where: isPNG) { return true }
      guard name == "train" else { continue }
      for name in inner.folders {
        if try inner.folder(name).files.contains(where: isPNG) { return true }
      }
    }
    return false
  }

  static func load(
    _ folder: DataFolder, size: Int?
  ) throws(DatasetError) -> Dataset {
    var trainingFolder = folder
    var hasParts = false
    if folder.folders.contains("train") {
      let inner = try folder.folder("train")
      hasParts = !inner.folders.isEmpty
      if hasParts { trainingFolder = inner }
    }
    let classes = trainingFolder.folders
    guard classes.count > 1 else { throw .singleClass(path: trainingFolder.path) }
    // Labels are bytes.
    guard classes.count <= 256 else {
      throw .tooManyClasses(folder: trainingFolder.path, count: classes.count)
    }
    var images = ImageCollection(size: size)
    for (label, className) in classes.enumerated() {
      try add(trainingFolder.folder(className), label: UInt8(label), to: &images)
    }
    let trainingCount = images.count
    guard hasParts else {
      let all = images.part(0..<trainingCount)
      guard let (training, test) = SeededSplit.split(all, classes: classes.count) else {
        throw .tooFewToSplit(path: folder.path)
      }
      return images.dataset(training: training, test: test, classes: classes.count)
    }

    let testFolder = try folder.folder("test")
    guard !testFolder.folders.isEmpty else { throw .noImages(folder: testFolder.path) }
    for className in testFolder.folders {
      let testClass = try testFolder.folder(className)
      guard let label = classes.firstIndex(of: className) else {
        throw .unknownClass(folder: testClass.path, trainingFolder: trainingFolder.path)
      }
      try add(testClass, label: UInt8(label), to: &images)
    }
    return images.dataset(
      training: images.part(0..<trainingCount),
      test: images.part(trainingCount..<images.count), classes: classes.count)
  }

  /// Reads a class's images. Anything else in its folder is an error, lest images of another format
  /// be left out in silence.
  private static func add(
    _ folder: DataFolder, label: UInt8, to images: inout ImageCollection
  ) throws(DatasetError) {
    if let other = folder.folders.first ?? folder.files.first(where: { !isPNG($0) }) {
      throw .notPNG(path: "\(folder.path)/\(other)")
    }
    guard !folder.files.isEmpty else { throw .noImages(folder: folder.path) }
    for file in folder.files { try images.add("\(folder.path)/\(file)", label: label) }
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
