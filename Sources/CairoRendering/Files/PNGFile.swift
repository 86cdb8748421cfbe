import Glibc
import PNGBridge

/// PNG files with their texts.
package enum PNGFile {
  /// Encodes `picture` with its resolution and `texts`, each an iTXt chunk.
  package static func bytes(
    of picture: Raster, pixelsPerInch: Double, texts: [(keyword: String, text: String)]
  ) throws(RenderingError) -> [UInt8] {
    // libpng borrows the strings during the call; they live until the copies are freed below.
    let copies = texts.map { (strdup($0.keyword)!, strdup($0.text)!) }
    defer {
      for (keyword, text) in copies {
        free(keyword)
        free(text)
      }
    }
    let result = png_bridge_encode(
      picture.rgb, UInt32(picture.width), UInt32(picture.height),
      UInt32((pixelsPerInch / 0.0254).rounded()),
      copies.map { PNGBridgeText(keyword: $0.0, text: $0.1) }, copies.count)
    defer { png_bridge_free(result) }
    guard let bytes = result.bytes else {
      throw .png(
        message: withUnsafeBytes(of: result.message) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return Array(UnsafeBufferPointer(start: bytes, count: result.count))
  }

  /// The uncompressed iTXt chunks of a PNG file, as `bytes` writes them, in their order; empty
  /// where the bytes are no PNG. Reads as far as the chunks are whole.
  package static func texts(in bytes: [UInt8]) -> [(keyword: String, text: String)] {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    guard bytes.starts(with: signature) else { return [] }
    var texts: [(keyword: String, text: String)] = []
    var rest = bytes[signature.count...]
    // A chunk is the length of its data, its type, the data and a checksum: 4, 4, so many, 4 bytes.
    while rest.count >= 12 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard length <= rest.count - 12 else { break }
      let type = rest.dropFirst(4).prefix(4)
      if type.elementsEqual("iTXt".utf8), let text = text(ofChunk: rest.dropFirst(8).prefix(length))
      {
        texts.append(text)
      }
      rest = rest.dropFirst(12 + length)
    }
    return texts
  }

  /// Keyword, two flags of compression, language, translated keyword and text, between zero bytes.
  private static func text(ofChunk data: ArraySlice<UInt8>) -> (keyword: String, text: String)? {
    let keyword = data.prefix { $0 != 0 }
    let flags = data.dropFirst(keyword.count + 1).prefix(2)
    guard flags.elementsEqual([0, 0]) else { return nil }
    let fields = data.dropFirst(keyword.count + 3)
      .split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    return (String(decoding: keyword, as: UTF8.self), String(decoding: fields[2], as: UTF8.self))
  }
}
