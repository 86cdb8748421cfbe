import Experiments
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
    /// Confidence level of low and high.
    public let level: Double?
    /// Replicates, each a `unit`.
    public let n: Int
    /// Of the interval's variance; nil where it has none of Student's t.
    public let degreesOfFreedom: Int?
    /// "seed", or what a timing was repeated over.
    public let unit: String
    /// Not tested where the cell was not declared.
    public let outcome: Verdict.Outcome
    /// Whether the preset declares, before training, that the cell decides; others are exploratory.
    public let confirmatory: Bool
    /// Whose look decided the cell, or else was the last; nil outside the ladder.
    public let rung: Rung?
    public let reason: Reason
  }

  /// What a verdict rests on.
  public struct Scope: Hashable, Sendable {
    /// Those that decide.
    public let cells: [Reason.CellPlace]
    /// How many the claim speaks of.
    public let claimed: Int
    /// Whose looks decided any of them, from the lowest; empty outside the ladder, and where none is
    /// decided.
    public let rungs: [Rung]
    /// Shown in training, ascending; empty where nothing is trained.
    public let images: [Int]
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
  /// Every cell that the claim speaks of, run or not, in the order of its models.
  public let claimedCells: [Cell]
  /// Nil where no cell decides.
  public let scope: Scope?
  /// How many more seeds of the cell that the verdict hangs on would settle it with 80 % power at
  /// the observed effect; nil where the claim is settled, where the points
  /// do not say, and where no number of seeds would.
  public let seedsToSettle: Int?
  /// Whether the points do say how far the claim is from being settled, and it is too far: the estimate
  /// sits on its margin, or at zero where there is none.
  public let isBeyondSeeds: Bool
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
