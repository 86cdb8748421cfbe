import Claims
import Experiments
import Networks
import Paper
import Reports
import Testing

/// S3: the accuracy of 10-shot transfer, as S1 is about accuracy.
@Suite struct TransferClaimTests {
  static let five = [PaperModel.s32, .s16, .b32, .b16, .l16]
  static let digits = HandMade.transferSet("digits")
  static let other = HandMade.transferSet("other")

  /// Runs whose accuracy says nothing and whose accuracy of transfer is that of the panel.
  static func evidence(
    _ arms: [Arm: [Double?]], models: [PaperModel] = five,
    sets: (Arm) -> [TransferSet] = { _ in [digits] }
  ) -> Evidence {
    let runs = models.map { HandMade.runs(arms, model: $0) }
    let finished = runs.flatMap(\.finished).map { run -> FinishedRun in
      let sets = sets(Arm(run.planned.specification.model))
      var scored = run
      scored.planned.specification.transfer = sets
      scored.result.transfer =
        sets.isEmpty
        ? nil
        : sets.map { set in
          // Three draws around the value, which the sets share.
          TransferScore(
            set: set, shots: 10,
            accuracies: [-0.01, 0, 0.01].map { run.result.accuracy + $0 }, evaluated: 1000)
        }
      scored.result.accuracy = 0.5
      scored.result.correct = HandMade.testImages / 2
      return scored
    }
    return Evidence(planned: [], finished: finished)
  }

  @Test(
    arguments: [
      (
        "level with softmax", HandMade.panel(relu1: 0.82), Verdict.Outcome.consistent,
        "within the margin"
      ),
      ("two points below", HandMade.panel(relu1: 0.8), .contradicted, "beyond the margin"),
      ("near the margin", HandMade.panel(relu1: 0.8125), .inconclusive, "overlaps the margin"),
      (
        "no attention effect", HandMade.panel(relu1: 0.82, uniform: 0.82), .inconclusive,
        "the margin is a fraction of is "
      ),
      ("two seeds", HandMade.panel(seeds: 2), .inconclusive, "2 seeds: points only"),
    ] as [(String, [Arm: [Double?]], Verdict.Outcome, String)])
  func theMeanOverSetsIsJudged(
    what: String, arms: [Arm: [Double?]], outcome: Verdict.Outcome, reason: String
  ) throws {
    let assessment = try HandMade.assess(
      "S3", Self.evidence(arms, sets: { _ in [Self.digits, Self.other] }))
    #expect(assessment.verdict.outcome == outcome, "\(assessment.reason.sentence)")
    #expect(assessment.reason.sentence.contains(reason), "\(assessment.reason.sentence)")
    #expect(assessment.ceiling == .sign)
    if outcome == .consistent {
      #expect(abs((assessment.estimate ?? 1) - 0) < 1e-3 && assessment.models == Self.five)
    }
  }

  @Test func withoutTransferItIsNotTested() throws {
    let assessment = try HandMade.assess("S3", Self.evidence(HandMade.panel(), sets: { _ in [] }))
    #expect(assessment.verdict.outcome == .notTested)
    #expect(assessment.reason.sentence.contains("accuracy of transfer of relu at alpha 1"))
  }

  /// A control without transfer leaves nothing to hold the difference against.
  @Test func anArmWithoutTransferIsNotTested() throws {
    let assessment = try HandMade.assess(
      "S3", Self.evidence(HandMade.panel(), sets: { $0 == HandMade.uniform ? [] : [Self.digits] }))
    #expect(assessment.verdict.outcome == .notTested)
    #expect(assessment.reason.sentence.contains("uniform"))
  }

  @Test func otherSetsAreNotComparable() throws {
    let assessment = try HandMade.assess(
      "S3",
      Self.evidence(
        HandMade.panel(), sets: { $0 == HandMade.softmax ? [Self.other] : [Self.digits] }))
    #expect(assessment.verdict.outcome == .notComparable)
    #expect(assessment.reason.sentence.contains("different data sets"))
  }

  /// Sets that a run is scored on besides do not part it from runs that were not.
  @Test func transferDoesNotTouchAccuracyClaims() throws {
    let runs = HandMade.runs(HandMade.panel(relu1: 0.82, residual: 0.0005))
    let finished = runs.finished.map { run -> FinishedRun in
      guard run.planned.specification.model.attention == .softmax else { return run }
      var scored = run
      scored.planned.specification.transfer = [Self.digits]
      scored.result.transfer = [
        TransferScore(set: Self.digits, shots: 10, accuracies: [0.6, 0.6, 0.6], evaluated: 1000)
      ]
      return scored
    }
    let assessment = try HandMade.assess("S2", Evidence(planned: [], finished: finished))
    #expect(assessment.verdict.outcome == .consistent, "\(assessment.reason.sentence)")
  }

  /// One training with and without transfer sets is one run, and counts once.
  @Test func oneTrainingCountsOnce() throws {
    var runs = HandMade.runs(HandMade.panel(relu1: 0.82, residual: 0.0005)).finished
    for run in runs where run.planned.specification.model.attention == .softmax {
      var scored = run
      scored.planned.specification.transfer = [Self.digits]
      scored.result.transfer = [
        TransferScore(set: Self.digits, shots: 10, accuracies: [0.6, 0.6, 0.6], evaluated: 1000)
      ]
      runs.append(scored)
    }
    for order in [runs, runs.reversed()] {
      let evidence = Evidence(planned: [], finished: order)
      let assessment = try HandMade.assess("S2", evidence)
      #expect(assessment.verdict.outcome == .consistent, "\(assessment.reason.sentence)")
      #expect(assessment.n == 3)
      let softmax = try #require(
        evidence.cell(model: .s32, recipe: .i21k, arm: HandMade.softmax))
      #expect(softmax.transferAccuracies.count == 3)
    }
  }

  @Test func anImpossibleAccuracyOfTransferIsInvalid() throws {
    var runs = HandMade.runs(HandMade.panel()).finished
    runs[0].result.transfer = [
      TransferScore(set: Self.digits, shots: 10, accuracies: [.nan], evaluated: 1000)
    ]
    let evidence = Evidence(planned: [], finished: runs)
    #expect(evidence.cells.values.contains { $0.defect?.problem == .transferOutOfRange })
  }
}
