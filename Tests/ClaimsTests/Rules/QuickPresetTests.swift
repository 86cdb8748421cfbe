import Claims
import Networks
import Reports
import Testing

/// Evidence shaped as the quick preset's: S/32 alone, five arms with three seeds, the others with
/// one, and the gate timed at S/32.
@Suite struct QuickPresetTests {
  static var evidence: Evidence {
    var points: [Arm: [Double?]] = [:]
    for alpha in [0.5, 0.75, 1.25, 1.5, 2] { points[HandMade.arm(.relu, alpha)] = [0.81] }
    for h in Pointwise.allCases where h != .relu {
      for alpha in [0.0, 1, 2] { points[HandMade.arm(h, alpha)] = [0.81 - abs(alpha - 1) / 50] }
    }
    let deciding = HandMade.runs(HandMade.panel())
    let exploratory = HandMade.runs(points, confirmatory: false)
    return Evidence(
      planned: deciding.planned + exploratory.planned,
      finished: deciding.finished + exploratory.finished,
      timings: [HandMade.timing(model: .s32, ratio: 1.08, halfWidth: 0.01)])
  }

  @Test func everyClaimHasItsRow() throws {
    let assessments = Assessments(try ClaimsFile.shipped(), evidence: Self.evidence)
    #expect(
      assessments.claims.map(\.id) == [
        "S1", "S2", "S3", "D1", "A1", "A2", "L1", "Q1", "G1", "G2a", "G2b", "P1", "I1", "R1",
      ])
    #expect(assessments.counts.map(\.count).reduce(0, +) == 14)
    #expect(assessments.claims.allSatisfy { $0.reason.sentence.hasSuffix(".") })
    #expect(assessments.claims.allSatisfy { $0.ceiling == .sign })
  }

  /// What such evidence can and cannot settle.
  @Test(
    arguments: [
      ("S1", .consistent, "not tested: S/16, B/32, B/16, L/16", "3 of 3 seeds"),
      ("S2", .inconclusive, "not tested: S/16, B/32, B/16, L/16", "2 of 3 seeds"),
      (
        "S3", .notTested,
        "S/32, relu: the accuracy of transfer of relu at alpha 1 was not measured.", nil
      ),
      (
        "D1", .consistent,
        "not tested: S/32 (squaredReLU, gelu, softplus, identity, relu6, sigmoid), S/16, S/8",
        "3 of 3 seeds"
      ),
      (
        "A1", .inconclusive, "declared to decide; S/32, relu: 1 seed for the whole grid",
        "1 of 1 seed"
      ),
      ("A2", .inconclusive, "declared to decide; S/32: 1 seed: points only", "1 of 1 seed"),
      (
        "L1", .inconclusive, "declared to decide; S/32, identity: 1 seed: points only",
        "1 of 1 seed"
      ),
      ("Q1", .notTested, "without qk-layernorm", nil), ("G1", .notTested, "gated", nil),
      (
        "G2a", .inconclusive, "No model that decides was timed; S/32: ",
        "1 of 1 timing"
      ),
      ("G2b", .notTested, "Gating was not timed at S/8.", nil),
      ("P1", .notTested, "collectives", nil), ("I1", .notTested, "mean weight", nil),
      ("R1", .notTested, "S/32, gelu: attention/gelu was not timed at S/32.", nil),
    ] as [(String, Verdict.Outcome, String, String?)])
  func theVerdictIs(
    claim: String, outcome: Verdict.Outcome, reason: String, agreement: String?
  ) throws {
    let assessment = try HandMade.assess(claim, Self.evidence)
    #expect(assessment.verdict.outcome == outcome)
    #expect(assessment.reason.sentence.contains(reason), "\(assessment.reason.sentence)")
    #expect(assessment.seedsInClaimedDirection?.words == agreement)
  }

  /// The gate's timing is shown with its interval although it decides nothing.
  @Test func aSecondaryTimingIsShown() throws {
    let assessment = try HandMade.assess("G2a", Self.evidence)
    #expect(abs((assessment.estimate ?? 0) - 0.08) < 1e-12)
    #expect(abs((assessment.low ?? 0) - 0.07) < 1e-12)
    #expect(assessment.unit == "block" && assessment.n == 24)
    #expect(assessment.cells.map(\.confirmatory) == [false])
  }
}
