import PNGBridge

/// An image of a PNG file, of any colour type, depth and interlacing.
///
/// Samples of fewer than 8 bits are stretched to the full range, those of 16 bits rounded to 8.
/// Transparency is laid over black, which is also what augmentation moves in. Samples are taken as
/// the file stores them: its remarks about gamma and colour profiles are left aside.
package struct PNGImage: Hashable, Sendable {
  package let height, width: Int
  /// 1 where every pixel is grey, however the file writes it, otherwise 3.
  package let channels: Int
  /// [height, width, channels].
  package let pixels: [UInt8]

  /// The most bytes that a file is read of. The largest picture that is decoded has half of them
  /// before it is compressed.
  static let largestFile = 1 << 30

  package init(file: String) throws(DatasetError) {
    let bytes = try DataFile.bytes(of: file, atMost: Self.largestFile)
    let image = png_bridge_decode(bytes, bytes.count)
    defer { png_bridge_free_image(image) }
    guard let start = image.rgb else {
      throw .undecodableImage(
        file: file,
        reason: withUnsafeBytes(of: image.message) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    height = Int(image.height)
    width = Int(image.width)
    let rgb = UnsafeBufferPointer(start: start, count: height * width * 3)
    let isGrey = stride(from: 0, to: rgb.count, by: 3).allSatisfy {
      rgb[$0] == rgb[$0 + 1] && rgb[$0] == rgb[$0 + 2]
    }
    channels = isGrey ? 1 : 3
    pixels = isGrey ? stride(from: 0, to: rgb.count, by: 3).map { rgb[$0] } : Array(rgb)
  }
}
