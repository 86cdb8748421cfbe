/// What is worth a line about a set that was read.
public enum DatasetNote: Equatable, CustomStringConvertible, Sendable {
  /// Entries of a folder of images that are neither images nor classes; `first` is the path of one.
  case leftOut(folder: String, count: Int, first: String)
  /// Classes without an image in the training or the test part, by their names, or where they have
  /// none by their numbers.
  case absentClasses(folder: String, part: String, classes: [String])

  public var description: String {
    switch self {
    case .leftOut(let folder, let count, let first):
      PrintedName.safe(
        "Left out of the data folder \(folder): \(count) "
          + (count == 1
            ? "entry that is no PNG image (" : "entries that are no PNG images (such as ")
          + "\(first)).")
    case .absentClasses(let folder, let part, let classes):
      PrintedName.safe(
        "The \(part) part of the data in \(folder) has no image of "
          + (classes.count == 1 ? "class " : "the classes ") + Self.list(classes) + ".")
    }
  }

  /// A line is short: the first eight, and how many more.
  private static func list(_ names: [String]) -> String {
    let rest = names.count - 8
    return names.prefix(8).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Of both parts.
  static func absentClasses(
    of dataset: Dataset, folder: String, names: [String]? = nil
  ) -> [DatasetNote] {
    [("training", dataset.training), ("test", dataset.test)].compactMap { name, part in
      let present = Set(part.labels)
      let absent = (0..<dataset.identity.classes).filter { !present.contains(UInt8($0)) }
      guard !absent.isEmpty else { return nil }
      return .absentClasses(
        folder: folder, part: name, classes: absent.map { names?[$0] ?? "\($0)" })
    }
  }
}
