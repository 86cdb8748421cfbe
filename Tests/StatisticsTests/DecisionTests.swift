import Statistics
import Testing

@Suite struct DecisionTests {
  static let spread = [-0.1, 0, 0.1]

  static func estimate(_ centre: Double) -> Estimate {
    Estimate(meanOf: spread.map { $0 + centre })
  }

  @Test(arguments: [(1.0, Decision.holds), (-1.0, .fails), (0.1, .undecided), (-0.1, .undecided)])
  func orderFollowsTheInterval(centre: Double, expected: Decision) {
    #expect(Judgement.isAboveZero(Self.estimate(centre), level: 0.95).decision == expected)
  }

  /// Two one-sided tests: a difference between the margins by more than its error is equivalent,
  /// one outside either margin is not, and one within its error of a margin is undecided.
  @Test(arguments: [(0.0, Decision.holds), (2.0, .fails), (-2.0, .fails), (0.9, .undecided)])
  func equivalenceTakesBothMargins(difference: Double, expected: Decision) {
    let margin = 1.0
    let judgement = Judgement.areAllAboveZero(
      [Self.estimate(difference + margin), Self.estimate(margin - difference)], level: 0.9)
    #expect(judgement.decision == expected)
    #expect(judgement.oneSidedLevel == (1 - 0.9) / 2)
    #expect((judgement.probabilityAgainst <= 0.05) == (expected == .fails))
  }

  @Test(arguments: [
    (1.0, 2.0, Decision.holds), (2.1, 3.0, .fails), (0.1, 0.9, .fails), (1.5, 2.5, .undecided),
    (0.5, 2.5, .undecided),
  ])
  func anIntervalIsInsideOutsideOrAcross(low: Double, high: Double, expected: Decision) {
    let interval = Interval(estimate: (low + high) / 2, low: low, high: high, level: 0.95, n: 8)
    #expect(Judgement(interval, inside: 1...2).decision == expected)
  }

  @Test func holmAgreesWithTheFixture() throws {
    for item in try Fixture.load().holm {
      for (actual, expected) in zip(holmAdjusted(item.p), item.adjusted) {
        #expect(abs(actual - expected) < 1e-14)
      }
    }
  }

  @Test func theSignTestAgreesWithSciPy() throws {
    for item in try Fixture.load().signTest {
      let actual = signTestProbability(agreeing: item.agreeing, of: item.count)
      #expect(abs(actual - item.p) < 1e-14, "\(item.agreeing) of \(item.count)")
    }
  }

  /// Two models that differ on 8 % of 10,000 images: 0.28 points.
  @Test func aFiniteTestSetHasItsError() {
    let differences =
      [Double](repeating: 1, count: 400) + [Double](repeating: -1, count: 400)
      + [Double](repeating: 0, count: 9_200)
    let error = FiniteTestSet.standardError(differences: differences)
    #expect(abs(error - (0.08 / 10_000).squareRoot()) < 1e-12)
    #expect(abs(FiniteTestSet.standardError(accuracy: 0.8, images: 10_000) - 0.004) < 1e-12)
    #expect(FiniteTestSet.standardError(differences: [0.1, 0.1, 0.1]) == 0)
  }

  static func judgement(_ decision: Decision, _ p: Double) -> Judgement {
    Judgement(decision: decision, probabilityAgainst: p, oneSidedLevel: 0.025)
  }

  /// One cell at p = 0.02 fails alone, but not among four; at 0.001 it does.
  @Test(arguments: [
    ([0.02], Decision.fails), ([0.02, 0.9, 0.9, 0.9], .undecided),
    ([0.001, 0.9, 0.9, 0.9], .fails), ([0.9, 0.9], .holds),
  ])
  func failuresAreCorrectedOverCells(p: [Double], expected: Decision) throws {
    let cells = p.map { Self.judgement($0 < 0.025 ? .fails : .holds, $0) }
    let all = try #require(Judgement.holdsInAll(cells))
    #expect(all.decision == expected)
  }

  @Test func oneOpenCellLeavesTheStatementOpen() {
    let cells = [Self.judgement(.holds, 1), Self.judgement(.undecided, 0.3)]
    #expect(Judgement.holdsInAll(cells)?.decision == .undecided)
    #expect(Judgement.holdsInAll([]) == nil)
  }

  @Test(arguments: [
    ([1.0, 1, 1], 0, 3, DivergedOrder.Rule.oneArmAlone, Decision.holds),
    ([-1, -1, -1], 3, 0, .oneArmAlone, .fails),
    ([1, 1], 0, 2, .tooFewSeeds, .undecided),
    ([1, 1, 1, -1], 0, 2, .tooFewSeeds, .undecided),
    ([1, 1, 1, 1, 1], 0, 2, .signTest, .holds),
    ([-1, -1, -1, -1, -1], 1, 0, .signTest, .fails),
    ([1, 1, 1, 1, -1], 0, 2, .signTest, .undecided),
    // Both diverged in one seed: a tie, which counts against either way.
    ([1, 1, 1, 1, 0], 1, 5, .signTest, .undecided),
  ])
  func divergedRunsDecideBySign(
    differences: [Double], diverged: Int, divergedAgainst: Int, rule: DivergedOrder.Rule,
    decision: Decision
  ) {
    let order = DivergedOrder(
      differences: differences, diverged: diverged, divergedAgainst: divergedAgainst)
    #expect(order.rule == rule)
    #expect(order.judgement.decision == decision)
  }
}
