import Glibc
import PNGBridge

/// Encodes `picture` with its resolution and `texts`, each an iTXt chunk.
package func pngBytes(
  _ picture: Raster, pixelsPerInch: Double, texts: [(keyword: String, text: String)]
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
