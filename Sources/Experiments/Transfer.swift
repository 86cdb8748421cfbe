/// A data set other than the one trained on, whose 10-shot accuracy a run reports.
public struct TransferSet: Hashable, Codable, Sendable {
  /// A name for people, such as `digits`.
  public var name: String
  /// SHA-256, in hexadecimal, as in the set's identity.
  public var digest: String

  public init(name: String, digest: String) {
    self.name = name
    self.digest = digest
  }
}

/// How well a run's frozen representation serves on another data set (the right panel of the paper's
/// Figure 1).
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
}
