import Claims
import Networks
import Paper
import Reports
import Testing
import Timing

@Suite struct TimingRulesTests {
  static func assess(_ claim: String, _ timings: [TimingComparison]) throws -> Assessment {
    try HandMade.assess(claim, HandMade.evidence([:], timings: timings))
  }

  /// G2a: S/8 decides, and the control's interval reaches 1 %; G2b: 6.2 to 14.0 % at S/8, where 3 % either
  /// way were asked for.
  @Test(arguments: [
    ("G2a", PaperModel.s8, 1.08, 0.02, Verdict.Outcome.consistent, "above zero by more than"),
    ("G2a", .s8, 0.95, 0.02, .contradicted, "below zero by more than"),
    ("G2a", .s8, 1.01, 0.02, .inconclusive, "does not lie beyond the control's 1.0 %"),
    // Above zero, and no further than the control reaches; beyond it, however wide.
    ("G2a", .s8, 1.015, 0.008, .inconclusive, "does not lie beyond"),
    ("G2a", .s8, 1.08, 0.06, .consistent, "above zero by more than"),
    ("G2a", .s16, 1.08, 0.02, .inconclusive, "No model that decides was timed"),
    ("G2b", .s8, 1.10, 0.035, .inconclusive, "no size is read off it"),
    ("G2b", .s8, 1.09, 0.02, .consistent, "lies in 6.2 to 14.0 %"),
    ("G2b", .s8, 1.03, 0.02, .contradicted, "lies outside 6.2 to 14.0 %"),
    ("G2b", .s8, 1.2, 0.02, .contradicted, "lies outside"),
    ("G2b", .s8, 1.06, 0.02, .inconclusive, "overlaps an end of"),
    ("G2b", .s32, 1.09, 0.02, .notTested, "Gating was not timed"),
  ])
  func theOverheadIsJudged(
    claim: String, model: PaperModel, ratio: Double, halfWidth: Double, outcome: Verdict.Outcome,
    reason: String
  ) throws {
    let assessment = try Self.assess(
      claim, [HandMade.timing(model: model, ratio: ratio, halfWidth: halfWidth)])
    #expect(assessment.verdict.outcome == outcome)
    #expect(assessment.reason.sentence.contains(reason), "\(assessment.reason.sentence)")
  }

  /// With its deciding model timed, the claim may speak of a ratio, never of seconds.
  @Test func aTimingReachesARatioAtMost() throws {
    let assessment = try Self.assess(
      "G2a", [HandMade.timing(model: .s8, ratio: 1.08, halfWidth: 0.02)])
    #expect(assessment.ceiling == .ratio)
    #expect(assessment.level == 0.95)
  }

  /// A biased control leaves no number, even where only one of two timings is biased.
  @Test func aBiasedControlIsInvalid() throws {
    let good = HandMade.timing(model: .s8, ratio: 1.08, halfWidth: 0.02)
    let bad = HandMade.timing(model: .s32, ratio: 1.08, halfWidth: 0.02, biased: true)
    let assessment = try Self.assess("G2a", [good, bad])
    #expect(assessment.verdict.outcome == .invalid)
    #expect(
      assessment.estimate == nil && assessment.seedsInClaimedDirection == nil
        && assessment.level == nil)
    #expect(assessment.reason.sentence.contains("control"))
  }

  /// As many as an interval needs at all are too few to decide.
  @Test func fewProcessesDecideNothing() throws {
    var timing = HandMade.timing(model: .s8, ratio: 1.08, halfWidth: 0.01)
    timing.units = 7
    let assessment = try Self.assess("G2a", [timing])
    #expect(assessment.verdict.outcome == .inconclusive)
    #expect(assessment.reason.sentence.contains("7 processes, and 8 are needed"))
  }

  /// What the claims want to know of a comparison: the order of the gate's times at every model, their
  /// ratio at S/8, and nothing of functions that no claim names.
  @Test func claimsSayWhatTheyNeed() throws {
    let claims = try ClaimsFile.shipped()
    #expect(claims.needs(of: .gating, model: .s8) == [.order, .size])
    #expect(claims.needs(of: .gating, model: .s16) == [.order])
    #expect(claims.needs(of: .attention(.pointwise(.gelu)), model: .s8) == [.order])
    #expect(claims.needs(of: .attention(.pointwise(.relu6)), model: .s8) == [])
    #expect(claims.needs(of: .attention(.softmax), model: .s8) == [])
    #expect(claims.needs(of: .attentionStep(.pointwise(.gelu)), model: .s8) == [])
  }

  @Test func twoTimingsOfOneThingAreInvalid() throws {
    let timing = HandMade.timing(model: .s8, ratio: 1.08, halfWidth: 0.02)
    let other = HandMade.timing(model: .s8, ratio: 1.09, halfWidth: 0.02)
    let assessment = try Self.assess("G2a", [timing, other])
    #expect(assessment.verdict.outcome == .invalid)
  }

  @Test func theOperatorIsTimedByFunction() throws {
    let timings = [PaperModel.s32, .s16, .s8].flatMap { model in
      [Pointwise.gelu, .softplus, .sigmoid].map { h in
        HandMade.timing(model: model, ratio: 1.3, halfWidth: 0.05, id: .attention(.pointwise(h)))
      }
    }
    let assessment = try Self.assess("R1", timings)
    #expect(assessment.verdict.outcome == .consistent)
    #expect(assessment.cells.count == 9)
    let some = try Self.assess("R1", Array(timings.dropLast()))
    #expect(some.verdict.outcome == .inconclusive)
  }

  /// Counts as a transport gives them; `pointwise` is what relu takes there.
  private static func counts(
    pointwise: Int, merged: Int = 1, difference: Double = 1e-7
  ) -> SequenceParallelism {
    let collectives: [(SequenceMethod, Int)] = [
      (.softmaxTwoPasses, 2), (.softmaxMerged, merged), (.pointwise, pointwise),
    ]
    let entries = [1, 2, 4].flatMap { processes in
      collectives.flatMap { method, forward in
        SequenceDirection.allCases.map { direction in
          let count = processes == 1 ? 0 : direction == .forward ? forward : 1
          return SequenceParallelism.Entry(
            processes: processes, method: method, direction: direction,
            counts: CollectiveCounts(
              collectives: count, synchronisationPoints: 2 * count, bytes: 300_000 * count),
            difference: difference, seconds: 0.001, modelledSeconds: 0.001)
        }
      }
    }
    return SequenceParallelism(
      schemaVersion: 1, model: .s16, tokens: 196, heads: 6, headWidth: 64, tolerance: 5e-5,
      latency: 1e-5, bandwidth: 1e9, processor: "a processor", entries: entries)
  }

  /// Two-pass softmax decides; the merged form is told, and decides nothing.
  @Test(arguments: [
    (counts(pointwise: 1), Verdict.Outcome.consistent, "no fewer than the merged form"),
    (counts(pointwise: 1, merged: 2), .consistent, "fewer than either"),
    (counts(pointwise: 2), .contradicted, "softmax in two passes 3 collectives"),
    (counts(pointwise: 1, difference: 1e-3), .invalid, "by more than rounding"),
  ])
  func collectivesAreCounted(
    counts: SequenceParallelism, outcome: Verdict.Outcome, reason: String
  ) throws {
    let assessment = try HandMade.assess(
      "P1", Evidence(planned: [], finished: [], parallel: [counts]))
    #expect(assessment.verdict.outcome == outcome)
    #expect(assessment.reason.sentence.contains(reason), "\(assessment.reason.sentence)")
    #expect(assessment.estimate == nil && assessment.seedsInClaimedDirection == nil)
  }

  /// Softmax stands beside the functions of R1, and never changes its verdict.
  @Test(
    arguments: [
      (0.8, Verdict.Outcome.invalid), (1.2, .consistent), (nil, .notTested),
    ] as [(Double?, Verdict.Outcome)])
  func softmaxIsJudgedAtItsBestOnly(peer: Double?, outcome: Verdict.Outcome) throws {
    let functions = [PaperModel.s32, .s16, .s8].flatMap { model in
      [Pointwise.gelu, .softplus, .sigmoid].map { h in
        HandMade.timing(model: model, ratio: 1.3, halfWidth: 0.05, id: .attention(.pointwise(h)))
      }
    }
    var softmax = HandMade.timing(
      model: .s16, ratio: 1.2, halfWidth: 0.02, id: .attention(.softmax))
    softmax.details = TimingDetails(
      blocks: 24, peak: 1e11,
      peer: peer.map {
        TimingDetails.Peer(
          library: "PyTorch",
          ratio: RatioInterval(ratio: $0, low: $0 - 0.1, high: $0 + 0.1, level: 0.95))
      })
    let assessment = try Self.assess("R1", functions + [softmax])
    let cell = try #require(assessment.cells.first { $0.h == "softmax" })
    #expect(cell.outcome == outcome && !cell.confirmatory)
    #expect(assessment.verdict.outcome == .consistent)
    #expect(try Self.assess("R1", functions).cells.count == 9)
  }
}
