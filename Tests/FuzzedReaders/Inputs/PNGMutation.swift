import CZlib

/// A change of a PNG file: of its header, its chunks or its samples, with checksums to match.
enum PNGMutation {
  struct Chunk {
    var type: [UInt8]
    var data: [UInt8]
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let types = [
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "iCCP", "sRGB", "tEXt", "zTXt", "iTXt", "bKGD",
    "hIST", "pHYs", "sBIT", "sPLT", "tIME", "eXIf", "cHRM", "oFFs", "pCAL", "sCAL", "zzZz", "ZzZz",
  ].map { Array($0.utf8) }

  static func chunks(of bytes: [UInt8]) -> [Chunk]? {
    guard bytes.starts(with: signature) else { return nil }
    var chunks: [Chunk] = []
    var rest = bytes.dropFirst(signature.count)
    while rest.count >= 12 {
      let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard count <= rest.count - 12 else { break }
      chunks.append(
        Chunk(
          type: Array(rest.dropFirst(4).prefix(4)), data: Array(rest.dropFirst(8).prefix(count))))
      rest = rest.dropFirst(12 + count)
    }
    return chunks
  }

  static func bytes(of chunks: [Chunk]) -> [UInt8] {
    signature
      + chunks.flatMap { chunk in
        let body = chunk.type + chunk.data
        return big(chunk.data.count) + body + big(Int(GzipFile.checksum(body)))
      }
  }

  static func mutated(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    guard !mutation.one(in: 12), var chunks = chunks(of: bytes), !chunks.isEmpty else {
      return mutation.bytes(bytes)
    }
    let place = mutation.number(below: chunks.count)
    switch mutation.number(below: 10) {
    case 0, 1, 2: changeHeader(&chunks[0].data, &mutation)
    case 3: chunks[place].type = mutation.element(of: types)
    case 4 where chunks.count > 1: chunks.remove(at: place)
    case 5 where chunks.count < 24:
      chunks.insert(chunks[place], at: mutation.number(below: chunks.count))
    case 6 where chunks.count < 24:
      let other = Chunk(type: mutation.element(of: types), data: mutation.bytes(chunks[place].data))
      chunks.insert(other, at: place)
    case 7, 8:
      if let data = chunks.firstIndex(where: { $0.type.elementsEqual("IDAT".utf8) }) {
        changeSamples(&chunks[data].data, &mutation)
      }
    default: chunks[place].data = mutation.bytes(chunks[place].data)
    }
    return self.bytes(of: chunks)
  }

  /// Width, height, depth, colour type, compression, filter, interlacing.
  private static func changeHeader(_ data: inout [UInt8], _ mutation: inout Mutation) {
    guard data.count == 13 else { return }
    switch mutation.number(below: 4) {
    case 0: data.replaceSubrange(0..<4, with: big(mutation.integer()))
    case 1: data.replaceSubrange(4..<8, with: big(mutation.integer()))
    case 2:
      data[8] = mutation.element(of: [1, 2, 4, 8, 16])
      data[9] = mutation.element(of: [0, 2, 3, 4, 6])
    default: data[10 + mutation.number(below: 3)] = UInt8(mutation.number(below: 3))
    }
  }

  private static func changeSamples(_ data: inout [UInt8], _ mutation: inout Mutation) {
    var samples = [UInt8](repeating: 0, count: 1 << 16)
    var count = uLongf(samples.count)
    guard uncompress(&samples, &count, data, uLong(data.count)) == Z_OK else {
      data = mutation.bytes(data)
      return
    }
    var content = Array(samples.prefix(Int(count)))
    if mutation.one(in: 3) { content += content }
    data = GzipFile.deflated(
      mutation.bytes(content), level: Int32(mutation.number(below: 10)), windowBits: 15)
  }

  private static func big(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
