import Networks
import Paper
import Statistics

/// How what was found in the cells makes up a claim.
extension Claim {
  /// - Parameters:
  ///   - found: one finding for each of the claim's cells.
  ///   - beside: findings that are shown with the cells and have no part in the verdict.
  ///   - cap: the deviation ledger's, for this quantity.
  ///   - evidence: for what it would cost to settle the claim.
  func assessed(
    _ found: [CellFinding], beside: [CellFinding] = [], cap: Ceiling, evidence: Evidence
  ) -> Assessment {
    let whole = conclusion(of: found)
    let outcome = whole.outcome
    let head = outcome == .invalid ? nil : head(of: whole.covering, outcome: outcome)
    let settling = outcome == .inconclusive ? head?.open.flatMap(Settling.init) : nil
    let pointing = whole.covering.filter { $0.estimate != nil }
    let modelsCovered = whole.covered.filter { model in
      claimedModels.contains(model) && !whole.exploratory.contains { $0.model == model }
    }
    let verdict = Verdict(
      ComparisonResult(
        outcome: outcome, claimed: ceiling, needs: kind == .number ? .ratio : .sign,
        modelsCovered: modelsCovered.count, modelsClaimed: claimedModels.count),
      cap: cap)
    return Assessment(
      claim: self, verdict: verdict,
      reason: whole.reason,
      seedsInClaimedDirection: outcome == .invalid ? nil : agreement(pointing),
      estimate: head?.estimate, low: head?.interval?.low, high: head?.interval?.high,
      level: head?.interval?.level, n: head?.n ?? 0, unit: head?.unit ?? "seed",
      models: whole.covered, cells: (whole.run + beside).map(\.cell),
      seedsToSettle: settling?.moreSeeds,
      cellsToSettle: (settling?.arms ?? []).compactMap { arm in
        head.map { CellKey(model: $0.model, recipe: recipe, arm: arm) }
      },
      secondsToSettle: settling.flatMap { settling in
        head.flatMap { coreSeconds(of: settling, model: $0.model, evidence: evidence) }
      })
  }

  /// What cells come to together.
  struct Conclusion {
    let outcome: Verdict.Outcome
    let reason: Reason
    /// Findings of cells that were run.
    let run: [CellFinding]
    /// Those that decide; where none does, all that were run.
    let covering: [CellFinding]
    /// The models of these, in the claim's order.
    let covered: [PaperModel]
    /// Cells that were run and do not decide, in models that do.
    let exploratory: [CellFinding]
  }

  /// - Parameter found: one finding for each of the claim's cells.
  func conclusion(of found: [CellFinding]) -> Conclusion {
    let findings = corrected(found)
    let run = findings.filter { $0.outcome != .notTested }
    let deciding = run.filter(\.confirmatory)
    let covering = deciding.isEmpty ? run : deciding
    let covered = models.filter { model in covering.contains { $0.model == model } }
    let exploratory = exploratory(findings, covered: deciding.isEmpty ? [] : covered)
    let (outcome, reason) = outcome(
      of: findings, run: run, deciding: deciding,
      coverage: coverage(covered, run: run, exploratory: exploratory))
    return Conclusion(
      outcome: outcome, reason: reason, run: run, covering: covering, covered: covered,
      exploratory: exploratory)
  }

  /// What the seeds would cost at the mean of those that were run; nil where an arm's cost is
  /// unknown.
  private func coreSeconds(
    of settling: Settling, model: PaperModel, evidence: Evidence
  ) -> Double? {
    var sum = 0.0
    for arm in settling.arms {
      guard let cell = evidence.cell(model: model, recipe: recipe, arm: arm),
        !cell.coreSeconds.isEmpty
      else { return nil }
      // In the order of the seeds, so that the sum's rounding is the same each time.
      let seconds = cell.coreSeconds.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
      sum += seconds / Double(cell.coreSeconds.count)
    }
    return sum * Double(settling.moreSeeds)
  }

  /// Contradictions after Holm's correction over the cells that decide.
  private func corrected(_ found: [CellFinding]) -> [CellFinding] {
    var findings = found
    let deciding = found.indices.filter {
      found[$0].confirmatory && found[$0].outcome != .notTested
    }
    let corrected = Judgement.correctingFailures(
      deciding.map { index in
        Judgement(
          decision: found[index].outcome == .contradicted ? .fails : .undecided,
          pValue: found[index].pValue,
          oneSidedLevel: found[index].oneSidedLevel)
      })
    for (index, judgement) in zip(deciding, corrected)
    where found[index].outcome == .contradicted && judgement.decision != .fails {
      findings[index].outcome = .inconclusive
      findings[index].reason = .byChance(findings[index].reason, cells: deciding.count)
    }
    return findings
  }

  private func outcome(
    of findings: [CellFinding], run: [CellFinding], deciding: [CellFinding],
    coverage: Reason.Coverage
  ) -> (Verdict.Outcome, Reason) {
    func because(_ finding: CellFinding) -> Reason { .cell(finding.place, finding.reason) }
    guard !run.isEmpty else {
      // One reason for all cells needs no place.
      let isShared = Set(findings.map(\.reason)).count == 1
      return (.notTested, findings.first.map { isShared ? $0.reason : because($0) } ?? .noCells)
    }
    if let invalid = run.first(where: { $0.outcome == .invalid }) {
      return (.invalid, because(invalid))
    }
    guard !deciding.isEmpty else {
      let shown = head(of: run, outcome: .inconclusive)
      return (.inconclusive, .noneConfirmatory(coverage, shown: shown.map(because)))
    }
    func covering(_ reason: Reason) -> Reason {
      coverage.isWhole ? reason : .covering(reason, coverage)
    }
    if let cell = deciding.first(where: { $0.outcome == .notComparable }) {
      return (.notComparable, covering(because(cell)))
    }
    let against = deciding.filter { $0.outcome == .contradicted }
    if let cell = head(of: against, outcome: .contradicted) {
      return (.contradicted, covering(because(cell)))
    }
    // Cells that must all hold, in every model that decides.
    let required = findings.filter { finding in
      coverage.models.contains(finding.model) && (combination == .all || finding.h == .relu)
    }
    if let missing = required.first(where: { $0.outcome == .notTested }) {
      return (.inconclusive, covering(because(missing)))
    }
    if combination != .all, let exploratory = required.first(where: { !$0.confirmatory }) {
      return (.inconclusive, covering(.cellNotConfirmatory(exploratory.place)))
    }
    let requiredDeciding = required.filter(\.confirmatory)
    if let open = requiredDeciding.first(where: { $0.outcome != .consistent }) {
      return (.inconclusive, covering(because(open)))
    }
    guard let holding = head(of: requiredDeciding, outcome: .consistent) else {
      return (.inconclusive, covering(.noRequiredCellConfirmatory))
    }
    let others = findings.filter { coverage.models.contains($0.model) && $0.h != .relu }
    let held = others.count { $0.outcome == .consistent && $0.confirmatory }
    switch combination {
    case .all: return (.consistent, covering(because(holding)))
    case .reluAndMost, .reluAndHalf:
      let enough =
        combination == .reluAndMost ? 2 * held > others.count : 2 * held >= others.count
      return (
        enough ? .consistent : .inconclusive,
        covering(.othersHold(held, of: others.count, needed: combination, enough: enough))
      )
    }
  }

  /// Cells of a claim about all functions that were run and do not decide, in models that do.
  private func exploratory(_ findings: [CellFinding], covered: [PaperModel]) -> [CellFinding] {
    guard combination == .all else { return [] }
    return findings.filter {
      covered.contains($0.model) && !$0.confirmatory && $0.outcome != .notTested
    }
  }

  /// Which of the models were covered, and what in them does not decide.
  private func coverage(
    _ covered: [PaperModel], run: [CellFinding], exploratory: [CellFinding]
  ) -> Reason.Coverage {
    // Where the models that decide are all there, the claim's others are no gap.
    let claimed = covered.allSatisfy(mayDecide) ? claimedModels : models
    let verb: Reason.Coverage.Verb =
      switch quantity {
      case .stepTime, .operatorTime: .timed
      case .meanWeight: .measured
      case .accuracy, .transferAccuracy, .collectives: .run
      }
    return Reason.Coverage(
      models: covered, claimed: claimed.count,
      othersRun: run.contains { !covered.contains($0.model) }, verb: verb,
      exploratory: exploratory.map(\.place))
  }

  private var claimedModels: [PaperModel] { confirmatoryModels ?? models }

  /// The cell that the claim hangs on: among those with the worst outcome, the one that speaks most
  /// against it; relu's where the claim is about relu first.
  private func head(of findings: [CellFinding], outcome: Verdict.Outcome) -> CellFinding? {
    let order: [Verdict.Outcome] = [.contradicted, .notComparable, .inconclusive, .consistent]
    let relu = findings.filter { $0.h == .relu }
    let candidates =
      combination == .all || outcome == .contradicted || relu.isEmpty ? findings : relu
    return candidates.min { left, right in
      let ranks = [left, right].map { order.firstIndex(of: $0.outcome) ?? order.count }
      if ranks[0] != ranks[1] { return ranks[0] < ranks[1] }
      return left.pValue < right.pValue
    }
  }

  /// Nil without a cell that has points.
  private func agreement(_ findings: [CellFinding]) -> SeedAgreement? {
    guard !findings.isEmpty else { return nil }
    let isTimed = quantity == .stepTime || quantity == .operatorTime
    return SeedAgreement(
      agreeing: findings.reduce(0) { $0 + $1.agreeing },
      count: isTimed ? findings.count : findings.reduce(0) { $0 + $1.n },
      unit: isTimed ? .timing : .seed, cells: findings.count)
  }
}
