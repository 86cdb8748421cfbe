import Experiments
import Networks
import Paper
import Synchronization

/// How likely each rung of the ladder is to have decided each claim about accuracy, by simulation from
/// what pilots measured, beside what the claim's runs cost: what a rung should hold is chosen by it.
public struct DecisionProbabilities: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let claim: String
    public let rung: Rung
    /// Cells that the rung declares, of those of the claim.
    public let cells: Int
    public let cellsClaimed: Int
    /// Shares of simulated stores in which the claim has come out so by this rung.
    public let consistent: Double
    public let contradicted: Double
    /// How many of the declared cells are decided, on average.
    public let cellsDecided: Double
    /// Of all the claim's runs in this rung, those of rungs below among them, in FLOP.
    public let flops: Double

    public var decided: Double { consistent + contradicted }
    /// Nil where the rung declares nothing.
    public var decidedPerTeraFLOP: Double? { flops > 0 ? decided / (flops / 1e12) : nil }
  }

  /// In the order of the claims, the lowest rung first.
  public let rows: [Row]
  /// How many stores were simulated.
  public let simulations: Int

  /// - Parameters:
  ///   - ladder: the rungs with their runs, from the lowest.
  ///   - pilots: where arms lie and how far runs spread. Claims about transfer, of which there is no
  ///     pilot, have no rows.
  ///   - threads: how many share the work; the result does not depend on it.
  public init(
    _ claims: ClaimsFile, ladder: [(rung: Rung, planned: [PlannedRun])],
    pilots: PilotAccuracies = .shipped, simulations: Int = 1_000, threads: Int
  ) {
    self.simulations = simulations
    guard let top = ladder.last else {
      rows = []
      return
    }
    let evidence = Evidence(
      planned: top.planned, finished: [], rung: top.rung, below: Array(ladder.dropLast()))
    let team = ThreadTeam(count: max(1, min(threads, simulations)))
    rows = claims.claims.filter { $0.quantity == .accuracy }.flatMap { claim -> [Row] in
      let counts = claim.decisions(evidence, pilots: pilots, simulations: simulations, on: team)
      let looks = evidence.earlier + [evidence]
      return looks.indices.map { look in
        let found = claim.ownFindings(in: looks[look])
        return Row(
          claim: claim.id, rung: ladder[look].rung, cells: found.count(where: \.confirmatory),
          cellsClaimed: found.count,
          consistent: Double(counts[look].consistent) / Double(simulations),
          contradicted: Double(counts[look].contradicted) / Double(simulations),
          cellsDecided: Double(counts[look].cells) / Double(simulations),
          flops: claim.runs(of: found.filter(\.confirmatory), in: looks[look]).flops)
      }
    }
  }
}

extension FittedPanel {
  /// Where the pilots place its arms, over the panel's level.
  func means(by pilots: PilotAccuracies, model: PaperModel) -> [Arm: Double] {
    Dictionary(
      uniqueKeysWithValues: cells.map { cell in
        let images = cell.planned.first?.specification.recipe.images
        let mean = images.flatMap { pilots.mean(cell.key.arm, model: model, images: $0) }
        return (cell.key.arm, (mean ?? 0) - Self.level)
      })
  }
}

private struct DecisionCounts {
  var consistent = 0
  var contradicted = 0
  /// Decided ones.
  var cells = 0
}

extension Claim {
  /// What the claim has come to after each look, counted over simulated stores.
  fileprivate func decisions(
    _ evidence: Evidence, pilots: PilotAccuracies, simulations: Int, on team: ThreadTeam
  ) -> [DecisionCounts] {
    let panels = models.map { model in
      let panel = FittedPanel(
        evidence, model: model, claim: self, deviation: pilots.deviation(model))
      return (panel: panel, means: panel.means(by: pilots, model: model))
    }
    let looks = evidence.earlier.count + 1
    let none = [DecisionCounts](repeating: DecisionCounts(), count: looks)
    let counts = Mutex(none)
    let shares = team.count
    team.run(tasks: shares) { share, _ in
      var own = none
      for number in simulations * share / shares..<simulations * (share + 1) / shares {
        var noise = ScenarioNoise(
          claim: id, scenario: ScenarioKey(.asPiloted, .everyCell), number: number)
        var found = [[CellFinding]](repeating: [], count: looks)
        for (model, panel) in zip(models, panels) {
          let simulated = panel.panel.evidence(panel.means, noise: &noise)
          for (look, evidence) in (simulated.earlier + [simulated]).enumerated() {
            found[look] += cellFunctions.map {
              accuracyFinding(model: model, h: $0, evidence: evidence)
            }
          }
        }
        for (look, findings) in findings(after: found).enumerated() {
          own[look].cells += findings.count { $0.confirmatory && $0.outcome.isDecisive }
          switch conclusion(of: findings).outcome {
          case .consistent: own[look].consistent += 1
          case .contradicted: own[look].contradicted += 1
          case .inconclusive, .notComparable, .notTested, .invalid: break
          }
        }
      }
      counts.withLock { all in
        for look in all.indices {
          all[look].consistent += own[look].consistent
          all[look].contradicted += own[look].contradicted
          all[look].cells += own[look].cells
        }
      }
    }
    return counts.withLock { $0 }
  }

  /// The planned runs of every arm that some of the claim's cells compare, each once.
  fileprivate func runs(of found: [CellFinding], in evidence: Evidence) -> [PlannedRun] {
    let keys = found.reduce(into: Set<CellKey>()) { keys, finding in
      for arm in arms(of: finding, in: evidence) {
        keys.insert(CellKey(model: finding.model, recipe: recipe, arm: arm))
      }
    }
    return keys.sorted().flatMap { evidence.cells[$0]?.planned ?? [] }
  }

  private func arms(of finding: CellFinding, in evidence: Evidence) -> [Arm] {
    let pairs = [difference, referenceEffect].compactMap(\.self).flatMap { pair in
      [pair.arm.arm(of: finding.h), pair.against.arm(of: finding.h)].compactMap(\.self)
    }
    switch kind {
    case .optimum: return curve(model: finding.model, h: finding.h, evidence: evidence)
    case .noClearBest:
      return pairs + functions.map { Arm(.pointwise($0, alpha: LengthExponent(hundredths: 100))) }
    default: return pairs
    }
  }
}
