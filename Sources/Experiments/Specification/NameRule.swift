/// What people may call a preset, a report or a transfer set: one word that can be a file's name, a
/// part of a link and of a picture, in any script.
public enum NameRule {
  /// The longest name, in bytes of UTF-8, so that a file's name has room for more.
  public static let maximumBytes = 100

  /// What is allowed, as the remedy of an error says it.
  public static let remedy =
    "write at most \(maximumBytes) bytes of letters and digits of any script, dots, dashes and "
    + "underscores, the first a letter or a digit"

  /// Why `name` is none, as the end of a sentence that begins with it; nil where it is one.
  public static func defect(of name: String) -> String? {
    guard let first = name.unicodeScalars.first else { return "is empty" }
    if name.utf8.count > maximumBytes { return "is \(name.utf8.count) bytes long" }
    if let wrong = name.unicodeScalars.first(where: { !isAllowed($0) }) {
      return "holds \(words(wrong))"
    }
    if !isLetter(first) { return "begins with \(words(first))" }
    return nil
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isLetter(scalar) || ".-_".unicodeScalars.contains(scalar) }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    // The two joiners, of emoji and of scripts whose letters change beside each other.
    case .format: return scalar == "\u{200C}" || scalar == "\u{200D}"
    default: return isLetter(scalar)
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    case .otherSymbol, .modifierSymbol: !scalar.isASCII  // Such as emoji and their skin tones.
    default: false
    }
  }

  /// The character itself where it can be shown, else its number.
  private static func words(_ scalar: Unicode.Scalar) -> String {
    let code =
      "U+" + String(repeating: "0", count: max(4 - hexadecimal(scalar).count, 0))
      + hexadecimal(scalar)
    switch scalar {
    case " ": return "a space"
    case "\"": return "a quotation mark"
    case _ where scalar.isASCII && scalar.value >= 0x21 && scalar.value < 0x7F:
      return "\"\(scalar)\""
    default: return "the character \(code)"
    }
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    String(scalar.value, radix: 16, uppercase: true)
  }

  /// `name` as an error can show it: without what would act on a terminal, and cut where it is long.
  public static func shown(_ name: String) -> String {
    let scalars = name.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
        "\u{FFFD}"
      default: String(scalar)
      }
    }
    return scalars.prefix(60).joined() + (scalars.count > 60 ? "…" : "")
  }
}
