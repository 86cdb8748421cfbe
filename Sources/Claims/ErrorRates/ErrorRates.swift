import Datasets
import Digests
import Networks
import Statistics
import Synchronization

/// How often each claim's verdict would be wrong: counted in scenarios that are simulated with the
/// store's own arms, seeds and spread, where it is known whether the claim is true.
public struct ErrorRates: Hashable, Codable, Sendable {
  public struct Rate: Hashable, Codable, Sendable {
    /// The claim's id.
    public let claim: String
    /// What is true there.
    public let scenario: ScenarioKey
    /// Share of scenarios that come out consistent; nil where that would be right.
    public let falseConsistent: Double?
    /// Share of scenarios that come out contradicted; nil where that would be right.
    public let falseContradicted: Double?
    /// How many were simulated.
    public let scenarios: Int
    /// What neither share may exceed.
    public let limit: Double

    public var isWithinLimit: Bool {
      [falseConsistent, falseContradicted].allSatisfy { ($0 ?? 0) <= limit }
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(claim, forKey: .claim)
      try container.encode(scenario, forKey: .scenario)
      // The synthesised form would leave the keys out.
      try container.encode(falseConsistent, forKey: .falseConsistent)
      try container.encode(falseContradicted, forKey: .falseContradicted)
      try container.encode(scenarios, forKey: .scenarios)
      try container.encode(limit, forKey: .limit)
    }
  }

  public let schemaVersion: Int
  /// In the order of the claims. A claim that nothing decides has none.
  public let rates: [Rate]

  /// Of simulated scenarios of each kind.
  public static let scenarios = 5_000

  /// The upper 95 % bound of a share that was never seen, the rule of three.
  public static func boundOfNone(in scenarios: Int) -> Double { 3 / Double(scenarios) }

  /// - Parameters:
  ///   - scenarios: of each kind.
  ///   - threads: how many share the work; the result does not depend on it.
  ///   - report: called with the claim that is worked on and the share that is done, in [0, 1];
  ///     what it throws ends the simulation.
  public init(
    _ claims: ClaimsFile, evidence: Evidence, scenarios: Int = Self.scenarios, threads: Int,
    report: (_ claim: String, _ done: Double) throws -> Void
  ) rethrows {
    try self.init(
      of: claims.claims.flatMap { claim in claim.scenarios(evidence).map { (claim, $0) } },
      scenarios: scenarios, threads: threads, report: report)
  }

  init(
    of all: [(claim: Claim, scenario: Scenario)], scenarios: Int, threads: Int,
    report: (_ claim: String, _ done: Double) throws -> Void
  ) rethrows {
    schemaVersion = 2
    let team = ThreadTeam(count: max(1, min(threads, scenarios)))
    rates = try all.enumerated().map { index, pair in
      let (claim, scenario) = pair
      try report(claim.id, Double(index) / Double(all.count))
      let counts = claim.count(in: scenario, scenarios: scenarios, on: team)
      func share(_ count: Int) -> Double { Double(count) / Double(scenarios) }
      return Rate(
        claim: claim.id, scenario: scenario.key,
        falseConsistent: scenario.isFalse ? share(counts.consistent) : nil,
        falseContradicted: scenario.isTrue ? share(counts.contradicted) : nil,
        scenarios: scenarios, limit: scenario.place.limit(scenarios: scenarios))
    }
  }

  /// Without a report on the way.
  public init(
    _ claims: ClaimsFile, evidence: Evidence, scenarios: Int = Self.scenarios, threads: Int
  ) {
    self.init(
      claims, evidence: evidence, scenarios: scenarios, threads: threads, report: { _, _ in })
  }

  /// Raised whenever a rule of decision or a scenario changes, so that stored rates of another are not
  /// taken for these.
  private static let revision = 4

  /// What the rates depend on, as 64 hexadecimal digits: equal where they are.
  public static func digest(_ claims: ClaimsFile, _ evidence: Evidence) -> String {
    var lines = ["revision \(revision), \(scenarios) scenarios", claims.digest]
    lines += plans(evidence)
    for cell in evidence.cells.values.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "\(cell.key.model) \(cell.key.recipe) \(cell.key.arm.label) \(cell.defect == nil ? "" : "defect")"
      )
      for run in cell.planned {
        let result = cell.results[run.specification.seed]
        lines.append(
          "\(run.specification.id) \(run.confirmatory) \(outcome(of: result)) "
            + "\(result?.accuracy ?? 0) \(result?.transfer?.accuracy ?? 0)")
      }
    }
    for timing in evidence.timings {
      let interval = timing.measured
      lines.append(
        "\(timing.id) \(timing.model) \(timing.units) \(interval.ratio) \(interval.low) "
          + "\(interval.high) \(interval.level)")
    }
    for entry in evidence.initialisation?.entries ?? [] {
      lines.append(
        "\(entry.tokens) \(entry.attention) \(entry.qkNorm) \(entry.layer) \(entry.scaledMeans)")
    }
    func outcome(of result: SeedResult?) -> String {
      result.map { $0.diverged ? "diverged" : "completed" } ?? "missing"
    }
    return SHA256.hexadecimal(of: lines.joined(separator: "\n"))
  }

  /// What the rungs declare, where there are any.
  private static func plans(_ evidence: Evidence) -> [String] {
    guard let rung = evidence.look.rung else { return [] }
    return ["rung \(rung.rawValue)"]
      + evidence.earlier.flatMap { look in
        ["rung \(look.look.rung?.rawValue ?? "")"]
          + look.cells.values.sorted { $0.key < $1.key }.flatMap(\.planned).map {
            "\($0.specification.id) \($0.confirmatory)"
          }
      }
  }
}

extension Claim {
  /// Scenarios with what the evidence has: nil values and missing cells give none.
  func scenarios(_ evidence: Evidence) -> [Scenario] {
    switch quantity {
    case .accuracy, .transferAccuracy: accuracyScenarios(FittedPanel.all(of: self, evidence))
    case .stepTime, .operatorTime: timingScenarios(evidence)
    case .meanWeight: levelScenarios(evidence)
    // A count has no sampling error.
    case .collectives: []
    }
  }

  fileprivate func count(
    in scenario: Scenario, scenarios: Int, on team: ThreadTeam
  ) -> (consistent: Int, contradicted: Int) {
    let shares = team.count
    let counts = Mutex((consistent: 0, contradicted: 0))
    team.run(tasks: shares) { share, _ in
      var own = (consistent: 0, contradicted: 0)
      for number in scenarios * share / shares..<scenarios * (share + 1) / shares {
        // Someone who goes up the ladder, and stops at the first decision.
        let outcomes = findings(after: scenario.looks(number)).lazy.map {
          conclusion(of: $0).outcome
        }
        switch outcomes.first(where: \.isDecisive) {
        case .consistent: own.consistent += 1
        case .contradicted: own.contradicted += 1
        default: break
        }
      }
      counts.withLock {
        $0.consistent += own.consistent
        $0.contradicted += own.contradicted
      }
    }
    return counts.withLock { $0 }
  }
}
