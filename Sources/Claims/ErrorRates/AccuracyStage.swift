import Networks
import Paper
import Statistics

/// What the simulated scenarios of one accuracy claim share: its panels, the cells that decide, and what
/// these say where the claim holds beyond doubt.
struct AccuracyStage: Sendable {
  /// One cell of one scenario, for which its means are chosen.
  struct Setting {
    /// Of the scenario.
    let number: Int
    /// The stored mean of the claim's difference in this cell; nil where it was not run.
    let measured: Double?
    /// The reference effect: as stored, at least so much that its fraction can be told from none.
    let effect: Double
    /// How far the curve falls half an exponent from its top.
    let fall: Double
  }

  /// Where the arms of a cell lie.
  enum Means {
    case difference(Double, effect: Double)
    /// A parabola over alpha.
    case peak(Double, fall: Double)
    /// One function ahead of the others, which are alike.
    case lead(Double, effect: Double)
  }

  private let claim: Claim
  private let panels: [PaperModel: FittedPanel]
  /// In all of the claim's cells at each look, where it holds beyond doubt as far as its runs can show
  /// it.
  private let holding: [[CellFinding]]
  /// Indices of the cells that decide.
  private let deciding: [Int]
  /// Of those without which the claim cannot hold.
  private let needed: [Int]

  /// Nil where no cell decides.
  init?(_ claim: Claim, panels: [PaperModel: FittedPanel]) {
    guard !panels.isEmpty else { return nil }
    self.claim = claim
    self.panels = panels
    // Ten points are beyond doubt at a thousandth of any spread.
    let clear = 0.1
    let looks = (panels.values.first?.earlier.count ?? 0) + 1
    var holding = [[CellFinding]](repeating: [], count: looks)
    for model in claim.models {
      let cells = claim.cellFunctions
      guard let panel = panels[model] else {
        for look in holding.indices {
          holding[look] += cells.map {
            claim.accuracyFinding(model: model, h: $0, evidence: Evidence(panel: []))
          }
        }
        continue
      }
      var noise = ScenarioNoise(
        claim: claim.id, scenario: ScenarioKey(.holds, .everyCell), number: 0)
      let means = claim.means(on: panel, number: 0, functions: cells) { _ in
        switch claim.kind {
        case .optimum: .peak(1, fall: clear)
        case .noClearBest: .lead(0, effect: clear)
        case .ordering: .difference(clear, effect: clear)
        default: .difference(0, effect: clear)
        }
      }
      let evidence = panel.evidence(means, noise: &noise, spread: 1e-3)
      for (look, own) in (evidence.earlier + [evidence]).enumerated() {
        holding[look] += cells.map { claim.accuracyFinding(model: model, h: $0, evidence: own) }
      }
    }
    self.holding = holding
    let last = holding[looks - 1]
    deciding = last.indices.filter {
      last[$0].confirmatory && last[$0].outcome != .notTested && panels[last[$0].model] != nil
    }
    needed = deciding.filter { claim.combination == .all || last[$0].h == .relu }
    if needed.isEmpty { return nil }
  }

  /// - Parameters:
  ///   - isFalse: whether `consistent` is wrong.
  ///   - isTrue: whether `contradicted` is wrong; by default, where the truth lies on the boundary
  ///     in every cell.
  func scenario(
    _ key: ScenarioKey, _ place: Scenario.Place = .boundary, isFalse: Bool = true,
    isTrue: Bool? = nil, means: @escaping @Sendable (Setting) -> Means
  ) -> Scenario {
    Scenario(
      key: key, place: place, isFalse: isFalse, isTrue: isTrue ?? (key.extent == .everyCell)
    ) { number in
      var noise = ScenarioNoise(claim: claim.id, scenario: key, number: number)
      var looks = holding
      let cells = looks[looks.count - 1]
      var moved: [Int] = []
      switch key.extent {
      case .oneCell:
        moved = [needed[number % needed.count]]
        replace(moved)
      case .everyCell:
        moved = deciding
        for model in claim.models { replace(deciding.filter { cells[$0].model == model }) }
      }
      func replace(_ places: [Int]) {
        guard let first = places.first, let panel = panels[cells[first].model] else { return }
        let means = claim.means(
          on: panel, number: number, functions: places.map { cells[$0].h }, means)
        let evidence = panel.evidence(
          means, noise: &noise,
          diverging: key.disturbance == .oneSeedDiverges ? Array(means.keys).sorted() : [])
        for (look, own) in (evidence.earlier + [evidence]).enumerated() {
          for place in places {
            looks[look][place] = claim.accuracyFinding(
              model: cells[place].model, h: cells[place].h, evidence: own)
          }
        }
      }
      // A rung that did not declare the cell says nothing of it, right or wrong.
      return Array(looks.drop { found in !moved.contains { found[$0].confirmatory } })
    }
  }
}

extension Claim {
  /// What the cells of one model are about, in the order of `findings(in:)`.
  var cellFunctions: [Pointwise?] {
    kind == .noClearBest || functions.isEmpty ? [nil] : functions
  }

  /// Where the arms lie of the cells about `functions`, over the panel's level.
  fileprivate func means(
    on panel: FittedPanel, number: Int, functions: [Pointwise?],
    _ means: (AccuracyStage.Setting) -> AccuracyStage.Means
  ) -> [Arm: Double] {
    var arms: [Arm: Double] = [:]
    for h in functions {
      switch means(setting(h, on: panel, number: number)) {
      case .difference(let difference, let effect):
        put(difference: difference, effect: effect, h: h, into: &arms)
      case .peak(let alpha, let fall):
        for arm in curve(of: h, on: panel) {
          let distance = ((arm.attention.alpha?.value ?? 0) - alpha) / 0.5
          arms[arm] = -fall * distance * distance
        }
      case .lead(let lead, let effect):
        put(difference: nil, effect: effect, h: nil, into: &arms)
        for (index, function) in self.functions.enumerated() {
          let arm = Arm(.pointwise(function, alpha: LengthExponent(hundredths: 100)))
          arms[arm] = index == number % self.functions.count ? lead : 0
        }
      }
    }
    return arms
  }

  private func setting(
    _ h: Pointwise?, on panel: FittedPanel, number: Int
  ) -> AccuracyStage.Setting {
    func measured(_ pair: ArmPair?) -> Double? {
      guard let arm = pair?.arm.arm(of: h), let against = pair?.against.arm(of: h) else {
        return nil
      }
      return panel.measured(arm, minus: against)
    }
    let smallestEffect =
      if case .fraction(let fraction) = margin { Self.smallestMargin / fraction } else { 0.0 }
    let arms = curve(of: h, on: panel)
    let one = arms.first { $0.attention.alpha?.hundredths == 100 }
    let falls = arms.filter { [50, 150].contains($0.attention.alpha?.hundredths) }
      .compactMap { arm in one.flatMap { panel.measured($0, minus: arm) } }
    return AccuracyStage.Setting(
      number: number, measured: measured(difference),
      effect: max(measured(referenceEffect) ?? 0, smallestEffect),
      fall: max(falls.isEmpty ? 0 : Estimate.mean(falls), Self.smallestMargin))
  }

  private func curve(of h: Pointwise?, on panel: FittedPanel) -> [Arm] {
    panel.cells.map(\.key.arm).filter {
      $0.attention.name == h?.rawValue && $0.gate == .none && $0.qkNorm
        && $0.attention.alpha != nil
    }
  }

  /// Puts the arms of a reference effect and of a difference where they are still free.
  private func put(
    difference: Double?, effect: Double, h: Pointwise?, into arms: inout [Arm: Double]
  ) {
    func put(_ pair: ArmPair?, apart distance: Double) {
      guard let arm = pair?.arm.arm(of: h), let against = pair?.against.arm(of: h) else { return }
      if let above = arms[arm] {
        if arms[against] == nil { arms[against] = above - distance }
      } else {
        let below = arms[against] ?? 0
        arms[against] = below
        arms[arm] = below + distance
      }
    }
    put(referenceEffect, apart: effect)
    if let difference { put(self.difference, apart: difference) }
  }
}
