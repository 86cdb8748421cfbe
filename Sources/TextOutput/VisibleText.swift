/// Text that a terminal shows and does not obey.
public enum VisibleText {
  /// Control characters, and those that turn the direction of writing, as `\u{1b}`: a name of
  /// somebody else's making must neither move the cursor nor look like another one. Line ends and
  /// tabs stay.
  public static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return replacingHidden(in: text) { "\\u{\(String($0.value, radix: 16))}" }
  }

  /// The same for JSON, whose strings have escapes of their own: what it says stays the same.
  public static func ofJSON(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return replacingHidden(in: text) {
      let digits = String($0.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }

  private static func replacingHidden(
    in text: String, by escape: (Unicode.Scalar) -> String
  ) -> String {
    var visible = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        visible.append(contentsOf: escape(scalar).unicodeScalars)
      } else {
        visible.append(scalar)
      }
    }
    return String(visible)
  }

  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F: true
    // Marks, embeddings, overrides and isolates of direction.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
