/// How well a run's frozen representation serves on another data set (the right panel of the
/// paper's Figure 1).
public struct TransferScore: Hashable, Codable, Sendable {
  public var set: TransferSet
  /// Labelled images of each class.
  public var shots: Int
  /// Fraction of the set's test images that are classified correctly, in [0, 1], for each draw of shots.
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
  package static func chance(_ set: TransferSet) -> TransferScore {
    TransferScore(
      set: set, shots: TransferSet.shots,
      accuracies: [Double](repeating: 1 / Double(set.classes), count: TransferSet.draws),
      evaluated: set.testImages)
  }
}
