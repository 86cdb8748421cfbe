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
      claimedModels.contains(model) && !whole.hollow.contains { $0.model == model }
    }
    let verdict = Verdict(
      ComparisonResult(
        outcome: outcome, claimed: ceiling, needs: kind == .number ? .ratio : .sign,
        modelsCovered: modelsCovered.count, modelsClaimed: claimedModels.count),
      cap: cap)
    return Assessment(
      claim: self, verdict: verdict,
      reason: whole.reason.prefix(1).uppercased() + whole.reason.dropFirst() + ".",
      lean: outcome == .invalid ? nil : lean(pointing),
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
    /// A sentence without a full stop.
    let reason: String
    /// Findings of cells that were run.
    let run: [CellFinding]
    /// Those that decide; where none does, all that were run.
    let covering: [CellFinding]
    /// The models of these, in the claim's order.
    let covered: [PaperModel]
    /// Cells that were run and do not decide, in models that do.
    let hollow: [CellFinding]
  }

  /// - Parameter found: one finding for each of the claim's cells.
  func conclusion(of found: [CellFinding]) -> Conclusion {
    let findings = corrected(found)
    let run = findings.filter { $0.outcome != .notTested }
    let deciding = run.filter(\.confirmatory)
    let covering = deciding.isEmpty ? run : deciding
    let covered = models.filter { model in covering.contains { $0.model == model } }
    let hollow = hollow(findings, covered: deciding.isEmpty ? [] : covered)
    let (outcome, reason) = outcome(
      of: findings, run: run, deciding: deciding, covered: covered, hollow: hollow)
    return Conclusion(
      outcome: outcome, reason: reason, run: run, covering: covering, covered: covered,
      hollow: hollow)
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
      findings[index].reason += ", but not beyond what \(deciding.count) cells bring by chance"
    }
    return findings
  }

  private func outcome(
    of findings: [CellFinding], run: [CellFinding], deciding: [CellFinding], covered: [PaperModel],
    hollow: [CellFinding]
  ) -> (Verdict.Outcome, String) {
    func because(_ finding: CellFinding) -> String { "\(finding.place): \(finding.reason)" }
    let coverage = coverage(covered, run: run, hollow: hollow)
    guard !run.isEmpty else {
      // One reason for all cells needs no place.
      let isShared = Set(findings.map(\.reason)).count == 1
      return (.notTested, findings.first.map { isShared ? $0.reason : because($0) } ?? "no cells")
    }
    if let invalid = run.first(where: { $0.outcome == .invalid }) {
      return (.invalid, because(invalid))
    }
    guard !deciding.isEmpty else {
      let few = coverage ?? "every model was \(verb)"
      let shown = head(of: run, outcome: .inconclusive).map { "; \(because($0))" } ?? ""
      return (
        .inconclusive,
        "\(few) and \(covered.count == 1 ? "is not" : "none is") confirmatory\(shown)"
      )
    }
    func sentence(_ text: String) -> String { coverage.map { "\(text); \($0)" } ?? text }
    if let cell = deciding.first(where: { $0.outcome == .notComparable }) {
      return (.notComparable, sentence(because(cell)))
    }
    let against = deciding.filter { $0.outcome == .contradicted }
    if let cell = head(of: against, outcome: .contradicted) {
      return (.contradicted, sentence(because(cell)))
    }
    // Cells that must all hold, in every model that decides.
    let required = findings.filter { finding in
      covered.contains(finding.model) && (combination == .all || finding.h == .relu)
    }
    if let missing = required.first(where: { $0.outcome == .notTested }) {
      return (.inconclusive, sentence(because(missing)))
    }
    if combination != .all, let hollow = required.first(where: { !$0.confirmatory }) {
      return (.inconclusive, sentence("\(hollow.place): the cell is not confirmatory"))
    }
    let requiredDeciding = required.filter(\.confirmatory)
    if let open = requiredDeciding.first(where: { $0.outcome != .consistent }) {
      return (.inconclusive, sentence(because(open)))
    }
    guard let holding = head(of: requiredDeciding, outcome: .consistent) else {
      return (.inconclusive, sentence("no cell that must hold is confirmatory"))
    }
    let others = findings.filter { covered.contains($0.model) && $0.h != .relu }
    let held = others.count { $0.outcome == .consistent && $0.confirmatory }
    switch combination {
    case .all: return (.consistent, sentence(because(holding)))
    case .reluAndMost, .reluAndHalf:
      let enough =
        combination == .reluAndMost ? 2 * held > others.count : 2 * held >= others.count
      let words =
        "the cells of relu hold, and so do \(held) of \(others.count) cells of other functions"
      let need = combination == .reluAndMost ? "more than half are needed" : "half are needed"
      return enough
        ? (.consistent, sentence(words)) : (.inconclusive, sentence("\(words): \(need)"))
    }
  }

  /// Cells of a claim about all functions that were run and do not decide, in models that do.
  private func hollow(_ findings: [CellFinding], covered: [PaperModel]) -> [CellFinding] {
    guard combination == .all else { return [] }
    return findings.filter {
      covered.contains($0.model) && !$0.confirmatory && $0.outcome != .notTested
    }
  }

  /// Which of the models were covered, and what in them does not decide, in words; nil where all is
  /// there.
  private func coverage(
    _ covered: [PaperModel], run: [CellFinding], hollow: [CellFinding]
  ) -> String? {
    var parts: [String] = []
    // Where the models that decide are all there, the claim's others are no gap.
    let claimed = covered.allSatisfy(mayDecide) ? claimedModels : models
    if covered.count < claimed.count {
      let one = covered.count == 1
      let othersRun = run.contains { !covered.contains($0.model) }
      let verb = othersRun ? (one ? "decides" : "decide") : "\(one ? "was" : "were") \(verb)"
      parts.append(
        "\(covered.count) of \(counted(claimed.count, "model")) \(verb) "
          + "(\(covered.map(\.description).joined(separator: ", ")))")
    }
    if !hollow.isEmpty {
      parts.append("not confirmatory: \(hollow.map(\.place).joined(separator: "; "))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private var claimedModels: [PaperModel] { confirmatoryModels ?? models }

  private var verb: String {
    switch quantity {
    case .stepTime, .operatorTime: "timed"
    case .meanWeight: "measured"
    case .accuracy, .transferAccuracy, .collectives: "run"
    }
  }

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

  /// How many replicates point the claim's way, over all cells that have points.
  private func lean(_ findings: [CellFinding]) -> String? {
    guard !findings.isEmpty else { return nil }
    let agreeing = findings.reduce(0) { $0 + $1.agreeing }
    let timed = quantity == .stepTime || quantity == .operatorTime
    let count = timed ? findings.count : findings.reduce(0) { $0 + $1.n }
    let text = "\(agreeing) of \(counted(count, timed ? "timing" : "seed"))"
    return findings.count > 1 && !timed ? "\(text) over \(findings.count) cells" : text
  }
}
