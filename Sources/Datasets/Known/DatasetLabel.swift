/// What people call a data set, by its digest and never by the name of a folder: a set keeps its label
/// wherever its files lie, and no folder can pass for another set.
public enum DatasetLabel {
  private static let known = [
    FashionMNIST.identity.digest: "fashion-mnist",
    Digits.identity.digest: "digits",
  ]

  /// "fashion-mnist" or "digits"; otherwise "data" and the digest's first eight digits.
  public static func text(digest: String) -> String {
    known[digest] ?? "data \(digest.prefix(8))"
  }
}

extension DatasetIdentity {
  /// As `DatasetLabel` has it; of data that a preset describes, the name that it gives them.
  public var label: String {
    if case .preset(let name) = origin { name } else { DatasetLabel.text(digest: digest) }
  }

  /// Whether these are the data of the shipped presets.
  public var isFashionMNIST: Bool { self == FashionMNIST.identity }
}
