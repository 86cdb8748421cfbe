import Networks
import Paper
import Statistics

/// How what was found in the cells makes up a claim.
extension Claim {
  /// - Parameters:
  ///   - looks: one finding for each of the claim's cells after each look, the lowest rung's first.
  ///   - beside: findings that are shown with the cells and have no part in the verdict.
  ///   - cap: the deviation ledger's, for this quantity.
  ///   - evidence: for what it would cost to settle the claim.
  func assessed(
    _ looks: [[CellFinding]], beside: [CellFinding] = [], cap: Ceiling, evidence: Evidence
  ) -> Assessment {
    let found = looks.last ?? []
    let whole = conclusion(of: found)
    let outcome = whole.outcome
    let head = outcome == .invalid ? nil : head(of: whole.covering, outcome: outcome)
    let settling = outcome == .inconclusive ? head?.open.flatMap(Settling.init) : nil
    let isBeyondSeeds = outcome == .inconclusive && head?.open != nil && settling == nil
    let pointing = whole.covering.filter { $0.estimate != nil }
    let claimed = found.filter { mayDecide($0.model) }
    let verdict = Verdict(
      ComparisonResult(
        outcome: outcome, claimed: ceiling, needs: kind == .number ? .ratio : .sign,
        cellsCovered: claimed.count(where: isDeclared(among: found)), cellsClaimed: claimed.count),
      cap: cap)
    return Assessment(
      claim: self, verdict: verdict,
      reason: reason(of: whole, after: looks.dropLast()),
      seedsInClaimedDirection: outcome == .invalid ? nil : agreement(pointing),
      estimate: head?.estimate, low: head?.interval?.low, high: head?.interval?.high,
      level: head?.interval?.level, n: head?.n ?? 0, unit: head?.unit ?? "seed",
      models: whole.covered, cells: (whole.run + beside).map(\.cell),
      claimedCells: found.map(\.cell),
      scope: scope(of: whole, claimed: claimed.count, evidence: evidence),
      seedsToSettle: settling?.moreSeeds, isBeyondSeeds: isBeyondSeeds,
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
  }

  /// - Parameter found: one finding for each of the claim's cells, as `findings(after:)` leaves them.
  func conclusion(of found: [CellFinding]) -> Conclusion {
    let run = found.filter { $0.outcome != .notTested }
    let deciding = run.filter(\.confirmatory)
    let covering = deciding.isEmpty ? run : deciding
    let covered = models.filter { model in covering.contains { $0.model == model } }
    let (outcome, reason) = outcome(
      of: found, run: run, deciding: deciding, coverage: coverage(covered, of: found))
    return Conclusion(
      outcome: outcome, reason: reason, run: run, covering: covering, covered: covered)
  }

  /// Whether a cell was declared to decide the claim, before training. Of what is timed, measured or
  /// counted, all of a claim's cells are in the models that anything was.
  private func isDeclared(among found: [CellFinding]) -> (CellFinding) -> Bool {
    guard quantity != .accuracy, quantity != .transferAccuracy else { return \.confirmatory }
    let run = Set(found.filter { $0.outcome != .notTested && $0.confirmatory }.map(\.model))
    return { run.contains($0.model) && self.mayDecide($0.model) }
  }

  /// With what a lower rung decided about its own cells, where this one, which declares more, leaves the
  /// claim open.
  private func reason(of whole: Conclusion, after earlier: [[CellFinding]]) -> Reason {
    guard whole.outcome == .inconclusive else { return whole.reason }
    let decided = earlier.map { conclusion(of: $0) }.last { $0.outcome.isDecisive }
    guard let decided, let rung = decided.covering.compactMap(\.look.rung).max() else {
      return whole.reason
    }
    return .openAfter(whole.reason, rung, decided.outcome, cells: decided.covering.map(\.place))
  }

  private func scope(
    of whole: Conclusion, claimed: Int, evidence: Evidence
  ) -> Assessment.Scope? {
    let deciding = whole.run.filter(\.confirmatory)
    guard !deciding.isEmpty else { return nil }
    let images = deciding.reduce(into: Set<Int>()) { images, finding in
      guard quantity == .accuracy || quantity == .transferAccuracy else { return }
      for cell in evidence.cells(model: finding.model, recipe: recipe) where cell.isConfirmatory {
        images.formUnion(cell.planned.map(\.specification.recipe.images))
      }
    }
    return Assessment.Scope(
      cells: deciding.map(\.place), claimed: claimed,
      rungs: Set(deciding.filter(\.outcome.isDecisive).compactMap(\.look.rung)).sorted(),
      images: images.sorted())
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
  func corrected(_ found: [CellFinding]) -> [CellFinding] {
    var findings = found
    // With those that are missing: a decision must not depend on what is trained later.
    let deciding = found.indices.filter { found[$0].confirmatory }
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
    // A cell that was declared is missed where it was not run.
    let declared = findings.filter(isDeclared(among: findings))
    let required = declared.filter { combination == .all || $0.h == .relu }
    if let missing = required.first(where: { $0.outcome == .notTested }) {
      return (.inconclusive, covering(because(missing)))
    }
    // The one whose numbers are shown.
    if let open = head(of: required.filter { $0.outcome != .consistent }, outcome: .inconclusive) {
      return (.inconclusive, covering(because(open)))
    }
    guard let holding = head(of: required, outcome: .consistent) else {
      return (.inconclusive, covering(.noRequiredCellConfirmatory))
    }
    let others = declared.filter { $0.h != .relu }
    // Which of the others hold may still change the count.
    if combination != .all, let missing = others.first(where: isIncomplete) {
      return (.inconclusive, covering(because(missing)))
    }
    let held = others.count { $0.outcome == .consistent }
    let isEnough =
      switch combination {
      case .all: true
      case .reluAndMost: others.isEmpty || 2 * held > others.count
      case .reluAndHalf: 2 * held >= others.count
      }
    guard combination != .all, !others.isEmpty else {
      return (.consistent, covering(because(holding)))
    }
    return (
      isEnough ? .consistent : .inconclusive,
      covering(.othersHold(held, of: others.count, needed: combination, enough: isEnough))
    )
  }

  /// Whether a cell waits for runs that are planned.
  private func isIncomplete(_ finding: CellFinding) -> Bool {
    if finding.outcome == .notTested { return true }
    if case .runsMissing = finding.reason { return true }
    if case .transferMissing = finding.reason { return true }
    return false
  }

  /// Which of the claim's cells were declared.
  private func coverage(_ covered: [PaperModel], of found: [CellFinding]) -> Reason.Coverage {
    // Where the models that decide are all there, the claim's others are no gap.
    let claimed = covered.allSatisfy(mayDecide) ? claimedModels : models
    let verb: Reason.Coverage.Verb =
      switch quantity {
      case .stepTime, .operatorTime: .timed
      case .meanWeight: .measured
      case .accuracy, .transferAccuracy, .collectives: .run
      }
    let isDeclared = isDeclared(among: found)
    let untested = found.filter { claimed.contains($0.model) && !isDeclared($0) }
    return Reason.Coverage(
      verb: verb, untested: untested.map(\.place),
      untestedModels: claimed.filter { model in
        found.allSatisfy { $0.model != model || !isDeclared($0) }
      })
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
      if left.pValue != right.pValue { return left.pValue < right.pValue }
      // Cells that hold have one p value against the claim: the smallest effect is the least favourable.
      return kind == .ordering && Self.isSmaller(left.estimate, right.estimate)
    }
  }

  /// Whether an estimate is the smaller of two; one that is missing is none.
  private static func isSmaller(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return false }
    return left < right
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
