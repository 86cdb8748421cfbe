import Claims
import Networks
import Reports
import Testing

@Suite struct DifferenceRulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let claim: String
    let arms: [Arm: [Double?]]
    let outcome: Verdict.Outcome
    var agreement: String?
    var reason: String?
    var testDescription: String { what }
  }

  static func identity(_ value: [Double?]) -> [Arm: [Double?]] {
    HandMade.panel().merging([HandMade.arm(.identity, 1): value]) { $1 }
  }

  static func replaced(
    _ arm: Arm, _ values: [Double?], seeds: Int = 3
  ) -> [Arm: [Double?]] {
    HandMade.panel(seeds: seeds).merging([arm: values]) { $1 }
  }

  @Test(arguments: [
    // Order: L1 is relu at 1 minus identity at 1.
    Case(
      what: "identity clearly below relu", claim: "L1", arms: identity([0.79, 0.795, 0.788]),
      outcome: .consistent, agreement: "3 of 3 seeds", reason: "above zero"),
    Case(
      what: "identity clearly above relu", claim: "L1", arms: identity([0.84, 0.845, 0.837]),
      outcome: .contradicted, agreement: "0 of 3 seeds", reason: "below zero"),
    Case(
      what: "identity level with relu", claim: "L1", arms: identity([0.815, 0.819, 0.812]),
      outcome: .inconclusive, reason: "contains zero"),
    Case(
      what: "two seeds are points", claim: "L1", arms: identity([0.79, 0.795]),
      outcome: .inconclusive, agreement: "2 of 2 seeds", reason: "2 seeds: points only"),
    Case(
      what: "one seed is a point", claim: "L1", arms: identity([0.79]), outcome: .inconclusive,
      agreement: "1 of 1 seed", reason: "1 seed: points only"),
    Case(
      what: "a missing run", claim: "L1", arms: identity([0.79, 0.795, nil]),
      outcome: .inconclusive, reason: "2 of 3 planned runs of identity at alpha 1"),
    Case(
      what: "no run yet", claim: "L1", arms: identity([nil, nil, nil]), outcome: .notTested,
      reason: "no run of identity at alpha 1 is finished"),
    Case(
      what: "an arm that was never planned", claim: "L1", arms: HandMade.panel(),
      outcome: .notTested, reason: "dentity at alpha 1 was not run"),
    // Diverged runs.
    Case(
      what: "every seed of the other arm diverged", claim: "L1", arms: identity([-1, -1, -1]),
      outcome: .consistent, agreement: "3 of 3 seeds", reason: "diverged"),
    Case(
      what: "every seed of the claimed arm diverged", claim: "L1",
      arms: identity([0.8, 0.8, 0.8]).merging([HandMade.relu1: [-1, -1, -1]]) { $1 },
      outcome: .contradicted, agreement: "0 of 3 seeds", reason: "diverged"),
    Case(
      what: "one of three diverged", claim: "L1", arms: identity([0.79, -1, 0.788]),
      outcome: .inconclusive, agreement: "3 of 3 seeds", reason: "1 run of 6 diverged"),
    Case(
      what: "one of five diverged and all agree", claim: "L1",
      arms: HandMade.panel(seeds: 5).merging([
        HandMade.arm(.identity, 1): [0.79, -1, 0.788, 0.79, 0.79]
      ]) { $1 }, outcome: .consistent, agreement: "5 of 5 seeds", reason: "sign test"),
    Case(
      what: "one of five diverged and one disagrees", claim: "L1",
      arms: HandMade.panel(seeds: 5).merging([
        HandMade.arm(.identity, 1): [0.9, -1, 0.788, 0.79, 0.79]
      ]) { $1 }, outcome: .inconclusive, agreement: "4 of 5 seeds", reason: "decides nothing"),
    Case(
      what: "a diverged run and an equivalence", claim: "S2",
      arms: replaced(HandMade.relu1, [0.815, -1, 0.812]), outcome: .inconclusive,
      reason: "a run diverged"),
    // Equivalence and non-inferiority: the attention effect is 4 points, the margins 0.6 and 0.8.
    Case(
      what: "relu level with softmax", claim: "S2",
      arms: HandMade.panel(relu1: 0.82, residual: 0.0005), outcome: .consistent,
      agreement: "3 of 3 seeds", reason: "within the margin (0.6 points, 0.15 of an effect of 4.0)"),
    Case(
      what: "relu half a point below, level not shown", claim: "S2", arms: HandMade.panel(),
      outcome: .inconclusive, reason: "overlaps the margin"),
    Case(
      what: "relu two points below", claim: "S2", arms: HandMade.panel(relu1: 0.8),
      outcome: .contradicted, agreement: "0 of 3 seeds", reason: "beyond the margin"),
    Case(
      what: "relu two points above", claim: "S2", arms: HandMade.panel(relu1: 0.84),
      outcome: .contradicted, agreement: "0 of 3 seeds", reason: "beyond the margin"),
    Case(
      what: "two points above is not inferior", claim: "S1", arms: HandMade.panel(relu1: 0.84),
      outcome: .consistent, agreement: "3 of 3 seeds", reason: "within the margin"),
    Case(
      what: "two points below is inferior", claim: "S1", arms: HandMade.panel(relu1: 0.8),
      outcome: .contradicted, agreement: "0 of 3 seeds", reason: "beyond the margin"),
    Case(
      what: "near the margin", claim: "S1", arms: HandMade.panel(relu1: 0.8125),
      outcome: .inconclusive, reason: "overlaps the margin"),
    // Assay sensitivity.
    Case(
      what: "no attention effect", claim: "S2",
      arms: HandMade.panel(relu1: 0.82, uniform: 0.82), outcome: .inconclusive,
      reason: "not clearly positive"),
    Case(
      what: "a negative attention effect", claim: "S1",
      arms: HandMade.panel(relu1: 0.82, uniform: 0.85), outcome: .inconclusive,
      reason: "negative here, -3.0 points [-3.2, -2.8]"),
    Case(
      what: "the margin is below half a point", claim: "S2",
      arms: HandMade.panel(relu1: 0.82, uniform: 0.795, residual: 0.0002), outcome: .inconclusive,
      reason: "below half a point"),
    Case(
      what: "one seed and an equivalence", claim: "S2", arms: HandMade.panel(seeds: 1),
      outcome: .inconclusive, reason: "1 seed: points only"),
    // The gate and qk-layernorm.
    Case(
      what: "the gain under the gate", claim: "G1",
      arms: HandMade.panel().merging([
        Arm(HandMade.relu1.attention, gate: .linear): [0.82, 0.824, 0.818],
        Arm(HandMade.relu0.attention, gate: .linear): [0.8, 0.804, 0.797],
        Arm(HandMade.arm(.squaredReLU, 1).attention, gate: .linear): [0.81, 0.814, 0.807],
        Arm(HandMade.arm(.squaredReLU, 0).attention, gate: .linear): [0.79, 0.794, 0.787],
      ]) { $1 }, outcome: .consistent, agreement: "6 of 6 seeds over 2 cells"),
    Case(
      what: "one of two functions gains nothing under the gate", claim: "G1",
      arms: HandMade.panel().merging([
        Arm(HandMade.relu1.attention, gate: .linear): [0.82, 0.824, 0.818],
        Arm(HandMade.relu0.attention, gate: .linear): [0.8, 0.804, 0.797],
        Arm(HandMade.arm(.squaredReLU, 1).attention, gate: .linear): [0.77, 0.774, 0.767],
        Arm(HandMade.arm(.squaredReLU, 0).attention, gate: .linear): [0.79, 0.794, 0.787],
      ]) { $1 }, outcome: .contradicted, agreement: "3 of 6 seeds over 2 cells"),
    Case(
      what: "relu without qk-layernorm, squared ReLU never declared", claim: "Q1",
      arms: HandMade.panel(residual: 0.0003).merging([
        Arm(HandMade.relu1.attention, qkNorm: false): [0.815, 0.819, 0.812]
      ]) { $1 }, outcome: .consistent, reason: "not tested: S/32 (squaredReLU), S/16, S/8"),
    // Equality where no difference could show.
    Case(
      what: "both at the ceiling", claim: "S2",
      arms: HandMade.panel(uniform: 0.9).merging([
        HandMade.softmax: [1, 1, 1], HandMade.relu1: [1, 0.9999, 1],
      ]) { $1 }, outcome: .inconclusive, reason: "within half a point of all images"),
    Case(
      what: "both at chance", claim: "S1",
      arms: HandMade.panel(uniform: 0.02, residual: 0.0003).merging([
        HandMade.softmax: [0.1, 0.1005, 0.1], HandMade.relu1: [0.1, 0.1, 0.1004],
      ]) { $1 }, outcome: .inconclusive, reason: "at chance in every seed"),
    Case(
      what: "all seeds equal", claim: "S2",
      arms: HandMade.panel().merging([
        HandMade.softmax: [0.82, 0.82, 0.82], HandMade.relu1: [0.82, 0.82, 0.82],
      ]) { $1 }, outcome: .inconclusive, reason: "one number in all seeds"),
  ])
  func theRuleDecides(_ item: Case) throws {
    let assessment = try HandMade.assess(item.claim, HandMade.evidence(item.arms))
    #expect(assessment.verdict.outcome == item.outcome, "\(assessment.reason.sentence)")
    if let agreement = item.agreement {
      #expect(assessment.seedsInClaimedDirection?.words == agreement)
    }
    if let reason = item.reason {
      #expect(assessment.reason.sentence.contains(reason), "\(assessment.reason.sentence)")
    }
    for number in [assessment.estimate, assessment.low, assessment.high].compactMap(\.self) {
      #expect(number.isFinite)
    }
    if let low = assessment.low, let high = assessment.high, let estimate = assessment.estimate {
      #expect(low <= estimate && estimate <= high)
      #expect(assessment.n >= 3)
      #expect(assessment.level == (assessment.kind == .equivalence ? 0.9 : 0.95))
    }
  }

  /// A not-a-number in one record makes the claims that need it invalid, and no others.
  @Test(arguments: [Double.nan, 1.5, -0.1])
  func anImpossibleAccuracyIsInvalid(accuracy: Double) throws {
    var runs = HandMade.runs(HandMade.panel())
    let index = try #require(
      runs.finished.firstIndex {
        $0.planned.specification.model.attention == HandMade.softmax.attention
      })
    runs.finished[index] = HandMade.finished(runs.finished[index].planned, accuracy: accuracy)
    let evidence = Evidence(planned: runs.planned, finished: runs.finished)
    let invalid = try HandMade.assess("S1", evidence)
    #expect(invalid.verdict.outcome == .invalid)
    #expect(invalid.estimate == nil && invalid.low == nil && invalid.seedsInClaimedDirection == nil)
    #expect(invalid.reason.sentence.contains("softmax, seed 0"))
    let other = try HandMade.assess("D1", evidence)
    #expect(other.verdict.outcome == .consistent)
  }

  /// Arms that were trained on different numbers of images are not compared.
  @Test func armsThatDifferInMoreThanAttentionAreNotComparable() throws {
    var runs = HandMade.runs(HandMade.panel())
    runs.planned.removeAll { $0.specification.model.attention == HandMade.softmax.attention }
    runs.finished.removeAll {
      $0.planned.specification.model.attention == HandMade.softmax.attention
    }
    for seed in 0..<3 as Range<UInt64> {
      let run = HandMade.planned(HandMade.softmax, seed: seed, images: 30_016)
      runs.finished.append(HandMade.finished(run, accuracy: 0.82))
    }
    let evidence = Evidence(planned: runs.planned, finished: runs.finished)
    let assessment = try HandMade.assess("S1", evidence)
    #expect(assessment.verdict.outcome == .notComparable)
    #expect(
      assessment.reason.sentence.contains("more than attention (images shown: 24000, 30016)"),
      "\(assessment.reason.sentence)")
  }
}
