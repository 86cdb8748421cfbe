/// Names of files as sentences show them.
enum PrintedName {
  /// Bytes that are not UTF-8 as `\xE9`.
  static func text(_ bytes: [UInt8]) -> String {
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      // A character has at most four bytes.
      let length = (1...4).first { String(validating: rest.prefix($0), as: UTF8.self) != nil }
      if let length {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
      } else {
        text += "\\x" + hexadecimal(UInt32(first), digits: 2)
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return text
  }

  /// A sentence with what would steer a terminal, or change the order of its characters, as
  /// `\u{1B}`.
  static func safe(_ sentence: String) -> String {
    var text = ""
    for scalar in sentence.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        text += "\\u{" + hexadecimal(scalar.value, digits: 2) + "}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// With everything outside of ASCII as `\u{301}`, to tell apart names that look alike.
  static func spelledOut(_ name: String) -> String {
    safe(name).unicodeScalars.map { scalar in
      scalar.isASCII ? String(scalar) : "\\u{" + hexadecimal(scalar.value, digits: 2) + "}"
    }.joined()
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
