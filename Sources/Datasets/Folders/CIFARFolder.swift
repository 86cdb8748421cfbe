/// A folder of CIFAR-10 or CIFAR-100 in the binary version of its authors (Krizhevsky, 2009).
///
/// A file is a row of records: the label, in CIFAR-100 the coarse label and then the fine one, and
/// 32 x 32 pixels as three planes, red, green and blue. The fine labels are the classes. A file may
/// hold any number of records, so that subsets and sets of the same shape are read too.
struct CIFARFolder {
  let trainingFiles: [String]
  let testFile: String
  /// How many values each of a record's label bytes has; the last one is the class.
  let labelCounts: [Int]

  static let ten = CIFARFolder(
    trainingFiles: (1...5).map { "data_batch_\($0).bin" }, testFile: "test_batch.bin",
    labelCounts: [10])
  static let hundred = CIFARFolder(
    trainingFiles: ["train.bin"], testFile: "test.bin", labelCounts: [20, 100])

  private static let side = 32
  private static let plane = side * side

  func isIn(_ folder: DataFolder) -> Bool {
    folder.files.contains { trainingFiles.contains($0) || $0 == testFile }
  }

  /// Of all records together, after a look at the files' sizes alone.
  func bytes(in folder: DataFolder) throws(DatasetError) -> Int {
    var bytes = 0
    for name in trainingFiles + [testFile] where folder.files.contains(name) {
      let path = "\(folder.path)/\(name)"
      bytes += try wholeRecords(path, bytes: DataFile.size(of: path)) * record
    }
    return bytes
  }

  func load(_ folder: DataFolder) throws(DatasetError) -> Dataset {
    if let missing = (trainingFiles + [testFile]).first(where: { !folder.files.contains($0) }) {
      throw .missingFile(folder: folder.path, name: missing)
    }
    var training = DatasetPart(images: [], labels: [])
    for file in trainingFiles { try read("\(folder.path)/\(file)", into: &training) }
    var test = DatasetPart(images: [], labels: [])
    try read("\(folder.path)/\(testFile)", into: &test)
    return Dataset(
      training: training, test: test, classes: labelCounts.last!, height: Self.side,
      width: Self.side, channels: 3)
  }

  /// Bytes of one.
  private var record: Int { labelCounts.count + 3 * Self.plane }

  private func wholeRecords(_ path: String, bytes: Int) throws(DatasetError) -> Int {
    guard bytes > 0, bytes.isMultiple(of: record) else {
      throw .partialRecord(file: path, record: record, found: bytes)
    }
    return bytes / record
  }

  private func read(_ path: String, into part: inout DatasetPart) throws(DatasetError) {
    let bytes = try DataFile.bytes(of: path)
    let records = try wholeRecords(path, bytes: bytes.count)
    part.images.reserveCapacity(part.images.count + bytes.count)
    for index in 0..<records {
      let start = index * record
      for (offset, count) in labelCounts.enumerated() where bytes[start + offset] >= count {
        throw .labelOutOfRange(
          file: path, index: index, label: Int(bytes[start + offset]), classes: count)
      }
      let red = start + labelCounts.count
      part.labels.append(bytes[red - 1])
      for pixel in red..<red + Self.plane {
        part.images.append(bytes[pixel])
        part.images.append(bytes[pixel + Self.plane])
        part.images.append(bytes[pixel + 2 * Self.plane])
      }
    }
  }
}
