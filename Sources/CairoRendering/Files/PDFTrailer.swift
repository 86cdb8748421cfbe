import Figures

/// What a PDF file says of its provenance: comments behind its end, and its end once more, since
/// readers look for that at the very end of a file.
enum PDFTrailer {
  private static let opening = "%rectify provenance\n"
  private static let line = "%rectify "

  /// `pdf`, as Cairo wrote it, with the entries and the digest of its own content.
  static func appended(
    to pdf: [UInt8], _ provenance: [(key: String, value: String)]
  ) -> [UInt8] {
    let entries =
      [("software", FigureWriter.software)] + provenance.map { ($0.key, $0.value) }
      + [(ContentDigest.key, ContentDigest.placeholder)]
    let lines = entries.map { "\(line)\(PercentText.encoded($0)) \(PercentText.encoded($1))\n" }
    func file(_ digest: String) -> [UInt8] {
      pdf
        + Array(
          (opening + lines.joined().replacing(ContentDigest.placeholder, with: digest)
            + "startxref\n\(table(of: pdf))\n%%EOF\n").utf8)
    }
    return file(ContentDigest.text(of: file(ContentDigest.placeholder)))
  }

  /// The entries that `appended` wrote, and the digest of what the file now holds; nil where it wrote
  /// none.
  static func read(_ bytes: [UInt8]) -> (entries: [String: String], digest: String)? {
    let mark = Array(opening.utf8)
    // Behind the picture itself, and no longer than this.
    let start = max(bytes.count - 65536, 0)
    guard
      let place = bytes.indices[start...].last(where: { bytes[$0...].starts(with: mark) })
    else { return nil }
    let tail = String(decoding: bytes[(place + mark.count)...], as: UTF8.self)
    var entries: [String: String] = [:]
    for text in tail.split(separator: "\n") where text.hasPrefix(line) {
      let words = text.dropFirst(line.count).split(
        separator: " ", omittingEmptySubsequences: false)
      guard words.count == 2 else { continue }
      entries[PercentText.decoded(words[0])] = PercentText.decoded(words[1])
    }
    guard let written = entries[ContentDigest.key] else { return nil }
    let emptied = tail.replacing(written, with: ContentDigest.placeholder, maxReplacements: 1)
    return (
      entries, ContentDigest.text(of: Array(bytes[..<(place + mark.count)]) + Array(emptied.utf8))
    )
  }

  /// Where Cairo says that the table of the file's objects lies.
  private static func table(of pdf: [UInt8]) -> String {
    let end = String(decoding: pdf.suffix(64), as: UTF8.self).split(whereSeparator: \.isNewline)
    return end.firstIndex(of: "startxref").map { String(end[$0 + 1]) } ?? "0"
  }
}

/// Words of ASCII without spaces or line ends for any text.
private enum PercentText {
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "%")
        ? String(Unicode.Scalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
