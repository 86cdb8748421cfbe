import Experiments
import Networks
import Paper
import Statistics

/// What the evidence says in one cell of a claim.
struct CellFinding {
  let model: PaperModel
  let h: Pointwise?
  /// What the cell is about: the name of h, or of what stands beside the functions.
  var name: String?
  var outcome: Verdict.Outcome
  var reason: Reason
  var estimate: Double?
  var interval: Interval?
  /// Of the interval's variance; nil where it has none of Student's t.
  var degreesOfFreedom: Int?
  var n = 0
  var unit = "seed"
  /// Whether the preset declares that the cell decides.
  var confirmatory: Bool
  /// On which the cell was decided; else the last.
  var look = Look()
  /// Whether the preset could have declared the cell, and did not.
  var isUndeclared = false
  /// How many of the replicates point in the claimed direction.
  var agreeing = 0
  /// The one-sided p value against the claim, and the level that it is held to.
  var pValue = 1.0
  var oneSidedLevel = 0.025
  /// What the cell hangs on; nil where it is settled, or where nothing says how far it is.
  var open: OpenQuestion?

  init(
    model: PaperModel, h: Pointwise?, outcome: Verdict.Outcome, reason: Reason, confirmatory: Bool
  ) {
    self.model = model
    self.h = h
    name = h?.rawValue
    self.outcome = outcome
    self.reason = reason
    self.confirmatory = confirmatory
  }

  var place: Reason.CellPlace { Reason.CellPlace(model: model, name: name) }

  var cell: Assessment.Cell {
    Assessment.Cell(
      model: model, h: name, estimate: estimate, low: interval?.low, high: interval?.high,
      level: interval?.level, n: n, degreesOfFreedom: degreesOfFreedom, unit: unit,
      outcome: shownOutcome, confirmatory: confirmatory,
      rung: look.rung, reason: reason)
  }

  /// What nobody declared says nothing of the claim, whatever its points suggest.
  private var shownOutcome: Verdict.Outcome {
    isUndeclared && (outcome.isDecisive || outcome == .inconclusive) ? .notTested : outcome
  }

  /// Takes the finding for invalid where a record that it needs is damaged.
  mutating func note(_ damage: String?) {
    guard let damage else { return }
    (outcome, reason) = (.invalid, .damagedRecord(damage))
  }

  /// Sets the outcome from a decision; a failure stays open to correction over cells.
  mutating func decide(_ judgement: Judgement, _ reason: Reason) {
    pValue = judgement.pValue
    oneSidedLevel = judgement.oneSidedLevel
    self.reason = reason
    outcome =
      switch judgement.decision {
      case .holds: .consistent
      case .fails: .contradicted
      case .undecided: .inconclusive
      }
  }
}

extension Claim {
  /// What is said in each of the claim's cells, models first: the first decision that a look made
  /// there, or else what the last one leaves.
  func findings(in evidence: Evidence) -> [CellFinding] { looks(in: evidence).last ?? [] }

  /// The same after each look, the lowest rung's first.
  func looks(in evidence: Evidence) -> [[CellFinding]] {
    let earlier = comparesAccuracy ? evidence.earlier : []
    return findings(after: (earlier + [evidence]).map { ownFindings(in: $0) })
  }

  /// The same after each of several looks, which are given with all cells in one order. Contradictions
  /// are corrected over the cells of each look by itself; a decision stays.
  func findings(after looks: [[CellFinding]]) -> [[CellFinding]] {
    var decided: [Int: CellFinding] = [:]
    return looks.map { found in
      let findings = corrected(found)
      for index in findings.indices
      where findings[index].confirmatory && findings[index].outcome.isDecisive
        && decided[index] == nil
      {
        decided[index] = findings[index]
      }
      return findings.indices.map { decided[$0] ?? findings[$0] }
    }
  }

  private var comparesAccuracy: Bool { quantity == .accuracy || quantity == .transferAccuracy }

  /// What one look says, with nothing of the others.
  func ownFindings(in evidence: Evidence) -> [CellFinding] {
    foundCells(in: evidence).map { finding in
      var own = finding
      if comparesAccuracy || quantity == .meanWeight { own.look = evidence.look }
      own.isUndeclared = comparesAccuracy && !finding.confirmatory
      return own
    }
  }

  private func foundCells(in evidence: Evidence) -> [CellFinding] {
    switch quantity {
    case .accuracy, .transferAccuracy:
      return models.flatMap { model in
        cellFunctions.map { accuracyFinding(model: model, h: $0, evidence: evidence) }
      }
    case .stepTime, .operatorTime:
      let cells: [Pointwise?] = functions.isEmpty ? [nil] : functions
      return models.flatMap { model in
        cells.map { timingFinding(model: model, h: $0, evidence: evidence) }
      }
    case .meanWeight:
      return models.flatMap { model in
        functions.map { levelFinding(model: model, h: $0, evidence: evidence) }
      }
    case .collectives:
      return models.map { collectivesFinding(model: $0, evidence: evidence) }
    }
  }

  func accuracyFinding(model: PaperModel, h: Pointwise?, evidence: Evidence) -> CellFinding {
    switch kind {
    case .optimum: optimumFinding(model: model, h: h, evidence: evidence)
    case .noClearBest: noClearBestFinding(model: model, evidence: evidence)
    case .equivalence, .nonInferiority: fractionFinding(model: model, h: h, evidence: evidence)
    case .ordering: orderFinding(model: model, h: h, evidence: evidence)
    case .number, .level, .structural:
      CellFinding(
        model: model, h: h, outcome: .notTested,
        reason: .noAccuracy(kind), confirmatory: false)
    }
  }

  /// Whether a model's cells may decide, as far as the claim itself says.
  func mayDecide(_ model: PaperModel) -> Bool { confirmatoryModels?.contains(model) ?? true }

  /// A finding about arms that are not all there and sound; nil where they are.
  ///
  /// - Parameters:
  ///   - difference: what is shown of the runs that there are, as points.
  ///   - bounds: what is above zero in a seed that points in the claimed direction.
  func finding(
    of comparison: ArmComparison, showing difference: ArmCombination? = nil,
    bounds: [ArmCombination] = [], model: PaperModel, h: Pointwise?
  ) -> CellFinding? {
    let (outcome, reason): (Verdict.Outcome, Reason)
    switch comparison.state {
    case .ready: return nil
    case .notRun(let why): (outcome, reason) = (.notTested, why)
    case .incomplete(let why): (outcome, reason) = (.inconclusive, why)
    case .invalid(let why): (outcome, reason) = (.invalid, why)
    case .notComparable(let why): (outcome, reason) = (.notComparable, why)
    }
    var finding = CellFinding(
      model: model, h: h, outcome: outcome, reason: reason,
      confirmatory: comparison.isConfirmatory && mayDecide(model))
    if let difference, outcome == .inconclusive {
      let differences = comparison.differences(difference)
      finding.n = differences.count
      finding.estimate = differences.isEmpty ? nil : Estimate.mean(differences)
      let perSeed = bounds.map(comparison.differences)
      finding.agreeing = comparison.seeds.indices.count { seed in
        perSeed.allSatisfy { $0[seed] > 0 }
      }
    }
    return finding
  }
}

/// "1 seed", "3 seeds", "8 processes".
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")"
}
