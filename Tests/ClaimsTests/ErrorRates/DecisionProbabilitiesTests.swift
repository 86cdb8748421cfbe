import Claims
import Experiments
import Networks
import Paper
import Testing

@Suite struct DecisionProbabilitiesTests {
  /// Relu with and without its division by L, softmax and uniform on S/32, with so many seeds.
  private func planned(_ seeds: Int, confirmatory: Bool = true) -> [PlannedRun] {
    [HandMade.relu1, HandMade.relu0, HandMade.softmax, HandMade.uniform].flatMap { arm in
      (0..<seeds).map {
        HandMade.planned(
          arm, seed: Rung.firstSeed + UInt64($0), confirmatory: confirmatory, images: 60_000)
      }
    }
  }

  /// What pilots found six standard deviations from zero is decided by the lowest rung; a rung decides no
  /// less than the one below, and a cell that is not declared decides nothing.
  @Test func aRungDecidesNoLessThanTheOneBelow() throws {
    let claims = try ClaimsFile.shipped().keeping(["S1", "D1", "L1"])
    let study = DecisionProbabilities(
      claims, ladder: [(.quick, planned(5)), (.standard, planned(8))], simulations: 200, threads: 2)
    #expect(study.rows.map(\.claim) == ["S1", "S1", "D1", "D1", "L1", "L1"])
    #expect(study.rows.map(\.rung) == [.quick, .standard, .quick, .standard, .quick, .standard])
    for pair in [0, 2, 4] { #expect(study.rows[pair].decided <= study.rows[pair + 1].decided) }
    #expect(study.rows[2].consistent > 0.98)
    #expect(study.rows[0].decided > 0 && study.rows[0].decided < 0.9)
    #expect(study.rows[4].decided == 0 && study.rows[4].cells == 0)
    #expect(study.rows[4].decidedPerTeraFLOP == nil)
    // Two arms of five seeds each.
    #expect(study.rows[2].flops == 10 * planned(1)[0].specification.flops)
    #expect(
      study
        == DecisionProbabilities(
          claims, ladder: [(.quick, planned(5)), (.standard, planned(8))], simulations: 200,
          threads: 1))
  }

  @Test func undeclaredRunsDecideNothing() throws {
    let claims = try ClaimsFile.shipped().keeping(["D1"])
    let study = DecisionProbabilities(
      claims, ladder: [(.quick, planned(5, confirmatory: false))], simulations: 20, threads: 1)
    #expect(study.rows.map(\.decided) == [0])
  }

  /// The spread is that of the paired differences; what no pilot measured is placed by assumption.
  @Test func pilotsPlaceEveryArm() throws {
    let pilots = PilotAccuracies.shipped
    #expect(abs(pilots.deviation - 0.0052) < 3e-4)
    for model in [PaperModel.s32, .s16, .s8, .b32, .b16, .l16] {
      for arm in [
        HandMade.softmax, HandMade.none, HandMade.arm(.gelu, 1.5), HandMade.arm(.identity, 0),
        Arm(HandMade.relu0.attention, gate: .linear), Arm(HandMade.relu1.attention, qkNorm: false),
      ] {
        let mean = try #require(pilots.mean(arm, model: model), "\(arm.label), \(model)")
        #expect((0.5...0.9).contains(mean), "\(arm.label), \(model)")
      }
    }
    #expect(
      pilots.mean(HandMade.arm(.gelu, 1), model: .s32) == pilots.mean(HandMade.relu1, model: .s32))
    #expect(pilots.mean(HandMade.softmax, model: .s4) == nil)
  }
}
