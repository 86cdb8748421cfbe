import Claims
import Testing
import Timing

@Suite struct TimingRulesTests {
  static func assess(_ claim: String, _ timings: [TimingComparison]) throws -> Assessment {
    try HandMade.assess(claim, HandMade.evidence([:], timings: timings))
  }

  /// G2a: S/16 decides; G2b: 6.2 to 14.0 % at S/8.
  @Test(arguments: [
    ("G2a", "S/16", 1.08, 0.02, Verdict.Outcome.consistent, "above zero"),
    ("G2a", "S/16", 0.95, 0.02, .contradicted, "below zero"),
    ("G2a", "S/16", 1.01, 0.02, .inconclusive, "holds zero"),
    ("G2a", "S/8", 1.08, 0.02, .inconclusive, "not primary"),
    ("G2b", "S/8", 1.09, 0.02, .consistent, "lies in 6.2 to 14.0 %"),
    ("G2b", "S/8", 1.03, 0.02, .contradicted, "lies outside 6.2 to 14.0 %"),
    ("G2b", "S/8", 1.2, 0.02, .contradicted, "lies outside"),
    ("G2b", "S/8", 1.06, 0.02, .inconclusive, "reaches across"),
    ("G2b", "S/32", 1.09, 0.02, .notTested, "Gating was not timed"),
  ])
  func theOverheadIsJudged(
    claim: String, model: String, ratio: Double, halfWidth: Double, outcome: Verdict.Outcome,
    reason: String
  ) throws {
    let assessment = try Self.assess(
      claim, [HandMade.timing(model: model, ratio: ratio, halfWidth: halfWidth)])
    #expect(assessment.verdict.outcome == outcome)
    #expect(assessment.reason.contains(reason), "\(assessment.reason)")
  }

  /// With its deciding model timed, the claim may speak of a ratio, never of seconds.
  @Test func aTimingReachesARatioAtMost() throws {
    let assessment = try Self.assess(
      "G2a", [HandMade.timing(model: "S/16", ratio: 1.08, halfWidth: 0.02)])
    #expect(assessment.ceiling == .ratio)
    #expect(assessment.level == 0.95)
  }

  /// A failed control leaves no number, even where only one of two timings failed.
  @Test func aFailedControlIsInvalid() throws {
    let good = HandMade.timing(model: "S/16", ratio: 1.08, halfWidth: 0.02)
    let bad = HandMade.timing(model: "S/32", ratio: 1.08, halfWidth: 0.02, valid: false)
    let assessment = try Self.assess("G2a", [good, bad])
    #expect(assessment.verdict.outcome == .invalid)
    #expect(assessment.estimate == nil && assessment.lean == nil && assessment.level == nil)
    #expect(assessment.reason.contains("control"))
  }

  @Test func twoTimingsOfOneThingAreInvalid() throws {
    let timing = HandMade.timing(model: "S/16", ratio: 1.08, halfWidth: 0.02)
    let other = HandMade.timing(model: "S/16", ratio: 1.09, halfWidth: 0.02)
    let assessment = try Self.assess("G2a", [timing, other])
    #expect(assessment.verdict.outcome == .invalid)
  }

  @Test func theOperatorIsTimedByFunction() throws {
    let timings = ["S/32", "S/16", "S/8"].flatMap { model in
      ["gelu", "softplus", "sigmoid"].map { h in
        HandMade.timing(model: model, ratio: 1.3, halfWidth: 0.05, name: "attention/\(h)")
      }
    }
    let assessment = try Self.assess("R1", timings)
    #expect(assessment.verdict.outcome == .consistent)
    #expect(assessment.cells.count == 9)
    let some = try Self.assess("R1", Array(timings.dropLast()))
    #expect(some.verdict.outcome == .inconclusive)
  }
}
