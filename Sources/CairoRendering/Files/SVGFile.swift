import Figures

/// SVG files with a title, a description for screen readers, and their provenance as metadata.
enum SVGFile {
  private static let opening = "<provenance xmlns=\"urn:rectify:provenance\">"
  private static let closing = "</provenance>"

  /// The file with the digest of its own content.
  ///
  /// - Parameter prefix: what ids begin with, so that two files can stand in one page.
  static func bytes(
    _ layout: FigureLayout, prefix: String, description: FileDescription, metrics: any FontMetrics
  ) -> [UInt8] {
    var canvas = SVGCanvas(metrics: metrics)
    layout.draw(on: &canvas)
    // To 0.001 point: pages may be as wide as was asked for in another unit.
    let (width, height) = (
      NumberText.shortest(layout.size.width, places: 3), NumberText.plain(layout.size.height)
    )
    let entries = description.provenance.map {
      "<entry key=\"\(XMLText.escaped($0.key))\">\(XMLText.escaped($0.value))</entry>\n"
    }
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="\(width)pt" height="\(height)pt" \
      viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(prefix)-title \(prefix)-desc">
      <title id="\(prefix)-title">\(XMLText.escaped(description.title))</title>
      <desc id="\(prefix)-desc">\(XMLText.escaped(description.altText))</desc>
      <metadata>
      \(opening)
      <entry key="software">\(XMLText.escaped(FigureWriter.software))</entry>
      \(entries.joined())<entry key="\(ContentDigest.key)">\(ContentDigest.placeholder)</entry>
      \(closing)
      </metadata>
      \(canvas.group)
      </svg>

      """
    // Once: a text that holds the same digits stands behind it.
    let digest = ContentDigest.text(of: Array(text.utf8))
    let finished = text.replacing(ContentDigest.placeholder, with: digest, maxReplacements: 1)
    return Array(finished.utf8)
  }

  /// What `bytes` wrote of a file's provenance; empty where it did not write the file.
  static func provenance(in bytes: [UInt8]) -> [String: String] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let opening = text.firstRange(of: opening),
      let closing = text[opening.upperBound...].firstRange(of: closing)
    else { return [:] }
    var entries: [String: String] = [:]
    var rest = text[opening.upperBound..<closing.lowerBound]
    while let start = rest.firstRange(of: "<entry key=\""),
      let middle = rest[start.upperBound...].firstRange(of: "\">"),
      let end = rest[middle.upperBound...].firstRange(of: "</entry>")
    {
      let key = XMLText.unescaped(rest[start.upperBound..<middle.lowerBound])
      entries[key] = XMLText.unescaped(rest[middle.upperBound..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
    return entries
  }
}
