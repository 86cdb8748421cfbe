import ArgumentParser

/// A time on the command line, with its unit.
enum TimeBudget {
  /// Reads a time such as "90s".
  static func seconds(_ text: String) throws -> Double {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count > 0
    else {
      throw ValidationError(
        "--budget \(text) is no time; pass a whole number with its unit, such as 90s, 5m or 2h.")
    }
    return Double(count) * unit
  }
}
