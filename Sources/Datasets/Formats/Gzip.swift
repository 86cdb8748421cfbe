import CZlib

/// Decompression of a gzip file (RFC 1952): one member or several, each with whatever fields its
/// header has, and zeros after the last one, as tapes and block devices add them.
package enum Gzip {
  package enum Defect: Error, Equatable {
    /// The file ends inside the compressed data.
    case truncated
    /// The data contradicts its format or its checksum; zlib's word for it.
    case corrupt(String)
    /// So many bytes, which are not all zero, follow the end of the compressed data.
    case trailingBytes(Int)
  }

  /// Decompressed bytes, as far as they were kept.
  package struct Output {
    package var bytes: [UInt8] = []
    /// Of all that was decompressed.
    package var count = 0
  }

  /// What a gzip file starts with.
  package static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  private static let magic: [UInt8] = [0x1F, 0x8B]

  /// The first bytes of the content of a file of which `start` is the beginning; nil where it does
  /// not reach so far.
  package static func beginning(of start: [UInt8], count: Int) -> [UInt8]? {
    var beginning: [UInt8]?
    // The file is cut, which is an error of no interest here.
    _ = try? decompress(start, header: count) {
      beginning = $0
      return count
    }
    return beginning
  }

  package static func decompress(_ compressed: [UInt8]) throws(Defect) -> [UInt8] {
    try decompress(compressed, header: 0, keeping: { _ in .max }).bytes
  }

  /// - Parameter limit: is told the first `header` bytes of the content and says how many to keep in
  ///   all; the rest is counted. A small file may hold more than any memory.
  package static func decompress(
    _ compressed: [UInt8], header: Int, keeping limit: ([UInt8]) -> Int
  ) throws(Defect) -> Output {
    var stream = z_stream()
    // 15 bits of window, and 16 more to say that header and trailer are gzip's.
    let version = inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(version == Z_OK, "zlib refuses to start: its header and its library differ")
    defer { inflateEnd(&stream) }

    var output = Output()
    var kept: Int?
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var position = 0
    var status = Z_OK
    repeat {
      inflateReset(&stream)
      repeat {
        // zlib counts its input in 32 bits.
        let available = min(compressed.count - position, 1 << 30)
        compressed.withUnsafeBufferPointer { input in
          // zlib declares its input mutable for historical reasons and does not write to it.
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + position })
          stream.avail_in = UInt32(available)
          chunk.withUnsafeMutableBufferPointer { buffer in
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(buffer.count)
            status = inflate(&stream, Z_NO_FLUSH)
          }
        }
        position += available - Int(stream.avail_in)
        let bytes = chunk.prefix(chunk.count - Int(stream.avail_out))
        output.count += bytes.count
        output.bytes.append(contentsOf: bytes.prefix((kept ?? .max) - output.bytes.count))
        if kept == nil, output.bytes.count >= header {
          let count = limit(Array(output.bytes.prefix(header)))
          output.bytes.removeLast(max(0, output.bytes.count - count))
          kept = count
        }
      } while status == Z_OK
      // Without input left there is nothing to go on with.
      if status == Z_BUF_ERROR { throw .truncated }
      guard status == Z_STREAM_END else {
        throw .corrupt(stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
      }
    } while compressed[position...].starts(with: magic)
    let rest = compressed[position...]
    guard rest.allSatisfy({ $0 == 0 }) else { throw .trailingBytes(rest.count) }
    return output
  }
}
