import ArgumentParser

/// Names with commas between them, each one of a known few.
enum NameList {
  /// - Throws: a sentence with the known names where one is not among them.
  static func parse<Value>(
    _ text: String, option: String, known: [(name: String, value: Value)]
  ) throws -> [Value] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { name in
      guard let value = known.first(where: { $0.name == name })?.value else {
        throw ValidationError(
          "\(option) knows no '\(name)'; pass one or more of "
            + "\(known.map(\.name).joined(separator: ", ")), with commas between them.")
      }
      return value
    }
  }
}
