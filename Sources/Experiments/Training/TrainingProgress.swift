/// Where training stands.
public struct TrainingProgress: Sendable {
  public var finishedRuns: Int
  public var runs: Int
  public var step: Int
  public var steps: Int
  /// Mean training loss of the last fifty steps or fewer.
  public var loss: Double?
  /// Of the current run on a few test images; nil until it has been looked at.
  public var accuracy: Double?
  /// Of the last run that this call finished.
  public var lastAccuracy: Double?
  /// Estimated from this call's own speed; nil at its start.
  public var secondsLeft: Double?
}
