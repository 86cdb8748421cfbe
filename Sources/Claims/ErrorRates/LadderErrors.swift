import Experiments
import Networks
import Paper

/// How often someone who goes up the ladder, looks at each rung and stops at the first decision gets a
/// false one, simulated before any of its runs is trained: where pilots found the arms, but for the cells
/// in which a claim is put where errors are most likely.
public struct LadderErrors: Hashable, Sendable {
  /// The largest share over the scenarios of a claim.
  public struct Worst: Hashable, Sendable {
    public let share: Double
    /// What was true.
    public let scenario: ScenarioKey
  }

  public struct Row: Hashable, Sendable {
    public let claim: String
    /// Of a false `consistent`, or a false `contradicted`, as the rules assume runs to spread.
    public let worst: Worst
    /// The same where tails are heavy or a seed diverges.
    public let disturbed: Worst
  }

  /// In the order of the claims; those that no rung declares have none.
  public let rows: [Row]
  /// What the looks may err together: the sum of their levels (Bonferroni).
  public let bound: Double
  /// How many were simulated of each scenario.
  public let scenarios: Int

  /// - Parameters:
  ///   - ladder: the rungs with their runs, from the lowest.
  ///   - pilots: where arms lie and how far runs spread. Claims about transfer, of which there is no
  ///     pilot, have no rows.
  ///   - threads: how many share the work; the result does not depend on it.
  public init(
    _ claims: ClaimsFile, ladder: [(rung: Rung, planned: [PlannedRun])],
    pilots: PilotAccuracies = .shipped, scenarios: Int = 1_000, threads: Int
  ) {
    self.scenarios = scenarios
    bound = ladder.reduce(0) { $0 + $1.rung.level }
    guard let top = ladder.last else {
      rows = []
      return
    }
    let evidence = Evidence(
      planned: top.planned, finished: [], rung: top.rung, below: Array(ladder.dropLast()))
    let asked = claims.claims.filter { $0.quantity == .accuracy }
    let rates = ErrorRates(
      of: asked.flatMap { claim in
        claim.accuracyScenarios(claim.panels(of: evidence, by: pilots)).map { (claim, $0) }
      }, scenarios: scenarios, threads: threads, report: { _, _ in }
    ).rates
    rows = asked.compactMap { claim in
      let own = rates.filter { $0.claim == claim.id }
      guard
        let worst = Self.worst(own.filter { $0.scenario.disturbance == .none }),
        let disturbed = Self.worst(own.filter { $0.scenario.disturbance != .none })
      else { return nil }
      return Row(claim: claim.id, worst: worst, disturbed: disturbed)
    }
  }

  private static func worst(_ rates: [ErrorRates.Rate]) -> Worst? {
    rates.map { rate in
      Worst(
        share: max(rate.falseConsistent ?? 0, rate.falseContradicted ?? 0), scenario: rate.scenario)
    }.max { $0.share < $1.share }
  }
}

extension Claim {
  /// The panels of the claim's models as if they had been run, and had come out as the pilots did.
  fileprivate func panels(
    of evidence: Evidence, by pilots: PilotAccuracies
  ) -> [PaperModel: FittedPanel] {
    var panels: [PaperModel: FittedPanel] = [:]
    for model in models {
      let plan = FittedPanel(
        evidence, model: model, claim: self, deviation: pilots.deviation(model))
      if plan.cells.isEmpty { continue }
      var noise = ScenarioNoise(
        claim: id, scenario: ScenarioKey(.asPiloted, .everyCell), number: 0)
      let stored = plan.evidence(plan.means(by: pilots, model: model), noise: &noise, spread: 0)
      panels[model] = FittedPanel(
        stored, model: model, claim: self, deviation: pilots.deviation(model))
    }
    return panels
  }
}
