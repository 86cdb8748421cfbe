import ArgumentParser

/// A time on the command line, with its units.
enum TimeBudget {
  private static let units: [(letter: Character, seconds: Double)] = [
    ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// Reads a time such as "90s", "2h" or "3h50m" in seconds: whole numbers with their units, the
  /// larger unit first.
  static func seconds(_ text: String) throws -> Double {
    var rest = text[...]
    var seconds = 0.0
    for unit in units {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      guard rest.dropFirst(digits.count).first == unit.letter, let count = Int(digits) else {
        continue
      }
      seconds += Double(count) * unit.seconds
      rest = rest.dropFirst(digits.count + 1)
    }
    guard rest.isEmpty, seconds > 0 else {
      throw ValidationError(
        "\(text) is no time; pass whole numbers with their units, such as 90s, 5m, 2h or 3h50m.")
    }
    return seconds
  }
}
