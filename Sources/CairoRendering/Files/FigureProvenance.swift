import PNGBridge

/// What a figure's file says about where it comes from, and whether it is still as it was written.
public struct FigureProvenance: Hashable, Sendable {
  /// What drew it, such as "Rectify with cairo 1.16.0, libpng 1.6.39".
  public let software: String
  /// "light" or "dark".
  public let theme: String
  /// Such as "store" and "preset"; what the figure's maker put there.
  public let entries: [String: String]
  /// The digest that the file holds of its own content.
  public let content: String
  /// Whether the content fits that digest.
  public let isAsWritten: Bool

  /// Reads a file; nil where it holds no provenance that `FigureWriter` wrote.
  public init?(of bytes: [UInt8], format: FigureFormat) {
    var found: (entries: [String: String], digest: String)?
    switch format {
    case .png: found = Self.read(png: bytes)
    case .svg: found = Self.read(svg: bytes)
    case .pdf: found = PDFTrailer.read(bytes)
    }
    guard var entries = found?.entries,
      let written = entries.removeValue(forKey: ContentDigest.key),
      let software = entries.removeValue(forKey: "software"),
      let theme = entries.removeValue(forKey: "theme")
    else { return nil }
    self.software = software
    self.theme = theme
    self.entries = entries
    content = written
    isAsWritten = written == found?.digest
  }

  /// What the file says, and the digest of what it now holds.
  private static func read(png bytes: [UInt8]) -> (entries: [String: String], digest: String)? {
    let texts = PNGFile.texts(in: bytes)
    var entries: [String: String] = [:]
    for (keyword, text) in texts {
      if let key = PNGKeyword.key(of: keyword) { entries[key] = text }
    }
    guard !entries.isEmpty else { return nil }
    let image = png_bridge_decode(bytes, bytes.count)
    defer { png_bridge_free_image(image) }
    // A torn picture has no digest, and so not the one that was written.
    guard let rgb = image.rgb else { return (entries, "") }
    let picture = Raster(
      width: Int(image.width), height: Int(image.height),
      rgb: Array(UnsafeBufferPointer(start: rgb, count: Int(image.width * image.height) * 3)))
    let described = texts.filter { PNGKeyword.key(of: $0.keyword) != ContentDigest.key }
    return (entries, ContentDigest.text(of: picture, texts: described))
  }

  private static func read(svg bytes: [UInt8]) -> (entries: [String: String], digest: String)? {
    let entries = SVGFile.provenance(in: bytes)
    guard let written = entries[ContentDigest.key] else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
      .replacing(written, with: ContentDigest.placeholder, maxReplacements: 1)
    return (entries, ContentDigest.text(of: Array(text.utf8)))
  }
}
