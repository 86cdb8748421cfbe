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
    /// Whether the cell decides; others are drawn hollow.
    public let confirmatory: Bool
  }

  public let claim: Claim
  public let verdict: Verdict
  /// One short sentence in plain words.
  public let reason: String
  /// Which way the points lean, such as "3 of 3 seeds"; nil where there is no point.
  public let lean: String?
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
  /// How many more seeds of the cell that the verdict hangs on would settle it with a chance of four
  /// in five, if the truth is where the points are; nil where the claim is settled, where the points
  /// do not say, and where no number of seeds would.
  public let seedsToSettle: Int?
  /// The cells that each need those seeds; empty where `seedsToSettle` is nil.
  public let cellsToSettle: [CellKey]
  /// What those would cost, in seconds times threads.
  public let secondsToSettle: Double?

  public var id: String { claim.id }
  public var kind: ClaimKind { claim.kind }
  /// What was fixed beforehand; nil for claims of order.
  public var margin: Double? { claim.margin.number }
  public var ceiling: Ceiling { verdict.ceiling }
}

extension Assessment: Encodable {
  private enum Key: String, CodingKey {
    case id, kind, verdict, reason, lean, estimate, low, high, level, n, unit, margin, ceiling
    case models, cells, seedsToSettle, secondsToSettle
  }

  /// Every key is always there; what is unknown is null. There is no decoding: a verdict comes from
  /// its constructor alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(kind.rawValue, forKey: .kind)
    try container.encode(verdict.outcome, forKey: .verdict)
    try container.encode(reason, forKey: .reason)
    try container.encode(lean, forKey: .lean)
    try container.encode(estimate, forKey: .estimate)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(level, forKey: .level)
    try container.encode(n, forKey: .n)
    try container.encode(unit, forKey: .unit)
    try container.encode(margin, forKey: .margin)
    try container.encode(ceiling, forKey: .ceiling)
    try container.encode(models, forKey: .models)
    try container.encode(cells, forKey: .cells)
    try container.encode(seedsToSettle, forKey: .seedsToSettle)
    try container.encode(secondsToSettle, forKey: .secondsToSettle)
  }
}

extension Assessment.Cell: Encodable {
  private enum Key: String, CodingKey {
    case model, h, estimate, low, high, n, verdict
    // The key is from before the field's word was taken; readers rely on it.
    case confirmatory = "primary"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(model, forKey: .model)
    try container.encode(h, forKey: .h)
    try container.encode(estimate, forKey: .estimate)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(n, forKey: .n)
    try container.encode(outcome, forKey: .verdict)
    try container.encode(confirmatory, forKey: .confirmatory)
  }
}
