import Digests
import Foundation

/// One file in the IDX format of the MNIST distribution (LeCun, Cortes and Burges): a big-endian
/// magic number of two zeros, a type and the number of dimensions, each dimension as 32 bits, then
/// the bytes.
struct IDXFile {
  /// The file as found, with or without `.gz`.
  let path: String
  let dimensions: [Int]
  let bytes: [UInt8]

  /// Reads `name.gz` or `name` in `folder`.
  init(folder: String, name: String, rank: Int) throws(DatasetError) {
    let candidates = ["\(folder)/\(name).gz", "\(folder)/\(name)"]
    guard let path = candidates.first(where: FileManager.default.fileExists(atPath:)) else {
      throw .missingFile(folder: folder, name: name)
    }
    let content = try Self.content(of: path)

    // Type 8 is the unsigned byte, the only one that images and labels of these sets come in.
    let expected: [UInt8] = [0, 0, 8, UInt8(rank)]
    let magic = Array(content.prefix(4))
    guard magic == expected else {
      throw .wrongMagicNumber(
        file: path, found: magic.isEmpty ? "nothing" : Hexadecimal.text(magic),
        expected: Hexadecimal.text(expected))
    }
    let header = 4 + 4 * rank
    guard content.count >= header else {
      throw .wrongLength(file: path, dimensions: [], expected: header, found: content.count)
    }
    let dimensions = (0..<rank).map { axis in
      (0..<4).reduce(0) { $0 << 8 | Int(content[4 + 4 * axis + $1]) }
    }
    // Four dimensions of 32 bits cannot be multiplied carelessly.
    let (expectedCount, overflow) = dimensions.reduce((1, false)) { partial, dimension in
      let (value, overflow) = partial.0.multipliedReportingOverflow(by: dimension)
      return (value, partial.1 || overflow)
    }
    guard !overflow, dimensions.allSatisfy({ $0 > 0 }), content.count - header == expectedCount
    else {
      throw .wrongLength(
        file: path, dimensions: dimensions, expected: overflow ? Int.max : expectedCount,
        found: content.count - header)
    }
    self.path = path
    self.dimensions = dimensions
    bytes = Array(content[header...])
  }

  private static func content(of path: String) throws(DatasetError) -> [UInt8] {
    let raw = try DataFile.bytes(of: path)
    guard path.hasSuffix(".gz") else { return raw }
    do {
      return try Gzip.decompress(raw)
    } catch {
      switch error {
      case .truncated: throw .truncated(file: path)
      case .corrupt(let reason): throw .corrupt(file: path, reason: reason)
      case .trailingBytes(let count): throw .trailingBytes(file: path, count: count)
      }
    }
  }
}
