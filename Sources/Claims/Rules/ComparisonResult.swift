/// What a comparison came to, before anything caps it.
public struct ComparisonResult: Hashable, Sendable {
  public let outcome: Verdict.Outcome
  /// The strongest comparison that the claims file allows.
  public let claimed: Ceiling
  /// The weakest ceiling under which the comparison means anything: a number needs a ratio.
  public let needs: Ceiling
  /// Cells that the preset declared before training, of those that the claim speaks of.
  public let cellsCovered: Int
  public let cellsClaimed: Int

  public init(
    outcome: Verdict.Outcome, claimed: Ceiling, needs: Ceiling, cellsCovered: Int,
    cellsClaimed: Int
  ) {
    self.outcome = outcome
    self.claimed = claimed
    self.needs = needs
    self.cellsCovered = cellsCovered
    self.cellsClaimed = cellsClaimed
  }
}
