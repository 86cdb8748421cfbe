import TextOutput

/// Names of files as sentences show them.
enum PrintedName {
  /// Bytes that are not UTF-8 as `\xe9`.
  static func text(_ bytes: [UInt8]) -> String {
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      // A character has at most four bytes.
      let length = (1...4).first { String(validating: rest.prefix($0), as: UTF8.self) != nil }
      if let length {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
      } else {
        // From 0x80 on, so that there are two digits.
        text += "\\x" + String(first, radix: 16)
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return text
  }

  /// A sentence as a terminal shows it, on one line whatever the names in it.
  static func safe(_ sentence: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in VisibleText.of(sentence).unicodeScalars {
      if scalar == "\n" || scalar == "\t" {
        text.append(contentsOf: escaped(scalar).unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }

  /// With everything outside of ASCII as `\u{301}`, to tell apart names that look alike.
  static func spelledOut(_ name: String) -> String {
    safe(name).unicodeScalars.map { $0.isASCII ? String($0) : escaped($0) }.joined()
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16) + "}"
  }
}
