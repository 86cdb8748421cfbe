import Datasets

/// A data set other than the one trained on, whose 10-shot accuracy a run reports.
public struct TransferSet: Hashable, Codable, Sendable {
  /// Labelled images of each class that a probe is fitted to.
  public static let shots = 10
  /// Independent draws of the shots.
  public static let draws = 3

  /// A name for people, such as `digits`.
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
  public static let digits = TransferSet(name: Digits.identity.name, Digits.identity)

  /// Images that pass through a finished model: the shots of every draw, and the test part once.
  public var images: Int { Self.draws * Self.shots * classes + testImages }
}
