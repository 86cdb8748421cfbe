/// Finishes the SVG that Cairo wrote. Cairo 1.16 numbers ids by a counter of the process, and has no
/// call for a title: here ids become `prefix`-1, `prefix`-2 and so on in the order in which they are
/// declared, so that bytes do not depend on what was drawn before and two files can stand in one
/// page; and the root gets its role, title, description and provenance, with the digest of it all.
func finishedSVG(
  _ stream: [UInt8], prefix: String, description: FileDescription
) throws(RenderingError) -> [UInt8] {
  let source = String(decoding: stream, as: UTF8.self)
  let ids = declaredIDs(source)
  let names = Dictionary(
    ids.enumerated().map { ($0.element, "\(prefix)-\($0.offset + 1)") },
    uniquingKeysWith: { first, _ in first })
  var text = source
  let places: [(String, Character)] = [(" id=\"", "\""), ("href=\"#", "\""), ("url(#", ")")]
  for (opening, closing) in places {
    text = replacing(text, between: opening, and: closing) { names[$0] ?? $0 }
  }
  guard let root = text.firstRange(of: "<svg "),
    let end = text[root.upperBound...].firstIndex(of: ">")
  else { throw .cairo(stage: "writing SVG", message: "the stream has no root element") }
  let attributes = " role=\"img\" aria-labelledby=\"\(prefix)-title \(prefix)-desc\""
  let entries = description.provenance.map {
    "<entry key=\"\(escaped($0.key))\">\(escaped($0.value))</entry>\n"
  }
  let head = """

    <title id="\(prefix)-title">\(escaped(description.title))</title>
    <desc id="\(prefix)-desc">\(escaped(description.altText))</desc>
    <metadata>
    \(provenanceOpening)
    <entry key="software">\(escaped(FigureWriter.software))</entry>
    \(entries.joined())<entry key="\(ContentDigest.key)">\(ContentDigest.placeholder)</entry>
    \(provenanceClosing)
    </metadata>
    """
  text.insert(contentsOf: head, at: text.index(after: end))
  text.insert(contentsOf: attributes, at: end)
  // Once: a text that holds the same digits stands behind it.
  let digest = ContentDigest.text(of: Array(text.utf8))
  let finished = text.replacing(ContentDigest.placeholder, with: digest, maxReplacements: 1)
  return Array(finished.utf8)
}

private let provenanceOpening = "<provenance xmlns=\"urn:rectify:provenance\">"
private let provenanceClosing = "</provenance>"

/// What `finishedSVG` wrote of a file's provenance; empty where it did not write the file.
func svgProvenance(_ bytes: [UInt8]) -> [String: String] {
  let text = String(decoding: bytes, as: UTF8.self)
  guard let opening = text.firstRange(of: provenanceOpening),
    let closing = text[opening.upperBound...].firstRange(of: provenanceClosing)
  else { return [:] }
  var entries: [String: String] = [:]
  var rest = text[opening.upperBound..<closing.lowerBound]
  while let start = rest.firstRange(of: "<entry key=\""),
    let middle = rest[start.upperBound...].firstRange(of: "\">"),
    let end = rest[middle.upperBound...].firstRange(of: "</entry>")
  {
    let key = unescaped(rest[start.upperBound..<middle.lowerBound])
    entries[key] = unescaped(rest[middle.upperBound..<end.lowerBound])
    rest = rest[end.upperBound...]
  }
  return entries
}

/// A name that XML takes as an id: `name` with every other character replaced by a hyphen.
func identifier(_ name: String) -> String {
  let letters = name.unicodeScalars.map { scalar in
    scalar.isASCII
      && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || scalar == "_" || scalar == "-")
      ? Character(scalar) : "-"
  }
  let text = String(letters)
  return text.first?.isLetter == true ? text : "figure-" + text
}

private func declaredIDs(_ text: String) -> [String] {
  var ids: [String] = []
  _ = replacing(text, between: " id=\"", and: "\"") {
    ids.append($0)
    return $0
  }
  return ids
}

/// `text` with whatever stands between `opening` and the next `closing` replaced, everywhere.
private func replacing(
  _ text: String, between opening: String, and closing: Character,
  with replacement: (String) -> String
) -> String {
  var result = ""
  var rest = Substring(text)
  while let start = rest.firstRange(of: opening),
    let end = rest[start.upperBound...].firstIndex(of: closing)
  {
    result += rest[..<start.upperBound]
    result += replacement(String(rest[start.upperBound..<end]))
    rest = rest[end...]
  }
  return result + rest
}

/// The inverse of `escaped`.
private func unescaped(_ text: Substring) -> String {
  // The ampersand last, so that what it makes is not read again.
  let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
  return entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
}

/// With XML's five entities, and without the control characters that XML does not allow.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&apos;"
    case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
