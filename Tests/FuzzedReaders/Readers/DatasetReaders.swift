import Datasets

extension FuzzedReader {
  /// A folder of IDX files, plain and compressed.
  static let idx = FuzzedReader(
    name: "idx", sources: ["Datasets/Formats/IDXFile.swift", "Datasets/Folders/IDXFolder.swift"]
  ) {
    let (images, labels) = (IDXFile.images(10), IDXFile.labels(10))
    var compressed = FolderInput([images, labels, images, labels])
    for index in compressed.entries.indices { compressed.entries[index].form = .compressed }
    // One pair of any name, and a set behind a prefix, which begins its labels at one.
    var pair = FolderInput([images, labels])
    for index in pair.entries.indices { pair.entries[index].name = 8 + index }
    var letters = FolderInput([images, IDXFile.labels(10, first: 1), images, labels])
    for index in letters.entries.indices { letters.entries[index].name = 10 + index }
    letters.entries[3].bytes = IDXFile.labels(10, first: 1)
    // The same file plain and compressed.
    var both = FolderInput([images, labels, images, labels, images])
    both.entries[4].name = 4
    return [FolderInput([images, labels, images, labels]), compressed, pair, letters, both]
      .map(\.encoded)
  } read: { input in
    ScratchFolder.shared.use { scratch in
      scratch.write(FolderInput(input), names: IDXFile.names)
      load(scratch)
    }
  } mutate: { input, mutation in
    var folder = FolderInput(input)
    if mutation.one(in: 16) {
      folder.changeAllCounts(&mutation)
    } else {
      folder.mutate(&mutation, names: IDXFile.names.count) { IDXFile.mutated($1, &$2) }
    }
    return folder.encoded
  }

  /// A folder of CIFAR-10 or CIFAR-100 binaries.
  static let cifar = FuzzedReader(
    name: "cifar", sources: ["Datasets/Folders/CIFARFolder.swift"]
  ) {
    [CIFARFile.folder(files: 0..<6, labels: 1), CIFARFile.folder(files: 6..<8, labels: 2)]
      .map(\.encoded)
  } read: { input in
    ScratchFolder.shared.use { scratch in
      scratch.write(FolderInput(input), names: CIFARFile.names)
      load(scratch)
    }
  } mutate: { input, mutation in
    var folder = FolderInput(input)
    folder.mutate(&mutation, names: CIFARFile.names.count) { CIFARFile.mutated($1, &$2) }
    return folder.encoded
  }

  /// As a program reads it: headers first, then the memory is asked for, then the rest.
  private static func load(_ scratch: ScratchFolder) {
    let source = DatasetSource.folder(scratch.path + "/set")
    do {
      let set = try DatasetReader(source) { _ = $0.description }.load()
      precondition(set.training.count > 0 && set.identity.classes > 1)
    } catch {
      precondition(!"\(error)".isEmpty)
    }
  }
}

private enum IDXFile {
  static let names =
    pairs(["train", "t10k"]) + pairs(["train", "t10k"], ending: ".gz")
    + pairs(["mine", "letters-train", "letters-test"]) + ["notes.txt", "Thumbs.db", ".hidden"]

  private static func pairs(_ stems: [String], ending: String = "") -> [String] {
    stems.flatMap { ["\($0)-images-idx3-ubyte\(ending)", "\($0)-labels-idx1-ubyte\(ending)"] }
  }

  static func images(_ count: UInt8) -> [UInt8] {
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 3]
    return header + (0..<Int(count) * 6).map { UInt8($0 * 7 & 255) }
  }

  static func labels(_ count: UInt8, first: UInt8 = 0) -> [UInt8] {
    let header: [UInt8] = [0, 0, 8, 1, 0, 0, 0, count]
    return header + (0..<count).map { $0 / 5 + first }
  }

  /// A field of the header, the data, or both so that they still agree.
  static func mutated(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    guard bytes.count >= 8 else { return mutation.bytes(bytes) }
    var bytes = bytes
    let axes = min(Int(bytes[3]), (bytes.count - 4) / 4)
    switch mutation.number(below: 6) {
    case 0: bytes[mutation.number(below: 4)] = UInt8(truncatingIfNeeded: mutation.integer())
    case 1 where axes > 0:
      let axis = 4 + 4 * mutation.number(below: axes)
      let value = mutation.integer()
      for index in 0..<4 {
        bytes[axis + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * index))
      }
    case 2 where axes > 0 && axes < 4:
      // Other sizes with as many bytes as they need.
      let sizes = (0..<axes).map { _ in mutation.number(below: 12) }
      let header = Array(bytes.prefix(4)) + sizes.flatMap { [0, 0, 0, UInt8($0)] }
      let count = sizes.reduce(1, *)
      bytes = header + (0..<count).map { UInt8($0 % max(sizes[0], 1)) }
    case 3: bytes = Array(bytes.prefix(mutation.number(below: bytes.count)))
    case 4 where bytes.count > 8:
      bytes[8 + mutation.number(below: bytes.count - 8)] = UInt8(mutation.number(below: 256))
    default: bytes = mutation.bytes(bytes)
    }
    return bytes
  }
}

extension FolderInput {
  /// Another number of images and of labels, everywhere alike.
  fileprivate mutating func changeAllCounts(_ mutation: inout Mutation) {
    let count = UInt8(mutation.number(below: 30))
    let classes = UInt8(1 + mutation.number(below: 12))
    let first = UInt8(mutation.number(below: 3))
    for index in entries.indices {
      let isLabels = IDXFile.names[entries[index].name % IDXFile.names.count].contains("labels")
      entries[index].bytes =
        isLabels
        ? Array(IDXFile.labels(count).prefix(8)) + (0..<count).map { $0 % classes + first }
        : IDXFile.images(count)
    }
  }
}

private enum CIFARFile {
  static let names =
    (1...5).map { "data_batch_\($0).bin" }
    + ["test_batch.bin", "train.bin", "test.bin", "batches.meta.txt"]

  /// One record a file, whose pixels are a hole but for the first few.
  static func folder(files: Range<Int>, labels: Int) -> FolderInput {
    var folder = FolderInput(files.map { _ in [UInt8](repeating: 3, count: labels) })
    for (index, file) in files.enumerated() {
      folder.entries[index].name = file
      // Zeros, which compress to nothing here: the records' size is fixed.
      folder.entries[index].bytes += [UInt8](repeating: 0, count: 3072)
    }
    return folder
  }

  static func mutated(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    var bytes = bytes
    switch mutation.number(below: 4) {
    case 0 where !bytes.isEmpty:
      bytes[mutation.number(below: min(bytes.count, 4))] = UInt8(
        truncatingIfNeeded: mutation.integer())
    case 1: bytes += bytes.prefix(1 << 13)
    case 2 where !bytes.isEmpty: bytes.removeLast()
    default: bytes = mutation.bytes(bytes)
    }
    return bytes
  }
}
