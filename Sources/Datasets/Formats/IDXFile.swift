import Digests
import Foundation

/// One file in the IDX format of the MNIST distribution (LeCun, Cortes and Burges): a big-endian
/// magic number of two zeros, a type and the number of dimensions, each dimension as 32 bits, then
/// the bytes. Its first bytes say whether it is compressed, not its name: browsers unpack a `.gz` on
/// the way and keep the name.
struct IDXFile: Equatable {
  /// The file as found, with or without `.gz`.
  let path: String
  let dimensions: [Int]
  let bytes: [UInt8]

  /// Reads `name.gz` or `name` in `folder`; where there are both, they must hold the same.
  init(folder: DataFolder, name: String, rank: Int) throws(DatasetError) {
    let found = [name + ".gz", name].filter(folder.files.contains)
      .map { "\(folder.path)/\($0)" }
    guard let first = found.first else { throw .missingFile(folder: folder.path, name: name) }
    self = try IDXFile(path: first, rank: rank)
    if found.count > 1 {
      let other = try IDXFile(path: found[1], rank: rank)
      guard other.dimensions == dimensions, other.bytes == bytes else {
        throw .differentCopies(file: found[1], compressed: first)
      }
    }
  }

  private init(path: String, rank: Int) throws(DatasetError) {
    let file = try DataFile.OpenFile(path)
    let header = 4 + 4 * rank
    let start = try file.read(header)
    let expected: Int
    if Self.isCompressed(start, path: path) {
      let content = try Self.content(of: file, start: start, rank: rank)
      dimensions = try Self.dimensions(Array(content.bytes.prefix(header)), path: path, rank: rank)
      expected = try Self.count(dimensions, path: path, found: content.count - header)
      bytes = Array(content.bytes.dropFirst(header).prefix(expected))
    } else {
      dimensions = try Self.dimensions(start, path: path, rank: rank)
      // Before memory is taken for it.
      expected = try Self.count(dimensions, path: path, found: file.count - header)
      bytes = try file.read(expected)
    }
    // The file may have become shorter since.
    guard bytes.count == expected else {
      throw .wrongLength(
        file: path, dimensions: dimensions, expected: expected, found: bytes.count)
    }
    self.path = path
  }

  /// The bytes of data that `name` in `folder` declares, after a look at its header alone; zero
  /// where there is no such file. Of a compressed file no more than it can hold.
  static func declaredBytes(
    folder: DataFolder, name: String, rank: Int
  ) throws(DatasetError) -> Int {
    guard let found = [name + ".gz", name].first(where: folder.files.contains) else { return 0 }
    let file = try DataFile.OpenFile("\(folder.path)/\(found)")
    let start = try file.read(4 + 4 * rank)
    guard isCompressed(start, path: file.path) else {
      let sizes = try dimensions(start, path: file.path, rank: rank)
      return try count(sizes, path: file.path, found: file.count - start.count)
    }
    // Deflate makes data at most 1,032 times as small, and every file is read in full later.
    let most = file.count.multipliedReportingOverflow(by: 1032)
    let first = start + (try file.read(1 << 16))
    guard let header = Gzip.beginning(of: first, count: start.count),
      let sizes = try? dimensions(header, path: file.path, rank: rank)
    else { return 0 }
    return min(product(sizes), most.overflow ? .max : most.partialValue, DataFile.largest)
  }

  private static func isCompressed(_ start: [UInt8], path: String) -> Bool {
    // An empty one is a download that ended before it began.
    Gzip.isCompressed(start) || start.count < 2 && path.hasSuffix(".gz")
  }

  private static func dimensions(
    _ header: [UInt8], path: String, rank: Int
  ) throws(DatasetError) -> [Int] {
    // Type 8 is the unsigned byte, the only one that images and labels of these sets come in.
    let expected: [UInt8] = [0, 0, 8, UInt8(rank)]
    let magic = Array(header.prefix(4))
    guard magic == expected else {
      throw .wrongMagicNumber(
        file: path, found: magic.isEmpty ? "nothing" : Hexadecimal.text(magic),
        expected: Hexadecimal.text(expected))
    }
    guard header.count == 4 + 4 * rank else {
      throw .wrongLength(
        file: path, dimensions: [], expected: 4 + 4 * rank, found: header.count)
    }
    return (0..<rank).map { axis in
      (0..<4).reduce(0) { $0 << 8 | Int(header[4 + 4 * axis + $1]) }
    }
  }

  /// The bytes of data that dimensions stand for, of which the file must have as many.
  private static func count(
    _ dimensions: [Int], path: String, found: Int
  ) throws(DatasetError) -> Int {
    let count = product(dimensions)
    guard dimensions.allSatisfy({ $0 > 0 }), found == count else {
      throw .wrongLength(file: path, dimensions: dimensions, expected: count, found: found)
    }
    guard count <= DataFile.largest else {
      throw .tooLarge(file: path, bytes: count, limit: DataFile.largest)
    }
    return count
  }

  /// The largest number where it is more than that: three dimensions of 32 bits cannot be multiplied
  /// carelessly.
  private static func product(_ dimensions: [Int]) -> Int {
    dimensions.reduce(1) { partial, dimension in
      let (value, overflow) = partial.multipliedReportingOverflow(by: dimension)
      return overflow ? .max : value
    }
  }

  /// What a compressed file holds, as far as its own header declares it.
  private static func content(
    of file: DataFile.OpenFile, start: [UInt8], rank: Int
  ) throws(DatasetError) -> Gzip.Output {
    let (path, header) = (file.path, 4 + 4 * rank)
    guard file.count <= DataFile.largest else {
      throw .tooLarge(file: path, bytes: file.count, limit: DataFile.largest)
    }
    let compressed = start + (try file.read(max(file.count - start.count, 0)))
    do {
      return try Gzip.decompress(compressed, header: header) { start in
        guard let sizes = try? dimensions(start, path: path, rank: rank) else { return header }
        return header + min(product(sizes), DataFile.largest)
      }
    } catch {
      switch error {
      case .truncated: throw .truncated(file: path)
      case .corrupt(let reason): throw .corrupt(file: path, reason: reason)
      case .trailingBytes(let count): throw .trailingBytes(file: path, count: count)
      }
    }
  }
}
