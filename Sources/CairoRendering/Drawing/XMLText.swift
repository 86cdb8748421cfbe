/// Text as XML writes it.
enum XMLText {
  /// With XML's five entities, and without the control characters that XML does not allow.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
        continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The inverse of `escaped`.
  static func unescaped(_ text: some StringProtocol) -> String {
    let entities: [(name: String, scalar: Unicode.Scalar)] = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ]
    // By scalars: an entity's end with an accent above it is another Character.
    var result = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars[...]
    while let first = rest.first {
      let entity = first == "&" ? entities.first { rest.starts(with: $0.name.unicodeScalars) } : nil
      result.append(entity?.scalar ?? first)
      rest = rest.dropFirst(entity?.name.count ?? 1)
    }
    return String(result)
  }

  /// A name that XML takes as an id: `name` with every other character replaced by a hyphen.
  static func identifier(_ name: String) -> String {
    let letters = name.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || scalar == "_" || scalar == "-")
        ? Character(scalar) : "-"
    }
    let text = String(letters)
    return text.first?.isLetter == true ? text : "figure-" + text
  }
}
