/// Finishes the SVG that Cairo wrote. Cairo 1.16 numbers ids by a counter of the process, and has no
/// call for a title: here ids become `prefix`-1, `prefix`-2 and so on in the order in which they are
/// declared, so that bytes do not depend on what was drawn before and two files can stand in one
/// page; and the root gets its role, title, description and provenance.
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
    <provenance xmlns="urn:rectify:provenance">
    <entry key="software">\(escaped(FigureWriter.libraryVersions))</entry>
    \(entries.joined())</provenance>
    </metadata>
    """
  text.insert(contentsOf: head, at: text.index(after: end))
  text.insert(contentsOf: attributes, at: end)
  return Array(text.utf8)
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
