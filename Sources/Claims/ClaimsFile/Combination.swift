/// How cells make up a claim.
public enum Combination: String, CaseIterable, Sendable {
  case all
  /// ReLU in every model, and more than half of the other cells.
  case reluAndMost = "relu and most others"
  /// ReLU in every model, and at least half of the other cells.
  case reluAndHalf = "relu and half of the others"
}
