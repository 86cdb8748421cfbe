/// A word of a command as text that a POSIX shell reads back to the same bytes.
enum ShellWord {
  static func quoted(_ word: String) -> String {
    if !word.isEmpty, word.utf8.allSatisfy(isPlain), word.utf8.first != UInt8(ascii: "=") {
      return word
    }
    guard word.unicodeScalars.contains(where: isUntypable) else { return single(word) }
    // The shell drops line breaks at the end of what a command prints.
    if word.utf8.last == 0x0A { return "$'" + escaped(word, quote: "\\'", octal: "\\") + "'" }
    return "\"$(printf %b '" + escaped(word, quote: "'\\''", octal: "\\0") + "')\""
  }

  private static func single(_ word: String) -> String {
    // Of scalars, since a quote with an accent above it is another Character.
    "'" + word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }

  private static func escaped(_ word: String, quote: String, octal: String) -> String {
    word.unicodeScalars.map { scalar in
      switch scalar {
      case "'": quote
      case "\\": "\\\\"
      case _ where isUntypable(scalar):
        String(scalar).utf8.map { byte in
          let digits = String(byte, radix: 8)
          return octal + String(repeating: "0", count: 3 - digits.count) + digits
        }.joined()
      default: String(scalar)
      }
    }.joined()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_@%+=:,./-".utf8.contains(byte)
    }
  }

  /// What nobody can type, or what a terminal is not shown.
  private static func isUntypable(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t" || VisibleText.isHidden(scalar)
  }
}
