import Claims
import Figures

/// What was fixed about a claim before any result, in words for tables.
public struct ClaimTerms: Hashable, Sendable {
  public let id: String
  public let sentence: String
  public let section: String
  public let kind: String
  public let quantity: String
  /// Those of the claim; the ones that decide, where not all do.
  public let models: String
  public let published: String
  public let margin: String
  /// The strongest comparison that the claims file allows.
  public let ceiling: String

  public init(_ claim: Claim) {
    id = claim.id
    sentence = claim.sentence
    section = claim.section
    kind = claim.kind.rawValue
    quantity = claim.quantity.rawValue
    models = (claim.confirmatoryModels ?? claim.models).map(\.description).joined(separator: " ")
    published = ClaimRow.published(claim)
    margin = ClaimRow.margin(claim)
    ceiling = claim.ceiling.rawValue
  }
}

/// One claim beside what was found, in words and numbers for tables: the one place that words them, for
/// the report and for the command line alike.
public struct ClaimRow: Hashable, Sendable {
  public let id: String
  public let claim: String
  public let place: String
  public let published: String
  /// The estimate with its interval, or "-".
  public let ours: String
  public let verdict: String
  public let reason: String
  public let lean: String
  public let margin: String
  public let ceiling: String
  /// "3 seeds", or "-" where nothing was replicated.
  public let replicates: String
  /// What would settle the claim, such as "9 more seeds, 0.31 core hours"; "-" where it is settled
  /// or nothing says.
  public let settling: String

  public init(_ assessment: Assessment) {
    let claim = assessment.claim
    id = claim.id
    self.claim = claim.sentence
    place = claim.section
    published = Self.published(claim)
    ours = Self.estimate(assessment)
    verdict = assessment.verdict.outcome.rawValue
    reason = assessment.reason.sentence
    lean = assessment.seedsInClaimedDirection?.words ?? "-"
    margin = Self.margin(claim)
    ceiling = assessment.ceiling.rawValue
    settling =
      assessment.seedsToSettle.map { seeds in
        "\(NumberText.grouped(seeds)) more \(seeds == 1 ? "seed" : "seeds")"
          + (assessment.secondsToSettle.map {
            ", \(NumberText.fixed($0 / 3600, places: 2)) core hours"
          } ?? "")
      } ?? "-"
    replicates = assessment.n > 0 ? counted(assessment.n, assessment.unit) : "-"
  }

  fileprivate static func published(_ claim: Claim) -> String {
    guard let value = claim.published.value else { return claim.published.words }
    // Times are published as what they add, in shares.
    return claim.kind == .number
      ? "\(NumberText.percent(value)) % (\(claim.published.words))"
      : NumberText.fixed(value, places: 2)
  }

  static func estimate(_ assessment: Assessment) -> String {
    guard let estimate = assessment.estimate else { return "-" }
    func text(_ value: Double) -> String {
      switch (assessment.kind, assessment.claim.quantity) {
      case (.optimum, _): "\(NumberText.fixed(value, places: 2))"
      case (_, .accuracy), (_, .transferAccuracy), (_, .stepTime), (_, .operatorTime):
        NumberText.signed(value * 100, places: 1)
      case (_, .meanWeight), (_, .collectives): NumberText.fixed(value, places: 2)
      }
    }
    let unit =
      switch (assessment.kind, assessment.claim.quantity) {
      case (.optimum, _): ""
      case (_, .accuracy), (_, .transferAccuracy): " points"
      case (_, .stepTime), (_, .operatorTime): " %"
      case (_, .meanWeight), (_, .collectives): ""
      }
    guard let low = assessment.low, let high = assessment.high, let level = assessment.level else {
      return text(estimate) + unit
    }
    return
      "\(text(estimate))\(unit) [\(text(low)), \(text(high))] (\(NumberText.fixed(level * 100, places: 0)) %)"
  }

  fileprivate static func margin(_ claim: Claim) -> String {
    claim.margin == .none ? "-" : claim.marginWords
  }
}

extension Assessments {
  /// Such as "1 consistent at our scale, 5 inconclusive and 8 not tested".
  public var countsSentence: String {
    list(counts.filter { $0.count > 0 }.map { "\($0.count) \($0.outcome.rawValue)" })
  }
}
