import Experiments

/// What one run of an arm came to, measured or simulated: as much as verdicts are made from.
public struct SeedResult: Hashable, Sendable {
  /// What a trained model scored on other data.
  public struct Transfer: Hashable, Sendable {
    public let sets: [TransferSet]
    /// Mean over the sets of the 10-shot accuracy, in [0, 1].
    public let accuracy: Double
  }

  /// Share of the test images that are right, in [0, 1]; chance where the run diverged.
  public let accuracy: Double
  public let diverged: Bool
  /// Nil where the run was scored on no other data.
  public let transfer: Transfer?
  /// The run's record, with its training curve and which images were right; nil where simulated.
  public let record: RunResult?

  init(_ record: RunResult) {
    accuracy = record.accuracy
    diverged = record.outcome == .diverged
    transfer = record.transferAccuracy.map { accuracy in
      Transfer(sets: (record.transfer ?? []).map(\.set), accuracy: accuracy)
    }
    self.record = record
  }

  /// A simulated one.
  init(accuracy: Double, diverged: Bool, transfer: Transfer?) {
    self.accuracy = accuracy
    self.diverged = diverged
    self.transfer = transfer
    record = nil
  }
}
