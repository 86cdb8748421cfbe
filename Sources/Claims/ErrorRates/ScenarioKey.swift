/// Which simulated scenario of a claim this is. Random streams are seeded with its text, and stores
/// keep it: a text once given never changes.
public struct ScenarioKey: Hashable, Sendable {
  /// What is true.
  public enum Truth: String, CaseIterable, Sendable {
    /// The claim, beyond doubt: how cells are made that have no part in a scenario.
    case holds
    case noDifference = "no-difference"
    case reversedOrder = "reversed-order"
    case shortByMargin = "short-by-margin"
    case shortByTwiceMargin = "short-by-twice-margin"
    case aheadByMargin = "ahead-by-margin"
    case aheadByTwiceMargin = "ahead-by-twice-margin"
    /// The effect that the margin is a fraction of is zero.
    case noReferenceEffect = "no-reference-effect"
    /// The best exponent lies half-way between the window and the exponent beyond it.
    case bestAtWindowEdge = "best-at-window-edge"
    case bestAtHalf = "best-at-0.5"
    case bestAtOneAndHalf = "best-at-1.5"
    /// One function ahead of the others, which are alike.
    case leadOfMargin = "lead-of-margin"
    case leadOfTwiceMargin = "lead-of-twice-margin"
    case noLead = "no-lead"
    case levelAtRangeEnd = "level-at-range-end"
    case levelOutsideRange = "level-outside-range"
    /// Of the published number.
    case offByFactor = "off-by-factor"
    case offByFactorSquared = "off-by-factor-squared"
    case asPublished = "as-published"
    /// Where pilots found the arms: for planning.
    case asPiloted = "as-piloted"
  }

  /// Where it is true; elsewhere the claim holds beyond doubt.
  public enum Extent: String, CaseIterable, Sendable {
    case oneCell = "one-cell"
    case everyCell = "every-cell"
  }

  /// What the replicates have beside their spread.
  public enum Disturbance: String, CaseIterable, Sendable {
    case none
    case heavyTails = "heavy-tails"
    case oneSeedDiverges = "one-seed-diverges"
  }

  public let truth: Truth
  public let extent: Extent
  public let disturbance: Disturbance

  public init(_ truth: Truth, _ extent: Extent, _ disturbance: Disturbance = .none) {
    self.truth = truth
    self.extent = extent
    self.disturbance = disturbance
  }

  /// Such as "no-difference/one-cell/heavy-tails".
  public var text: String {
    ([truth.rawValue, extent.rawValue]
      + (disturbance == .none ? [] : [disturbance.rawValue])).joined(separator: "/")
  }

  /// Nil where the text names no scenario that is known here.
  public init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3, let truth = Truth(rawValue: parts[0]),
      let extent = Extent(rawValue: parts[1])
    else { return nil }
    let disturbance = parts.count == 3 ? Disturbance(rawValue: parts[2]) : Disturbance.none
    guard let disturbance, parts.count == 2 || disturbance != .none else { return nil }
    self.init(truth, extent, disturbance)
  }
}

extension ScenarioKey: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let key = ScenarioKey(text: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is no simulated scenario")
    }
    self = key
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
