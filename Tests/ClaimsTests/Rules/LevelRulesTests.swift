import Claims
import Experiments
import Networks
import Reports
import Testing

/// I1: L times the mean weight of untrained models, within 0.1 to 10 in every layer.
@Suite struct LevelRulesTests {
  static let lengths = [49, 196, 784, 3136]
  static let functions = ["softmax"] + Pointwise.allCases.map(\.rawValue)

  /// Two layers, with and without qk-layernorm, at a mean of 0.4 with a small spread over seeds,
  /// but for what `change` makes of an entry.
  static func result(
    lengths: [Int] = lengths, seeds: Int = 5, qkNorms: [Bool] = [true, false],
    change: (inout InitialisationResult.Entry) -> Void = { _ in }
  ) -> InitialisationResult {
    let spread = [0.0, 0.03, -0.03, 0.02, -0.02]
    var entries: [InitialisationResult.Entry] = []
    for tokens in lengths {
      for attention in functions {
        for qkNorm in qkNorms {
          for layer in 0..<2 {
            var entry = InitialisationResult.Entry(
              tokens: tokens, attention: attention, qkNorm: qkNorm, layer: layer,
              scaledMeans: (0..<seeds).map { 0.4 + spread[$0 % 5] },
              queries: tokens > 1024 ? 242 : nil)
            change(&entry)
            entries.append(entry)
          }
        }
      }
    }
    return InitialisationResult(
      numericsRevision: 1, dataDigest: "hand-made", images: 1, seeds: seeds, width: 32, depth: 2,
      heads: 2, entries: entries)
  }

  static func assess(_ result: InitialisationResult) throws -> Assessment {
    try HandMade.assess(
      "I1", Evidence(planned: [], finished: [], initialisation: result))
  }

  static func shifted(_ entry: inout InitialisationResult.Entry, to level: Double) {
    entry.scaledMeans = entry.scaledMeans.map { $0 - 0.4 + level }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let result: InitialisationResult
    let outcome: Verdict.Outcome
    let reason: String
    var agreement: String?
    var ceiling = Ceiling.orderAndShape
    var testDescription: String { what }
  }

  @Test(arguments: [
    Case(
      what: "every layer inside", result: result(), outcome: .consistent,
      reason: "every layer's mean over 5 seeds lies within 0.1 to 10.0",
      agreement: "100 of 100 seeds over 20 cells"),
    Case(
      what: "one layer of one function far below",
      result: result {
        if $0.tokens == 784 && $0.attention == "gelu" && $0.layer == 1 && !$0.qkNorm {
          $0.scaledMeans = $0.scaledMeans.map { $0 / 40 }
        }
      }, outcome: .contradicted,
      reason:
        "S/8, gelu: the mean over 5 seeds of layer 2 without qk-layernorm lies outside 0.1 to 10.0",
      agreement: "95 of 100 seeds over 20 cells"),
    Case(
      what: "one layer far above",
      result: result { if $0.attention == "softplus" { shifted(&$0, to: 12) } },
      outcome: .contradicted,
      reason: "softplus: the mean over 5 seeds of layer 1 with qk-layernorm lies outside"),
    Case(
      what: "one layer across the end",
      result: result {
        if $0.tokens == 49 && $0.attention == "relu" && $0.layer == 0 && $0.qkNorm {
          shifted(&$0, to: 0.11)
        }
      }, outcome: .inconclusive,
      reason:
        "S/32, relu: the mean over 5 seeds of layer 1 with qk-layernorm is not shown to lie within"),
    Case(
      what: "barely outside, as one of many layers may be by chance",
      result: result {
        if $0.tokens == 49 && $0.attention == "relu" && $0.layer == 0 && $0.qkNorm {
          shifted(&$0, to: 0.067)
        }
      }, outcome: .inconclusive, reason: "is not shown to lie within"),
    Case(
      what: "squared ReLU is the paper's exception, identity has signs",
      result: result {
        if $0.attention == "squaredReLU" { shifted(&$0, to: 30) }
        if $0.attention == "identity" { shifted(&$0, to: -0.5) }
      }, outcome: .consistent, reason: "every layer"),
    Case(
      what: "two seeds are points", result: result(seeds: 2), outcome: .inconclusive,
      reason: "2 seeds: points only", agreement: "40 of 40 seeds over 20 cells"),
    Case(
      what: "without the longest length", result: result(lengths: [49, 196, 784]),
      outcome: .consistent, reason: "not tested: S/4",
      ceiling: .sign),
    Case(
      what: "with qk-layernorm alone", result: result(qkNorms: [true]), outcome: .inconclusive,
      reason: "only models with qk-layernorm were measured"),
    Case(
      what: "a mean that is no number",
      result: result { if $0.attention == "relu6" { $0.scaledMeans[1] = .nan } },
      outcome: .invalid, reason: "a mean weight is no number"),
    Case(
      what: "a missing seed",
      result: result { if $0.attention == "relu6" { $0.scaledMeans.removeLast() } },
      outcome: .invalid, reason: "a seed is missing"),
    Case(
      what: "a function that was not measured",
      result: result { if $0.attention == "gelu" { $0.attention = "another" } },
      outcome: .inconclusive, reason: "S/32, gelu: no model of its length and function"),
  ])
  func theLevelIsJudged(_ item: Case) throws {
    let assessment = try Self.assess(item.result)
    #expect(assessment.verdict.outcome == item.outcome, "\(assessment.reason.sentence)")
    #expect(assessment.reason.sentence.contains(item.reason), "\(assessment.reason.sentence)")
    if let agreement = item.agreement {
      #expect(assessment.seedsInClaimedDirection?.words == agreement)
    }
    #expect(assessment.ceiling == item.ceiling)
    if let low = assessment.low, let high = assessment.high, let estimate = assessment.estimate {
      #expect(low <= estimate && estimate <= high && assessment.level == 0.95)
    }
  }

  /// The claim hangs on the cell that comes nearest to an end, wherever that is.
  @Test func theNearestCellIsShown() throws {
    let assessment = try Self.assess(
      Self.result {
        if $0.tokens == 3136 && $0.attention == "sigmoid" { Self.shifted(&$0, to: 0.2) }
      })
    #expect(assessment.verdict.outcome == .consistent)
    #expect(
      assessment.reason.sentence.hasPrefix("S/4, sigmoid: every layer"),
      "\(assessment.reason.sentence)")
    #expect(abs((assessment.estimate ?? 0) - 0.2) < 1e-9)
  }

  @Test func nothingMeasuredIsNotTested() throws {
    let assessment = try HandMade.assess("I1", Evidence(planned: [], finished: []))
    #expect(assessment.verdict.outcome == .notTested)
    #expect(assessment.reason.sentence == "The mean weight at initialisation was not measured.")
  }

  /// The ledger names the smaller models and the queries that were counted.
  @Test func theLedgerNamesWhatWasMeasured() throws {
    let ledger = DeviationLedger(
      Evidence(planned: [], finished: [], initialisation: Self.result()))
    #expect(ledger.cap(.structure) == .orderAndShape)
    #expect(
      ledger.rows.contains {
        $0.ours == "1 image each of 5 seeds, 242 of 3136 queries at L = 3136"
      })
  }
}
