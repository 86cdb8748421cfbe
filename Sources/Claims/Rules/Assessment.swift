import Paper

/// One claim held against the evidence: the verdict and everything that it rests on.
public struct Assessment: Hashable, Sendable {
  /// What one cell contributes.
  public struct Cell: Hashable, Sendable {
    public let model: PaperModel
    /// The function; nil where the cell is not about one.
    public let h: String?
    public let estimate: Double?
    public let low: Double?
    public let high: Double?
    public let n: Int
    public let outcome: Verdict.Outcome
    /// Whether the cell decides; others are exploratory.
    public let confirmatory: Bool
  }

  public let claim: Claim
  public let verdict: Verdict
  public let reason: Reason
  /// How many seeds or timings point in the claimed direction; nil where there is no point.
  public let seedsInClaimedDirection: SeedAgreement?
  /// Of the cell that the verdict hangs on. Accuracies are shares in [0, 1], times are shares of
  /// the time that they are compared with (0.08 is 8 % more), optima are exponents.
  public let estimate: Double?
  public let low: Double?
  public let high: Double?
  /// Confidence level of low and high; nil without an interval.
  public let level: Double?
  /// Replicates, each a `unit`.
  public let n: Int
  /// "seed", or what the timing was repeated over.
  public let unit: String
  /// The models that the evidence covers, in the claim's order.
  public let models: [PaperModel]
  public let cells: [Cell]
  /// How many more seeds of the cell that the verdict hangs on would settle it with 80 % power at
  /// the observed effect; nil where the claim is settled, where the points
  /// do not say, and where no number of seeds would.
  public let seedsToSettle: Int?
  /// The cells that each need those seeds; empty where `seedsToSettle` is nil.
  public let cellsToSettle: [CellKey]
  /// What those would cost, in core seconds.
  public let secondsToSettle: Double?

  public var id: String { claim.id }
  public var kind: ClaimKind { claim.kind }
  /// What was fixed beforehand; nil for claims of order.
  public var margin: Double? { claim.margin.number }
  public var ceiling: Ceiling { verdict.ceiling }
}
