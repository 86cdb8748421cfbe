import Statistics
import Testing

@Suite struct JudgementTests {
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
    #expect((judgement.pValue <= 0.05) == (expected == .fails))
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

  @Test func anAccuracyHasItsBinomialError() throws {
    for item in try Fixture.load().binomial {
      let actual = FiniteTestSet.standardError(accuracy: item.accuracy, images: item.images)
      #expect(abs(actual - item.error) < 1e-14, "\(item)")
    }
  }

  static func judgement(_ decision: Decision, _ p: Double) -> Judgement {
    Judgement(decision: decision, pValue: p, oneSidedLevel: 0.025)
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

  /// Cells at 2.5 % with Holm's correction of failures, against statsmodels.
  @Test func statementsOverCellsAgreeWithTheFixture() throws {
    for item in try Fixture.load().cells {
      let cells = zip(item.pAgainst, item.pFor).map { against, holding in
        Self.judgement(
          holding <= 0.025 ? .holds : against <= 0.025 ? .fails : .undecided, against)
      }
      let all = try #require(Judgement.holdsInAll(cells))
      #expect(all.decision.rawValue == item.decision, "\(item)")
    }
  }

  /// Every split of some seeds into above, below and even, against SciPy.
  @Test func signsOfDivergedRunsAgreeWithSciPy() throws {
    for item in try Fixture.load().divergedOrders {
      let signs = [(1.0, item.above), (-1, item.below), (0, item.ties)]
      let differences = signs.flatMap { [Double](repeating: $0, count: $1) }
      // One run diverged: not every run of an arm, so the signs decide.
      let order = DivergedOrder(differences: differences, diverged: 1, divergedAgainst: 0)
      #expect(order.rule == .signTest)
      #expect(order.judgement.decision.rawValue == item.decision, "\(item)")
      #expect(abs(order.judgement.pValue - item.pAgainst) < 1e-14, "\(item)")
    }
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
