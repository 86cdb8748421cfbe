import CZlib

/// Decompression of one gzip member that fills a whole file (RFC 1952).
enum Gzip {
  enum Defect: Error, Equatable {
    /// The file ends inside the compressed data.
    case truncated
    /// The data contradicts its format or its checksum; zlib's word for it.
    case corrupt(String)
    /// So many bytes follow the end of the compressed data.
    case trailingBytes(Int)
  }

  static func decompress(_ compressed: [UInt8]) throws(Defect) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 more to say that header and trailer are gzip's.
    let version = inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(version == Z_OK, "zlib refuses to start: its header and its library differ")
    defer { inflateEnd(&stream) }

    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    var status = Z_OK
    compressed.withUnsafeBufferPointer { input in
      // zlib declares its input mutable for historical reasons and does not write to it.
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(input.count)
      while status == Z_OK {
        chunk.withUnsafeMutableBufferPointer { buffer in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          status = inflate(&stream, Z_NO_FLUSH)
        }
        output.append(contentsOf: chunk.prefix(chunk.count - Int(stream.avail_out)))
      }
    }
    switch status {
    case Z_STREAM_END:
      guard stream.avail_in == 0 else { throw .trailingBytes(Int(stream.avail_in)) }
      return output
    case Z_BUF_ERROR: throw .truncated
    default: throw .corrupt(stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
    }
  }
}
