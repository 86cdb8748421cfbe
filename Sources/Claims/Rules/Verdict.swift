/// What may be said of a claim, and no more: made by one constructor, which takes the deviations
/// from the paper into account, so that no stronger sentence can be printed.
public struct Verdict: Hashable, Sendable {
  public enum Outcome: String, CaseIterable, Codable, Sendable {
    case consistent = "consistent at our scale"
    case contradicted = "contradicted at our scale"
    case inconclusive
    case notComparable = "not comparable"
    case notTested = "not tested"
    case invalid

    /// Whether it says something about the claim itself.
    public var isDecisive: Bool { self == .consistent || self == .contradicted }
  }

  public let outcome: Outcome
  public let ceiling: Ceiling

  /// - Parameters:
  ///   - result: what the data came to.
  ///   - cap: the deviation ledger's, for the claim's quantity.
  public init(_ result: ComparisonResult, cap: Ceiling) {
    let coverage: Ceiling =
      result.cellsCovered < result.cellsClaimed ? .sign : .absoluteValue
    ceiling = min(result.claimed, cap, coverage)
    outcome =
      result.outcome.isDecisive && result.needs > ceiling ? .notComparable : result.outcome
  }

  /// The strongest sentence that may be printed.
  public var sentence: String {
    switch outcome {
    case .consistent: "Consistent at our scale: \(scope)."
    case .contradicted: "Contradicted at our scale: \(scope)."
    case .inconclusive: "Inconclusive: the data settle it neither way."
    case .notComparable: "Not comparable: what was measured is not what the paper states."
    case .notTested: "Not tested: nothing here bears on it."
    case .invalid: "Invalid: an input failed its check, so there is no number."
    }
  }

  private var scope: String {
    switch ceiling {
    case .sign: "this concerns the sign alone"
    case .orderAndShape: "this concerns order and shape, not size"
    case .ratio: "this concerns ratios, not absolute values"
    case .absoluteValue: "this concerns the value itself"
    }
  }
}
