import Datasets

/// A data set other than the one trained on, whose 10-shot accuracy a run reports.
///
/// It is known by its digest. Its name is what a preset and the command line call it, a label as the
/// model's name is: it tells no sets apart and is in no record.
public struct TransferSet: Sendable {
  /// Labelled images of each class that a probe is fitted to.
  public static let shots = 10
  /// Independent draws of the shots.
  public static let draws = 3

  /// A label for people, such as `digits`.
  public var name: String
  /// SHA-256, in hexadecimal, as in the set's identity: of its images in their own size.
  public var digest: String
  public var classes: Int
  /// Of the test part, all of which is scored.
  public var testImages: Int

  public init(name: String, digest: String, classes: Int, testImages: Int) {
    self.name = name
    self.digest = digest
    self.classes = classes
    self.testImages = testImages
  }

  /// A data set by the name that runs call it.
  public init(name: String, _ data: DatasetIdentity) {
    self.init(
      name: name, digest: data.digest, classes: data.classes, testImages: data.testImages)
  }

  /// The set that ships with the project.
  public static let digits = TransferSet(name: Digits.identity.label, Digits.identity)

  /// Images that pass through a finished model: the shots of every draw, and the test part once.
  public var images: Int { Self.draws * Self.shots * classes + testImages }
}

extension TransferSet: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    (left.digest, left.classes, left.testImages) == (right.digest, right.classes, right.testImages)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(digest)
    hasher.combine(classes)
    hasher.combine(testImages)
  }
}

/// A record names the set as `DatasetLabel` does, so that equal runs give equal records.
extension TransferSet: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, digest, classes, testImages
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let digest = try values.decode(String.self, forKey: .digest)
    self.init(
      name: DatasetLabel.text(digest: digest), digest: digest,
      classes: try values.decode(Int.self, forKey: .classes),
      testImages: try values.decode(Int.self, forKey: .testImages))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(DatasetLabel.text(digest: digest), forKey: .name)
    try values.encode(digest, forKey: .digest)
    try values.encode(classes, forKey: .classes)
    try values.encode(testImages, forKey: .testImages)
  }
}
