import Claims
import Networks
import Reports
import Testing

@Suite struct OptimumRulesTests {
  static let grid = [0, 0.5, 0.75, 1, 1.25, 1.5, 2]
  static let shared = [0.0, 0.004, -0.003, 0.002, -0.002]

  /// relu over a grid, with the means given and five seeds that agree but for a little.
  static func curve(
    _ means: [Double], grid: [Double] = grid, seeds: Int = 5, residual: Double = 0.0005
  ) -> [Arm: [Double?]] {
    var arms: [Arm: [Double?]] = [:]
    for (index, (alpha, mean)) in zip(grid, means).enumerated() {
      arms[HandMade.arm(.relu, alpha)] = (0..<seeds).map { seed in
        mean + shared[seed % 5] + ((seed + index) % 3 == 0 ? residual : -residual / 2)
      }
    }
    return arms
  }

  /// With at 1.5 what is at 1.
  static func tie(_ arms: [Arm: [Double?]]) -> [Arm: [Double?]] {
    arms.merging([HandMade.arm(.relu, 1.5): arms[HandMade.arm(.relu, 1)]!]) { $1 }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let arms: [Arm: [Double?]]
    let relu: Verdict.Outcome
    let reason: String
    var agreement: String?
    var estimate: Double?
    var testDescription: String { what }
  }

  @Test(arguments: [
    Case(
      what: "a clear peak at 1", arms: curve([0.78, 0.8, 0.81, 0.82, 0.81, 0.8, 0.78]),
      relu: .consistent, reason: "", agreement: "5 of 5 seeds", estimate: 1),
    Case(
      what: "a clear peak at 0.5", arms: curve([0.78, 0.83, 0.81, 0.8, 0.8, 0.79, 0.78]),
      relu: .contradicted, reason: "better than all in the window", agreement: "0 of 5 seeds",
      estimate: 0.5),
    Case(
      what: "a clear peak at 1.25 is inside", arms: curve([0.78, 0.8, 0.8, 0.8, 0.82, 0.8, 0.78]),
      relu: .consistent, reason: "", estimate: 1.25),
    Case(
      what: "level from 0.75 to 1.5",
      arms: curve([0.78, 0.8, 0.8198, 0.82, 0.8199, 0.8201, 0.78], residual: 0.003),
      relu: .inconclusive, reason: "the curve is flat: alpha 0.75 to 1.5"),
    Case(
      what: "three seeds are points",
      arms: curve([0.78, 0.8, 0.81, 0.82, 0.81, 0.8, 0.78], seeds: 3), relu: .inconclusive,
      reason: "3 seeds for the whole grid: points only", agreement: "3 of 3 seeds", estimate: 1),
    Case(
      what: "a grid without 0.75",
      arms: curve(
        [0.78, 0.8, 0.82, 0.8, 0.8, 0.78],
        grid: [0, 0.5, 1, 1.25, 1.5, 2]), relu: .notTested, reason: "the grid lacks alpha 0.75"),
    Case(
      what: "a grid of three", arms: curve([0.78, 0.82, 0.8], grid: [0, 1, 2]),
      relu: .notTested, reason: "the grid lacks alpha 0.5, 0.75, 1.25, 1.5"),
    Case(
      what: "a diverged run",
      arms: curve([0.78, 0.8, 0.81, 0.82, 0.81, 0.8, 0.78]).merging([
        HandMade.arm(.relu, 0): [0.78, 0.78, -1, 0.78, 0.78]
      ]) { $1 }, relu: .inconclusive, reason: "a run diverged"),
    Case(
      what: "a diverged exponent, which counts as chance, and all others below chance",
      arms: curve([0.05, 0.05, 0.06, 0.07, 0.06, 0.05, 0.04]).merging([
        HandMade.arm(.relu, 0): [-1, -1, -1, -1, -1]
      ]) { $1 }, relu: .inconclusive, reason: "a run diverged", agreement: "5 of 5 seeds",
      estimate: 1),
    Case(
      what: "an exact tie of 1 with 1.5, beyond the window",
      arms: tie(curve([0.78, 0.8, 0.81, 0.82, 0.81, 0.8, 0.78])), relu: .inconclusive,
      reason: "alpha 1 and 1.5 tie for the best", agreement: "0 of 5 seeds", estimate: 1),
    Case(
      what: "an exact tie in three seeds",
      arms: tie(curve([0.78, 0.8, 0.81, 0.82, 0.81, 0.8, 0.78], seeds: 3)), relu: .inconclusive,
      reason: "alpha 1 and 1.5 tie for the best; 3 seeds", estimate: 1),
  ])
  func theOptimumIsJudged(_ item: Case) throws {
    let assessment = try HandMade.assess("A1", HandMade.evidence(item.arms))
    let relu = try #require(assessment.cells.first { $0.h == "relu" })
    #expect(relu.outcome == item.relu, "\(assessment.reason.sentence)")
    // A cell without a whole grid was never meant to decide: what was run is no verdict.
    #expect(assessment.verdict.outcome == (item.relu == .notTested ? .inconclusive : item.relu))
    #expect(
      item.reason.isEmpty || assessment.reason.sentence.contains(item.reason),
      "\(assessment.reason.sentence)")
    if item.relu == .consistent {
      // The six other functions were not declared: no more than a sign.
      #expect(assessment.ceiling == .sign)
      #expect(assessment.reason.sentence.contains("not tested: S/32 (squaredReLU, gelu,"))
    }
    if let agreement = item.agreement {
      #expect(assessment.seedsInClaimedDirection?.words == agreement)
    }
    if let estimate = item.estimate { #expect(relu.estimate == estimate) }
  }

  /// Exploratory ends with a single seed neither take the seeds of the deciding grid nor its vote.
  @Test func exploratoryEndsLeaveTheGridItsSeeds() throws {
    let deciding = HandMade.runs(
      Self.curve([0.8, 0.81, 0.82, 0.81, 0.8], grid: [0.5, 0.75, 1, 1.25, 1.5]))
    let ends: [Arm: [Double?]] = [
      HandMade.arm(.relu, 0): [0.9], HandMade.arm(.relu, 2): [0.78],
    ]
    let exploratory = HandMade.runs(ends, confirmatory: false)
    let assessment = try HandMade.assess(
      "A1",
      Evidence(
        planned: deciding.planned + exploratory.planned,
        finished: deciding.finished + exploratory.finished))
    let relu = try #require(assessment.cells.first { $0.h == "relu" })
    #expect(relu.outcome == .consistent && relu.confirmatory && relu.n == 5 && relu.estimate == 1)
  }

  /// Six functions at alpha = 1 with five seeds, and those that the attention effect is measured by.
  static func functions(lead: Double, uniform: Double = 0.78) -> [Arm: [Double?]] {
    var arms = HandMade.panel(relu1: 0.81 + lead, uniform: uniform, seeds: 5, residual: 0.0003)
    for (index, h) in [Pointwise.squaredReLU, .gelu, .softplus, .relu6, .sigmoid].enumerated() {
      arms[HandMade.arm(h, 1)] = (0..<5).map { seed -> Double in
        let residual: Double = (seed + index) % 3 == 0 ? 0.0003 : -0.00015
        let own: [Double] = [0, 0.004, -0.003, 0.002, -0.002]
        return 0.81 + shared[seed] + residual + own[seed] - shared[seed]
      }
    }
    return arms
  }

  /// The margin is 0.15 of an attention effect of 4 points.
  @Test(arguments: [
    (0.0, 0.78, Verdict.Outcome.consistent, "below the margin"),
    (0.02, 0.78, .contradicted, "above the margin"),
    (0.006, 0.78, .inconclusive, "overlaps the margin"),
    (0.0, 0.82, .inconclusive, "not clearly positive"),
  ])
  func theLeadIsJudged(
    lead: Double, uniform: Double, outcome: Verdict.Outcome, reason: String
  ) throws {
    let assessment = try HandMade.assess(
      "A2", HandMade.evidence(Self.functions(lead: lead, uniform: uniform)))
    #expect(assessment.verdict.outcome == outcome, "\(assessment.reason.sentence)")
    #expect(assessment.reason.sentence.contains(reason), "\(assessment.reason.sentence)")
    #expect(assessment.cells.map(\.h) == [nil])
    // Either end of the lead's interval errs with 5 %.
    #expect(assessment.level == 0.90)
  }
}
