/// What a comparison came to, before anything caps it.
public struct ComparisonResult: Hashable, Sendable {
  public let outcome: Verdict.Outcome
  /// The strongest comparison that the claims file allows.
  public let claimed: Ceiling
  /// The weakest ceiling under which the comparison means anything: a number needs a ratio.
  public let needs: Ceiling
  public let modelsCovered: Int
  public let modelsClaimed: Int

  public init(
    outcome: Verdict.Outcome, claimed: Ceiling, needs: Ceiling, modelsCovered: Int,
    modelsClaimed: Int
  ) {
    self.outcome = outcome
    self.claimed = claimed
    self.needs = needs
    self.modelsCovered = modelsCovered
    self.modelsClaimed = modelsClaimed
  }
}
