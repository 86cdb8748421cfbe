import Claims
import Experiments
import Reports
import Testing

@Suite struct FurtherSeedsTests {
  private func key(_ arm: Arm) -> CellKey { CellKey(model: .s32, recipe: .i21k, arm: arm) }

  @Test func furtherRunsDifferInTheSeedAlone() {
    let runs = HandMade.runs(HandMade.panel())
    let evidence = Evidence(planned: runs.planned, finished: runs.finished)
    let further = evidence.furtherRuns(seeds: 2, of: [key(HandMade.softmax), key(HandMade.relu1)])
    #expect(further.map(\.specification.seed) == [3, 4, 3, 4])
    for run in further {
      var first = run
      first.specification.seed = 0
      #expect(runs.planned.contains(first) && !runs.planned.contains(run))
    }
  }

  /// relu has seeds that softmax lacks: those are trained for softmax first.
  @Test func seedsThatOneCellHasAreNotTrainedAgain() {
    let runs = HandMade.runs([
      HandMade.softmax: [0.8, 0.81, 0.82], HandMade.relu1: [0.8, 0.81, 0.82, 0.83],
    ])
    let evidence = Evidence(planned: runs.planned, finished: runs.finished)
    let further = evidence.furtherRuns(seeds: 2, of: [key(HandMade.softmax), key(HandMade.relu1)])
    #expect(further.map(\.specification.seed) == [3, 4, 4])
    #expect(
      further.map { Arm($0.specification.model) } == [
        HandMade.softmax, HandMade.softmax, HandMade.relu1,
      ])
  }

  @Test func theLargerListOfTransferSetsIsTaken() {
    var runs = (0..<2).map { HandMade.planned(HandMade.softmax, seed: UInt64($0)) }
    runs[1].specification.transfer = [HandMade.transferSet("digits")]
    let further = Evidence(planned: runs, finished: []).furtherRuns(
      seeds: 1, of: [key(HandMade.softmax)])
    #expect(further.map(\.specification.seed) == [2])
    #expect(further.map(\.specification.transfer) == [runs[1].specification.transfer])
  }

  /// What a claim hangs on is told with its seeds; a settled claim asks for nothing.
  @Test func anInconclusiveClaimNamesItsCells() throws {
    let open = try HandMade.assess(
      "S1", HandMade.evidence(HandMade.panel(relu1: 0.8145, residual: 0.003)))
    #expect(open.verdict.outcome == .inconclusive)
    #expect(open.seedsToSettle != nil, "\(open.reason.sentence)")
    #expect(
      Set(open.cellsToSettle.map(\.arm)) == [HandMade.relu1, HandMade.softmax, HandMade.uniform])
    #expect(open.cellsToSettle.allSatisfy { $0.model == .s32 && $0.recipe == .i21k })
    let settled = try HandMade.assess("S1", HandMade.evidence(HandMade.panel(residual: 0.0002)))
    #expect(settled.seedsToSettle == nil && settled.cellsToSettle.isEmpty)
    #expect(!open.isBeyondSeeds && !settled.isBeyondSeeds)
  }

  /// On its margin, which lies 0.8 points below softmax, an estimate has no price; at zero none of an
  /// order has.
  @Test(arguments: [
    ("S1", 0.8121, "no affordable number of seeds: the estimate sits on its margin"),
    ("L1", 0.8151, "no affordable number of seeds: the estimate sits at zero"),
  ])
  func anEstimateOnItsMarginHasNoPrice(claim: String, value: Double, words: String) throws {
    var arms = HandMade.panel(relu1: claim == "S1" ? value : 0.815, residual: 0.003)
    arms[HandMade.arm(.identity, 1)] = HandMade.panel(softmax: value)[HandMade.softmax]
    let open = try HandMade.assess(claim, HandMade.evidence(arms))
    #expect(open.verdict.outcome == .inconclusive, "\(open.reason.sentence)")
    #expect(open.isBeyondSeeds && open.seedsToSettle == nil && open.cellsToSettle.isEmpty)
    #expect(ClaimRow(open).settling == words)
  }

  /// Seeds below those that the ladder plans were seen in pilots.
  @Test func furtherSeedsFollowThoseThatArePlanned() {
    let runs = (100..<103).map { HandMade.planned(HandMade.softmax, seed: UInt64($0)) }
    let further = Evidence(planned: runs, finished: []).furtherRuns(
      seeds: 2, of: [key(HandMade.softmax)])
    #expect(further.map(\.specification.seed) == [103, 104])
    #expect(further.map(\.confirmatory) == [true, true])
    let ladder = Evidence(planned: runs, finished: [], rung: .quick)
    #expect(
      ladder.furtherRuns(seeds: 1, of: [key(HandMade.softmax)]).map(\.confirmatory) == [false])
  }
}
