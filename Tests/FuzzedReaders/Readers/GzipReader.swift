import Datasets

extension FuzzedReader {
  static let gzip = FuzzedReader(name: "gzip", sources: ["Datasets/Formats/Gzip.swift"]) {
    let content = (0..<200).map { UInt8($0 % 7) }
    let member = GzipFile.bytes(of: content, level: 9)
    return [
      member, GzipFile.bytes(of: content, level: 0), GzipFile.bytes(of: []),
      member + GzipFile.bytes(of: []) + member, member + [UInt8](repeating: 0, count: 40),
      withAllFields(member), GzipFile.bytes(of: [UInt8](repeating: 5, count: 70_000)),
    ]
  } read: { input in
    // All of it, and what the header in it says is to be kept.
    let whole = try? Gzip.decompress(input)
    let header = [0, 8, 16][input.count % 3]
    let part = try? Gzip.decompress(input, header: header) { start in
      precondition(start.count == header)
      return header + (start.last.map(Int.init) ?? 0)
    }
    precondition((part == nil) == (whole == nil))
    let beginning = Gzip.beginning(of: input, count: header)
    if let beginning, let whole { precondition(beginning.elementsEqual(whole.prefix(header))) }
    precondition(!Gzip.isCompressed(input) || input.count >= 2)
    if let part, let whole {
      precondition(part.count == whole.count)
      precondition(part.bytes.elementsEqual(whole.prefix(part.bytes.count)))
    }
  } mutate: { input, mutation in
    switch mutation.number(below: 6) {
    case 0: return mutation.bytes(input)
    case 1 where input.count > 10:
      // A field of the header.
      var changed = input
      changed[2 + mutation.number(below: 8)] = UInt8(truncatingIfNeeded: mutation.integer())
      return changed
    case 2: return input + input
    case 3: return withAllFields(input, flags: UInt8(mutation.number(below: 32)))
    default:
      // Another content, with its checksum and its length.
      let content = (try? Gzip.decompress(input))?.prefix(1 << 14) ?? []
      return GzipFile.bytes(
        of: mutation.bytes(Array(content)), level: Int32(mutation.number(below: 10)))
    }
  }

  /// With whatever fields a header may have.
  private static func withAllFields(_ member: [UInt8], flags: UInt8 = 0x1E) -> [UInt8] {
    guard member.count >= 10 else { return member }
    var header = Array(member.prefix(3)) + [flags] + member[4..<10]
    if flags & 4 != 0 { header += [3, 0, 1, 2, 3] }
    if flags & 8 != 0 { header += Array("name\0".utf8) }
    if flags & 16 != 0 { header += Array("comment\0".utf8) }
    if flags & 2 != 0 {
      let checksum = GzipFile.checksum(header)
      header += [UInt8(checksum & 255), UInt8(checksum >> 8 & 255)]
    }
    return header + member.dropFirst(10)
  }
}
