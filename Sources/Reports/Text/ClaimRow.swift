import Claims
import Figures

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
  public let seedsInClaimedDirection: String
  public let margin: String
  public let ceiling: String
  /// "3 seeds", or "-" where nothing was replicated.
  public let replicates: String
  /// Of the variance that the interval rests on; "-" where it has none of Student's t.
  public let degreesOfFreedom: String
  /// What the verdict rests on, such as "S/32 (relu), 1 of 21 cells, by quick"; "-" where no cell
  /// decides.
  public let scope: String
  /// What would settle the claim, such as "9 more seeds, 0.31 core hours", or that no affordable number
  /// does; "-" where it is settled or nothing says.
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
    seedsInClaimedDirection = assessment.seedsInClaimedDirection?.words ?? "-"
    margin = Self.margin(claim)
    ceiling = assessment.ceiling.rawValue
    degreesOfFreedom = assessment.head?.degreesOfFreedom.map { "\($0)" } ?? "-"
    scope = assessment.scope?.words ?? "-"
    settling =
      assessment.isBeyondSeeds
      ? "no affordable number of seeds: the estimate sits "
        + (claim.kind == .ordering ? "at zero" : "on its margin")
      : assessment.seedsToSettle.map { seeds in
        "\(NumberText.grouped(seeds)) more \(seeds == 1 ? "seed" : "seeds")"
          + (assessment.secondsToSettle.map {
            ", \(NumberText.fixed($0 / 3600, places: 2)) core hours"
          } ?? "")
      } ?? "-"
    replicates = assessment.n > 0 ? counted(assessment.n, assessment.unit) : "-"
  }

  static func published(_ claim: Claim) -> String {
    // That the best exponent is close to one is words, whatever number a rule takes them for.
    guard let value = claim.published.value, claim.kind != .optimum else {
      return claim.published.words
    }
    // Times are published as what they add, in shares.
    return claim.kind == .number
      ? "\(NumberText.percent(value)) % (\(claim.published.words))"
      : "\(NumberText.fixed(value, places: 2)) (\(claim.published.words))"
  }

  static func estimate(_ assessment: Assessment) -> String {
    guard let estimate = assessment.estimate else {
      return assessment.reason.collectivesFound?.countsWords ?? "-"
    }
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
      "\(text(estimate))\(unit) [\(text(low)), \(text(high))] (\(Look.words(of: level)))"
  }

  static func margin(_ claim: Claim) -> String {
    claim.margin == .none ? "-" : claim.marginWords
  }
}
