import Paper

/// What makes a cell's results unusable, and in which run.
public struct CellDefect: Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case accuracyOutOfRange
    /// More right answers than images, or no image.
    case countOutOfRange
    /// The accuracy is not the share of right answers.
    case accuracyIsNotTheShare
    case transferOutOfRange
    /// Two results of the same run.
    case resultsDisagree
    /// What the store says of a damaged record.
    case damaged(String)
  }

  public let model: PaperModel
  public let arm: Arm
  public let seed: UInt64
  public let problem: Problem
}
