/// Where training stands.
public struct TrainingProgress: Sendable {
  public var finishedRuns: Int
  public var runs: Int
  public var step: Int
  public var steps: Int
  /// Mean training loss of the last fifty steps or fewer.
  public var loss: Double?
  /// Of the current run on a few test images; nil before its first evaluation.
  public var accuracy: Double?
  /// Of the last run that this call finished.
  public var lastAccuracy: Double?
  /// Estimated from the speed so far; nil at the start.
  public var secondsLeft: Double?
}
