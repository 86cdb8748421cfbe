import Foundation

/// A folder with the four files of the MNIST distribution, each plain or compressed.
enum IDXFolder {
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  static func load(_ folder: String, name: String) throws(DatasetError) -> Dataset {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw .missingFolder(folder) }

    let trainingImages = try IDXFile(folder: folder, name: names[0], rank: 3)
    let trainingLabels = try IDXFile(folder: folder, name: names[1], rank: 1)
    let testImages = try IDXFile(folder: folder, name: names[2], rank: 3)
    let testLabels = try IDXFile(folder: folder, name: names[3], rank: 1)

    for (images, labels) in [(trainingImages, trainingLabels), (testImages, testLabels)]
    where images.dimensions[0] != labels.dimensions[0] {
      throw .unequalCounts(
        imageFile: images.path, images: images.dimensions[0], labelFile: labels.path,
        labels: labels.dimensions[0])
    }
    let size = Array(trainingImages.dimensions[1...])
    guard size == Array(testImages.dimensions[1...]) else {
      throw .unequalSizes(
        trainingFile: trainingImages.path, training: size, testFile: testImages.path,
        test: Array(testImages.dimensions[1...]))
    }
    // IDX files do not say how many classes there are; the training labels do.
    let classes = Int(trainingLabels.bytes.max()!) + 1
    guard classes > 1 else { throw .singleClass(file: trainingLabels.path) }
    if let index = testLabels.bytes.firstIndex(where: { $0 >= classes }) {
      throw .labelOutOfRange(
        file: testLabels.path, index: index, label: Int(testLabels.bytes[index]), classes: classes)
    }
    return Dataset(
      name: name, training: DatasetPart(images: trainingImages.bytes, labels: trainingLabels.bytes),
      test: DatasetPart(images: testImages.bytes, labels: testLabels.bytes), classes: classes,
      height: size[0], width: size[1], channels: 1)
  }
}
