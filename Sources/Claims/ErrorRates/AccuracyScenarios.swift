import Networks
import Statistics

/// Scenarios of claims about accuracy. Where a claim fails, it fails in one cell, each of those that
/// decide in its turn, while it holds beyond doubt in the others: nowhere is a wrong `consistent`
/// more likely. Where it just holds, it just holds in every cell: nowhere is a wrong `contradicted`
/// more likely.
extension Claim {
  func accuracyScenarios(_ evidence: Evidence) -> [Scenario] {
    let panels = FittedPanel.all(of: self, evidence)
    guard let stage = AccuracyStage(self, panels: panels) else { return [] }
    switch kind {
    case .ordering: return orderingScenarios(stage)
    case .equivalence, .nonInferiority: return fractionScenarios(stage)
    case .optimum: return optimumScenarios(stage)
    case .noClearBest: return leadScenarios(stage)
    case .number, .level, .structural: return []
    }
  }

  private func orderingScenarios(_ stage: AccuracyStage) -> [Scenario] {
    let none = isOfGates ? "the gate removes the need for scaling" : "no difference in any cell"
    return [
      stage.scenario("no difference in one cell", .oneCell) { .difference(0, effect: $0.effect) },
      stage.scenario(none, .everyCell) { .difference(0, effect: $0.effect) },
      stage.scenario("in one cell the order is the other way round", .oneCell, .beyond) {
        .difference(-max(abs($0.measured ?? 0), Self.smallestMargin), effect: $0.effect)
      },
      stage.scenario("no difference in one cell, heavy tails", .oneCell, shape: .heavyTailed) {
        .difference(0, effect: $0.effect)
      },
      stage.scenario("no difference in one cell, one seed diverges", .oneCell, diverges: true) {
        .difference(0, effect: $0.effect)
      },
    ]
  }

  private func fractionScenarios(_ stage: AccuracyStage) -> [Scenario] {
    guard case .fraction(let fraction) = margin else { return [] }
    func short(_ times: Double) -> @Sendable (AccuracyStage.Setting) -> AccuracyStage.Means {
      { .difference(-times * fraction * $0.effect, effect: $0.effect) }
    }
    var scenarios = [
      stage.scenario("in one cell short by the margin", .oneCell, means: short(1)),
      stage.scenario("in one cell short by twice the margin", .oneCell, .beyond, means: short(2)),
    ]
    if kind == .equivalence {
      scenarios += [
        stage.scenario("in one cell ahead by the margin", .oneCell, means: short(-1)),
        stage.scenario(
          "in one cell ahead by twice the margin", .oneCell, .beyond, means: short(-2)),
      ]
    }
    return scenarios + [
      stage.scenario("short by the margin in every cell, and no more", .everyCell, means: short(1)),
      stage.scenario("no difference in any cell", .everyCell, isFalse: false, means: short(0)),
      stage.scenario(noEffect, .everyCell, isTrue: false) { _ in
        .difference(0, effect: 0)
      },
      stage.scenario(
        "in one cell short by the margin, heavy tails", .oneCell, shape: .heavyTailed,
        means: short(1)),
      stage.scenario(
        "in one cell short by the margin, one seed diverges", .oneCell, diverges: true,
        means: short(1)),
    ]
  }

  private func optimumScenarios(_ stage: AccuracyStage) -> [Scenario] {
    guard case .window(let window) = margin else { return [] }
    let grid = Self.neededGrid.map(\.value)
    // The claim turns half-way between an end of the window and the exponent beyond it.
    let below = grid.last { $0 < window.lowerBound } ?? window.lowerBound
    let above = grid.first { $0 > window.upperBound } ?? window.upperBound
    let turns = [(below + window.lowerBound) / 2, (window.upperBound + above) / 2]
    let atTurn: @Sendable (AccuracyStage.Setting) -> AccuracyStage.Means = {
      .peak(turns[$0.number / 2 % 2], fall: $0.fall)
    }
    return [
      stage.scenario(
        "in one cell the best alpha is one in the window and one beyond, alike", .oneCell,
        means: atTurn),
      stage.scenario("in one cell the best alpha is 0.5", .oneCell, .beyond) {
        .peak(0.5, fall: $0.fall)
      },
      stage.scenario("in one cell the best alpha is 1.5", .oneCell, .beyond) {
        .peak(1.5, fall: $0.fall)
      },
      stage.scenario(
        "in every cell the best alpha is one in the window and one beyond, alike", .everyCell,
        means: atTurn),
      stage.scenario(
        "at the same, in one cell, heavy tails", .oneCell, shape: .heavyTailed, means: atTurn),
      stage.scenario(
        "at the same, in one cell, one seed diverges", .oneCell, diverges: true, means: atTurn),
    ]
  }

  private func leadScenarios(_ stage: AccuracyStage) -> [Scenario] {
    guard case .fraction(let fraction) = margin else { return [] }
    func lead(_ times: Double) -> @Sendable (AccuracyStage.Setting) -> AccuracyStage.Means {
      { .lead(times * fraction * $0.effect, effect: $0.effect) }
    }
    return [
      stage.scenario("in one model one function leads by the margin", .oneCell, means: lead(1)),
      stage.scenario(
        "in one model one function leads by twice the margin", .oneCell, .beyond, means: lead(2)),
      stage.scenario(
        "in every model one function leads by the margin, and no more", .everyCell, means: lead(1)),
      stage.scenario("all functions are alike", .everyCell, isFalse: false, means: lead(0)),
      stage.scenario(noEffect, .everyCell, isTrue: false) { _ in
        .lead(0, effect: 0)
      },
      stage.scenario(
        "in one model one function leads by the margin, heavy tails", .oneCell,
        shape: .heavyTailed, means: lead(1)),
      stage.scenario(
        "in one model one function leads by the margin, one seed diverges", .oneCell,
        diverges: true, means: lead(1)),
    ]
  }

  private var isOfGates: Bool { difference?.isOfGates ?? false }

  private var noEffect: String {
    referenceEffect?.arm.arm(of: nil) == Arm(.softmax)
      ? "no attention effect" : "no reference effect"
  }
}
