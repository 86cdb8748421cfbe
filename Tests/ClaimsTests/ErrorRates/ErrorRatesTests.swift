import Claims
import Experiments
import Networks
import Paper
import Testing

/// The verdict engine as a whole, in scenarios where it is known what it should say.
@Suite struct ErrorRatesTests {
  /// A model's arms as a preset of so many seeds would have them, with a spread of about half a
  /// point.
  static func evidence(seeds: Int) -> Evidence {
    let grid = [0, 0.5, 0.75, 1, 1.25, 1.5, 2]
    var arms: [Arm: [Double?]] = [:]
    var shift = 0
    func add(_ arm: Arm, _ mean: Double) {
      // Any pattern with a spread does: the rates are fitted to it.
      arms[arm] = (0..<seeds).map { seed in
        let step = (seed * 7 + shift * 5) % 11
        return mean + 0.004 * (Double(seed % 3) - 1) + 0.0015 * (Double(step) - 5)
      }
      shift += 1
    }
    add(HandMade.softmax, 0.82)
    add(HandMade.uniform, 0.76)
    add(HandMade.none, 0.77)
    for h in [Pointwise.relu, .squaredReLU, .gelu, .softplus, .identity, .relu6, .sigmoid] {
      for alpha in grid {
        add(HandMade.arm(h, alpha), 0.81 - 0.02 * (alpha - 1) * (alpha - 1))
      }
    }
    for h in [Pointwise.relu, .squaredReLU] {
      for alpha in [0.0, 1] {
        let attention = AttentionKind.pointwise(h, alpha: LengthExponent(alpha))
        add(Arm(attention, gate: .linear), 0.8 + 0.01 * alpha)
        add(Arm(attention, qkNorm: false), 0.8 + 0.01 * alpha)
      }
    }
    let timings =
      [PaperModel.s32, .s16, .s8].flatMap { model in
        [HandMade.timing(model: model, ratio: 1.08, halfWidth: 0.01)]
          + [Pointwise.gelu, .softplus, .sigmoid].map {
            HandMade.timing(
              model: model, ratio: 1.1, halfWidth: 0.02, id: .attention(.pointwise($0)))
          }
      }
    let runs = HandMade.runs(arms)
    let entries = [49, 196, 784, 3136].flatMap { tokens in
      ["relu", "gelu", "softplus", "relu6", "sigmoid"].flatMap { attention in
        (0..<2).flatMap { layer in
          [true, false].map { qkNorm in
            InitialisationResult.Entry(
              tokens: tokens, attention: attention, qkNorm: qkNorm, layer: layer,
              scaledMeans: (0..<max(3, seeds)).map { 0.4 + 0.004 * Double(($0 * 3) % 5) })
          }
        }
      }
    }
    return Evidence(
      planned: runs.planned, finished: runs.finished, timings: timings,
      initialisation: InitialisationResult(
        numericsRevision: 1, dataDigest: "hand-made", images: 10, seeds: max(3, seeds), width: 32,
        depth: 2, heads: 2, entries: entries))
  }

  static let scenarios = 1_000

  private static func rates(seeds: Int) throws -> ErrorRates {
    ErrorRates(
      try ClaimsFile.shipped(), evidence: evidence(seeds: seeds), scenarios: scenarios, threads: 2)
  }

  private static let ofFiveSeeds = Result { try rates(seeds: 5) }

  /// At the boundary five per cent and three standard errors; beyond it one per cent.
  @Test(arguments: [3, 5])
  func everyRateIsWithinItsLimit(seeds: Int) throws {
    let rates = seeds == 5 ? try Self.ofFiveSeeds.get() : try Self.rates(seeds: seeds)
    for rate in rates.rates {
      print(
        "\(seeds) seeds, \(rate.claim), \(rate.scenario.text): consistent "
          + "\(rate.falseConsistent.map { "\($0)" } ?? "-"), contradicted "
          + "\(rate.falseContradicted.map { "\($0)" } ?? "-"), at most \(rate.limit)")
      #expect(rate.isWithinLimit, "\(rate.claim), \(rate.scenario.text)")
    }
    // Counts have no sampling error; with three seeds no optimum has an interval, yet its cells
    // decide, and its rates are zero.
    let all = try ClaimsFile.shipped().claims.map(\.id).filter { $0 != "P1" && $0 != "S3" }
    #expect(Set(rates.rates.map(\.claim)) == Set(all))
  }

  /// A verdict that never decides would have no error either: at the boundary of an order, one
  /// interval in forty lies on the wrong side. (An order of times must lie beyond the control too, and errs
  /// less.)
  @Test func theEngineDoesErrAsOftenAsItsLevelSays() throws {
    let rates = try Self.ofFiveSeeds.get()
    for claim in ["D1", "L1", "G1"] {
      let rate = try #require(
        rates.rates.first {
          $0.claim == claim && $0.scenario == ScenarioKey(.noDifference, .oneCell)
        })
      // 0.025, less four standard errors of a thousand scenarios.
      #expect(try #require(rate.falseConsistent) > 0.005, "\(claim)")
    }
  }

  /// Someone who goes up the whole ladder and stops at the first decision errs no more often than one
  /// look may; and more often than one rung alone, for the looks do add up.
  @Test func theWholeLadderStaysWithinTheLimit() throws {
    let runs = HandMade.runs(
      HandMade.panel(seeds: 20).mapValues { values in
        values.enumerated().map { seed, value in value.map { $0 + 0.0015 * Double(seed * 7 % 5) } }
      })
    func first(_ seeds: Int) -> [PlannedRun] {
      runs.planned.filter { $0.specification.seed < UInt64(seeds) }
    }
    let ladder = Evidence(
      planned: runs.planned, finished: runs.finished, rung: .full,
      below: [(.quick, first(7)), (.standard, first(10))])
    let quick = Evidence(
      planned: first(7), finished: runs.finished.filter { $0.planned.specification.seed < 7 },
      rung: .quick)
    let claims = try ClaimsFile.shipped().keeping(["S2", "D1"])
    let all = ErrorRates(claims, evidence: ladder, scenarios: 2_000, threads: 2)
    let lowest = ErrorRates(claims, evidence: quick, scenarios: 2_000, threads: 2)
    #expect(Set(all.rates.map(\.claim)) == ["S2", "D1"])
    for rate in all.rates { #expect(rate.isWithinLimit, "\(rate.claim), \(rate.scenario.text)") }
    func ofOrder(_ rates: ErrorRates) throws -> Double {
      let key = ScenarioKey(.noDifference, .oneCell)
      let rate = try #require(rates.rates.first { $0.claim == "D1" && $0.scenario == key })
      return try #require(rate.falseConsistent)
    }
    let (one, three) = (try ofOrder(lowest), try ofOrder(all))
    // One in a hundred at the first look and no more than one in forty over all three; four standard
    // errors of the counts.
    #expect(one > 0.002 && one < 0.019, "\(one)")
    #expect(three > one && three < 0.025 + 0.014, "\(three)")
  }

  @Test func theSameOnAnyNumberOfThreads() throws {
    let claims = try ClaimsFile.shipped()
    let evidence = Self.evidence(seeds: 3)
    let one = ErrorRates(claims, evidence: evidence, scenarios: 50, threads: 1)
    let three = ErrorRates(claims, evidence: evidence, scenarios: 50, threads: 3)
    #expect(one == three)
    #expect(!one.rates.isEmpty)
  }

  @Test func whatNothingDecidesHasNoRates() throws {
    let evidence = HandMade.evidence(HandMade.panel(), confirmatory: false)
    let rates = ErrorRates(
      try ClaimsFile.shipped(), evidence: evidence, scenarios: 10, threads: 1)
    #expect(rates.rates.isEmpty)
  }

  /// Stored rates are those of these claims and these results, and of no others.
  @Test func theDigestChangesWithWhatTheRatesDependOn() throws {
    let claims = try ClaimsFile.shipped()
    let digests = [
      ErrorRates.digest(claims, HandMade.evidence(HandMade.panel())),
      ErrorRates.digest(claims, HandMade.evidence(HandMade.panel(seeds: 5))),
      ErrorRates.digest(claims, HandMade.evidence(HandMade.panel(relu0: 0.79))),
      ErrorRates.digest(claims, HandMade.evidence(HandMade.panel(), confirmatory: false)),
    ]
    #expect(Set(digests).count == digests.count)
    #expect(
      digests[0] == ErrorRates.digest(claims, HandMade.evidence(HandMade.panel())))
  }
}
