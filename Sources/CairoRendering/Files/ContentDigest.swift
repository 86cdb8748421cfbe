import Digests

/// The digest that a file holds of its own content, which shows a later change.
enum ContentDigest {
  /// What the digest is filed under among a file's provenance.
  static let key = "content"

  /// Stands in a text file's own bytes for the digest while that is computed.
  static let placeholder = "sha256:" + String(repeating: "0", count: 64)

  /// "sha256:" and 64 hexadecimal digits.
  static func text(of bytes: [UInt8]) -> String {
    "sha256:" + bytes.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
  }

  /// Of what a PNG file shows and says, however it is compressed: its texts in their order, its
  /// size and its pixels.
  static func text(of picture: Raster, texts: [(keyword: String, text: String)]) -> String {
    var bytes: [UInt8] = []
    for (keyword, text) in texts { bytes += Array("\(keyword)\0\(text)\0".utf8) }
    bytes += Array("\(picture.width) x \(picture.height)\0".utf8) + picture.rgb
    return text(of: bytes)
  }
}
