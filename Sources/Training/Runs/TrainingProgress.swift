import Experiments

/// Where training stands.
public struct TrainingProgress: Sendable {
  /// A run that is being trained.
  public struct Current: Sendable {
    public var run: PlannedRun
    public var step: Int
    /// On a few test images; nil before its first evaluation.
    public var accuracy: Double?

    public var steps: Int { run.specification.recipe.steps }
  }

  public var finishedRuns: Int
  public var runs: Int
  /// All that are trained at once, in the order in which they were started.
  public var current: [Current]
  /// Mean training loss of the last fifty steps or fewer of the run that tells.
  public var loss: Double?
  /// Of the last run that this call finished.
  public var lastAccuracy: Double?
  /// Estimated from the speed so far; nil at the start.
  public var secondsLeft: Double?
}
