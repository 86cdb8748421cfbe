import Networks
import Paper
import Statistics

/// Claims about where a curve is highest, and about which of several arms leads.
extension Claim {
  /// Exponents that a grid must hold before its optimum means anything.
  static let neededGrid = [50, 75, 100, 125, 150].map(LengthExponent.init(hundredths:))
  /// A bootstrap over fewer seeds cannot express a 2.5 % tail.
  static let fewestOptimumSeeds = 5

  /// Optimum: the bootstrap interval of the arg max inside the window, and every exponent beyond it
  /// shown to be worse than some other. It is contradicted where
  /// every exponent in the window is shown, all at once, to be worse than some other.
  func optimumFinding(model: PaperModel, h: Pointwise?, evidence: Evidence) -> CellFinding {
    let arms = curve(model: model, h: h, evidence: evidence)
    let grid = arms.compactMap(\.attention.alpha)
    guard let h, !arms.isEmpty, case .window(let window) = margin else {
      return CellFinding(
        model: model, h: h, outcome: .notTested,
        reason: .functionNotRun(h), confirmatory: false)
    }
    let comparison = ArmComparison(arms, model: model, recipe: recipe, evidence: evidence)
    let missing = Self.neededGrid.filter { !grid.contains($0) }
    if var finding = finding(of: comparison, model: model, h: h) {
      finding.confirmatory = finding.confirmatory && missing.isEmpty
      return finding
    }
    let values = arms.map(comparison.values)
    // Without a whole grid a cell was never planned to decide where the best exponent lies.
    var finding = CellFinding(
      model: model, h: h, outcome: .inconclusive, reason: .noCells,
      confirmatory: comparison.isConfirmatory && mayDecide(model) && missing.isEmpty)
    guard missing.isEmpty else {
      finding.reason = .gridLacks(missing)
      return finding
    }
    finding.n = comparison.seeds.count
    guard finding.n > 0 else {
      finding.reason = .noSharedSeed
      return finding
    }
    let inWindow = grid.indices.filter { window.contains(grid[$0].value) }
    guard let first = inWindow.first, let last = inWindow.last else {
      finding.reason = .gridOutsideWindow
      return finding
    }
    // A run that diverged counts as chance, which a trained one may not even reach.
    let sound = arms.indices.filter { comparison.diverged[arms[$0]] == 0 }
    func best(_ value: ([Double]) -> Double) -> [Int] {
      sound.isEmpty
        ? [] : OptimumBootstrap.ties(among: sound.map { value(values[$0]) }).map { sound[$0] }
    }
    finding.agreeing = comparison.seeds.indices.count { seed in
      let best = best { $0[seed] }
      return !best.isEmpty && best.allSatisfy(inWindow.contains)
    }
    let highest = best(Estimate.mean).map { grid[$0] }
    finding.estimate = highest.first?.value
    func besideTies(_ reason: Reason) -> Reason {
      highest.count > 1 ? .tied(highest, reason) : reason
    }
    guard finding.n >= Self.fewestOptimumSeeds else {
      finding.reason = besideTies(
        .tooFewSeedsForOptimum(seeds: finding.n, needed: Self.fewestOptimumSeeds))
      return finding
    }
    guard !comparison.anyDiverged, let panel = comparison.panel else {
      finding.reason = besideTies(.diverged(.optimum))
      return finding
    }
    let level = evidence.look.level
    let bootstrap = OptimumBootstrap(values: values, level: level)
    finding.interval = Interval(
      estimate: grid[bootstrap.best].value, low: grid[bootstrap.low].value,
      high: grid[bootstrap.high].value, level: level, n: finding.n)
    let plateau = bootstrap.plateau(within: Self.smallestMargin)
    let judgement = Judgement.isHighest(
      // The grid ascends, so what lies in the window is unbroken.
      in: first...last, bootstrap,
      ComparisonWithBest(
        panel: panel, arms: arms.compactMap(comparison.panelIndex), level: level))
    finding.decide(
      judgement,
      besideTies(
        .bestInWindow(
          judgement.decision,
          flat: plateau.count > 1 ? grid[plateau.lowerBound]...grid[plateau.upperBound] : nil)))
    return finding
  }

  /// The exponents at which h was run, ascending: those whose runs decide, where they make a whole
  /// grid by themselves, so that an exploratory point beyond it does not take its seeds from it.
  func curve(model: PaperModel, h: Pointwise?, evidence: Evidence) -> [Arm] {
    let cells = evidence.cells(model: model, recipe: recipe)
      .filter {
        $0.key.arm.attention.name == h?.rawValue && $0.key.arm.gate == .none && $0.key.arm.qkNorm
      }
    func sorted(_ cells: [Cell]) -> [Arm] {
      cells.map(\.key.arm).sorted {
        ($0.attention.alpha?.hundredths ?? 0) < ($1.attention.alpha?.hundredths ?? 0)
      }
    }
    let deciding = sorted(cells.filter(\.isConfirmatory))
    let isWhole = Set(Self.neededGrid).isSubset(of: deciding.compactMap(\.attention.alpha))
    return isWhole ? deciding : sorted(cells)
  }

  /// No clear best: the lead at alpha = 1 of the best function over the second, against a
  /// fraction of the reference effect.
  func noClearBestFinding(model: PaperModel, evidence: Evidence) -> CellFinding {
    let arms = functions.map { Arm(.pointwise($0, alpha: LengthExponent(hundredths: 100))) }
    guard let referenceArm = referenceEffect?.arm.arm(of: nil),
      let referenceAgainst = referenceEffect?.against.arm(of: nil),
      case .fraction(let fraction) = margin
    else {
      return CellFinding(
        model: model, h: nil, outcome: .notTested, reason: .namesNoArms,
        confirmatory: false)
    }
    let comparison = ArmComparison(
      arms + [referenceArm, referenceAgainst], model: model, recipe: recipe, evidence: evidence)
    if let finding = finding(of: comparison, model: model, h: nil) { return finding }
    func lead(_ values: [Double]) -> Double {
      let sorted = values.sorted(by: >)
      return sorted.count > 1 ? sorted[0] - sorted[1] : 0
    }
    let references = comparison.differences(ArmCombination(referenceArm, minus: referenceAgainst))
    // A run that diverged counts as chance, which a trained one may not even reach. Functions whose runs
    // ended with the same weights are one: neither leads the other.
    let distinctArms = comparison.distinct(arms)
    let sound = distinctArms.filter { comparison.diverged[$0] == 0 }
    let leads = comparison.seeds.indices.map { seed in
      lead(sound.map { comparison.values($0)[seed] })
    }
    var finding = pointsOnly(of: leads, comparison: comparison, model: model, h: nil)
    finding.agreeing = zip(leads, references).count { $0 < fraction * $1 }
    guard !leads.isEmpty else { return finding }
    let n = Double(leads.count)
    finding.estimate = lead(sound.map { comparison.values($0).reduce(0, +) / n })
    if comparison.anyDiverged {
      finding.reason = .diverged(.lead)
      return finding
    }
    guard let panel = comparison.panel,
      let referenceSize = comparison.estimate(ArmCombination(referenceArm, minus: referenceAgainst))
    else { return finding }
    if let saturation = comparison.saturation(of: arms) {
      finding.reason = .saturated(saturation)
      return finding
    }
    let level = evidence.look.level
    let withBest = ComparisonWithBest(
      panel: panel, arms: distinctArms.compactMap(comparison.panelIndex), level: level)
    finding.interval = Interval(
      estimate: withBest.advantage.estimate, low: withBest.advantage.low,
      high: withBest.advantage.high, level: evidence.look.endsLevel, n: finding.n)
    if let reason = Self.lackOfSensitivity(referenceSize, fraction: fraction, evidence.look) {
      finding.reason = reason
      return finding
    }
    // The reference effect has its own error: each decision takes the end of its interval that is harder.
    let referenceInterval = referenceSize.interval(level: level)
    let decision: Decision =
      if withBest.advantage.high < fraction * referenceInterval.low {
        .holds
      } else if withBest.advantage.low > fraction * referenceInterval.high {
        .fails
      } else {
        .undecided
      }
    finding.decide(
      Judgement(
        decision: decision,
        pValue: withBest.probability(
          ofDistance: withBest.advantage.estimate - fraction * referenceInterval.high),
        oneSidedLevel: 1 - level),
      .leadBelowMargin(decision))
    return finding
  }
}
