import Datasets

/// A data set other than the one trained on, whose 10-shot accuracy a run reports.
public struct TransferSet: Hashable, Codable, Sendable {
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
  public var images: Int { FewShotProbe.draws * FewShotProbe.shots * classes + testImages }
}

/// How well a run's frozen representation serves on another data set (the right panel of the
/// paper's Figure 1).
public struct TransferScore: Hashable, Codable, Sendable {
  public var set: TransferSet
  /// Labelled images of each class.
  public var shots: Int
  /// Share of the set's test images that are right, in [0, 1], for each draw of shots.
  public var accuracies: [Double]
  /// Test images that each accuracy is over.
  public var evaluated: Int

  public init(set: TransferSet, shots: Int, accuracies: [Double], evaluated: Int) {
    self.set = set
    self.shots = shots
    self.accuracies = accuracies
    self.evaluated = evaluated
  }

  public var mean: Double { accuracies.reduce(0, +) / Double(accuracies.count) }

  /// What a diverged run scores.
  static func chance(_ set: TransferSet) -> TransferScore {
    TransferScore(
      set: set, shots: FewShotProbe.shots,
      accuracies: [Double](repeating: 1 / Double(set.classes), count: FewShotProbe.draws),
      evaluated: set.testImages)
  }
}

extension RunResult {
  /// Mean over the transfer sets of the 10-shot accuracy, in [0, 1]; nil where the run was scored on
  /// none.
  public var transferAccuracy: Double? {
    guard let transfer, !transfer.isEmpty else { return nil }
    return transfer.reduce(0) { $0 + $1.mean } / Double(transfer.count)
  }
}
