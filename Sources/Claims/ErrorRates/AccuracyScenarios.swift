import Networks
import Paper
import Statistics

/// Scenarios of claims about accuracy. Where a claim fails, it fails in one cell, each of those that
/// decide in its turn, while it holds beyond doubt in the others: nowhere is a wrong `consistent`
/// more likely. Where it just holds, it just holds in every cell: nowhere is a wrong `contradicted`
/// more likely.
extension Claim {
  func accuracyScenarios(_ panels: [PaperModel: FittedPanel]) -> [Scenario] {
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
    let none: @Sendable (AccuracyStage.Setting) -> AccuracyStage.Means = {
      .difference(0, effect: $0.effect)
    }
    return [
      stage.scenario(.init(.noDifference, .oneCell), means: none),
      stage.scenario(.init(.noDifference, .everyCell), means: none),
      stage.scenario(.init(.reversedOrder, .oneCell), .beyond) {
        .difference(-max(abs($0.measured ?? 0), Self.smallestMargin), effect: $0.effect)
      },
      stage.scenario(.init(.noDifference, .oneCell, .heavyTails), means: none),
      stage.scenario(.init(.noDifference, .oneCell, .oneSeedDiverges), means: none),
    ]
  }

  private func fractionScenarios(_ stage: AccuracyStage) -> [Scenario] {
    guard case .fraction(let fraction) = margin else { return [] }
    func short(_ times: Double) -> @Sendable (AccuracyStage.Setting) -> AccuracyStage.Means {
      { .difference(-times * fraction * $0.effect, effect: $0.effect) }
    }
    var scenarios = [
      stage.scenario(.init(.shortByMargin, .oneCell), means: short(1)),
      stage.scenario(.init(.shortByTwiceMargin, .oneCell), .beyond, means: short(2)),
    ]
    if kind == .equivalence {
      scenarios += [
        stage.scenario(.init(.aheadByMargin, .oneCell), means: short(-1)),
        stage.scenario(.init(.aheadByTwiceMargin, .oneCell), .beyond, means: short(-2)),
      ]
    }
    return scenarios + [
      stage.scenario(.init(.shortByMargin, .everyCell), means: short(1)),
      stage.scenario(.init(.noDifference, .everyCell), isFalse: false, means: short(0)),
      stage.scenario(.init(.noReferenceEffect, .everyCell), isTrue: false) { _ in
        .difference(0, effect: 0)
      },
      stage.scenario(.init(.shortByMargin, .oneCell, .heavyTails), means: short(1)),
      stage.scenario(.init(.shortByMargin, .oneCell, .oneSeedDiverges), means: short(1)),
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
      stage.scenario(.init(.bestAtWindowEdge, .oneCell), means: atTurn),
      stage.scenario(.init(.bestAtHalf, .oneCell), .beyond) { .peak(0.5, fall: $0.fall) },
      stage.scenario(.init(.bestAtOneAndHalf, .oneCell), .beyond) { .peak(1.5, fall: $0.fall) },
      stage.scenario(.init(.bestAtWindowEdge, .everyCell), means: atTurn),
      stage.scenario(.init(.bestAtWindowEdge, .oneCell, .heavyTails), means: atTurn),
      stage.scenario(.init(.bestAtWindowEdge, .oneCell, .oneSeedDiverges), means: atTurn),
    ]
  }

  private func leadScenarios(_ stage: AccuracyStage) -> [Scenario] {
    guard case .fraction(let fraction) = margin else { return [] }
    func lead(_ times: Double) -> @Sendable (AccuracyStage.Setting) -> AccuracyStage.Means {
      { .lead(times * fraction * $0.effect, effect: $0.effect) }
    }
    return [
      stage.scenario(.init(.leadOfMargin, .oneCell), means: lead(1)),
      stage.scenario(.init(.leadOfTwiceMargin, .oneCell), .beyond, means: lead(2)),
      stage.scenario(.init(.leadOfMargin, .everyCell), means: lead(1)),
      stage.scenario(.init(.noLead, .everyCell), isFalse: false, means: lead(0)),
      stage.scenario(.init(.noReferenceEffect, .everyCell), isTrue: false) { _ in
        .lead(0, effect: 0)
      },
      stage.scenario(.init(.leadOfMargin, .oneCell, .heavyTails), means: lead(1)),
      stage.scenario(.init(.leadOfMargin, .oneCell, .oneSeedDiverges), means: lead(1)),
    ]
  }
}
