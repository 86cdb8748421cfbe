/// Numbers in JSON that has every value at the end of a line, as Foundation's pretty printing leaves it.
public enum JSONNumbers {
  /// With 0 for -0, which differences are rounded to and some readers take for another number.
  public static func withoutNegativeZero(_ json: String) -> String {
    json.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // A string's last sign is a quotation mark, so that only numbers end so.
      for end in ["-0", "-0,"] where line == end || line.hasSuffix(" " + end) {
        return line.dropLast(end.count) + end.dropFirst()
      }
      return line
    }.joined(separator: "\n")
  }
}
