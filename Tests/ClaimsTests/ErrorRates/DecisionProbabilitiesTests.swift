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
    let pilots = try PilotAccuracies(
      yaml: """
        schemaVersion: 2
        panels:
          - models: [S/32]
            images: 60000
            arms:
              - {arm: softmax, accuracies: [81.5, 81.1]}
              - {arm: uniform, accuracies: [78.0, 78.9]}
              - {arm: relu@1, accuracies: [80.9, 81.9]}
              - {arm: relu@0, accuracies: [77.9, 77.9]}
        """, named: "mine.yaml")
    let study = DecisionProbabilities(
      claims, ladder: [(.quick, planned(5)), (.standard, planned(8))], pilots: pilots,
      simulations: 200, threads: 2)
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
          claims, ladder: [(.quick, planned(5)), (.standard, planned(8))], pilots: pilots,
          simulations: 200, threads: 1))
  }

  @Test func undeclaredRunsDecideNothing() throws {
    let claims = try ClaimsFile.shipped().keeping(["D1"])
    let study = DecisionProbabilities(
      claims, ladder: [(.quick, planned(5, confirmatory: false))], simulations: 20, threads: 1)
    #expect(study.rows.map(\.decided) == [0])
  }

  /// What a model's own pilots did not train lies as far from relu at alpha = 1 as at S/32; an exponent
  /// that none trained lies between its neighbours.
  @Test func pilotsPlaceEveryArm() throws {
    let pilots = try PilotAccuracies(
      yaml: """
        schemaVersion: 2
        panels:
          - models: [S/32]
            images: 60000
            arms:
              - {arm: softmax, accuracies: [81, 83, 82]}
              - {arm: relu@1, accuracies: [80, 82, 82.5]}
          - models: [S/32]
            images: 60000
            arms:
              - {arm: relu@1, accuracies: [80, 82]}
              - {arm: relu@2, accuracies: [79, 80]}
              - {arm: gelu@1, accuracies: [81, 82.5]}
          - models: [S/16, L/16]
            images: 60000
            arms:
              - {arm: relu@1, accuracies: [70]}
              - {arm: softmax, accuracies: [72]}
        """, named: "mine.yaml")
    func points(_ arm: Arm, _ model: PaperModel) throws -> Double {
      100 * (try #require(pilots.mean(arm, model: model, images: 60_000)))
    }
    let tolerance = 1e-9
    #expect(abs(try points(HandMade.softmax, .s32) - 82) < tolerance)
    #expect(abs(try points(HandMade.arm(.gelu, 1), .s32) - 82.25) < tolerance)
    #expect(abs(try points(HandMade.arm(.relu, 1.5), .s32) - (81.5 - 0.75)) < tolerance)
    #expect(abs(try points(HandMade.arm(.relu, 0), .s32) - 81.5) < tolerance)
    #expect(abs(try points(HandMade.softmax, .l16) - 72) < tolerance)
    #expect(abs(try points(HandMade.arm(.relu, 2), .s16) - (70 - 1.5)) < tolerance)
    #expect(abs(try points(HandMade.arm(.sigmoid, 1), .s16) - 70) < tolerance)
    #expect(pilots.mean(HandMade.softmax, model: .s32, images: 30_016) == nil)
    #expect(pilots.mean(HandMade.softmax, model: .s8, images: 60_000) == nil)
    // Softmax minus relu is 1, 1 and -0.5, half of which is each arm's: squares of 0.75 with two degrees
    // of freedom. Of the second panel, whose arms rise by 2, 1 and 1.5: 0.25 with two.
    #expect(abs(100 * pilots.deviation(.s32) - 0.5) < tolerance)
    #expect(pilots.deviation(.s16) == pilots.deviation(.s32))
    for model in [PaperModel.s32, .s16, .s8, .b32, .b16, .l16] {
      for arm in [HandMade.softmax, HandMade.arm(.gelu, 1.5), HandMade.arm(.identity, 0)] {
        let mean = try #require(PilotAccuracies.shipped.mean(arm, model: model, images: 60_000))
        #expect((0.5...0.9).contains(mean), "\(arm.label), \(model)")
      }
    }
  }

  @Test(arguments: [
    ("accuracies: [81, 83]", "accuracies: [81]", "not as many"),
    ("relu@1", "relu@0", "lacks relu@1"),
    ("      - {arm: softmax, accuracies: [81, 83]}\n", "", "no spread"),
  ])
  func mistakesAreNamed(_ old: String, _ new: String, _ words: String) throws {
    let yaml = """
      schemaVersion: 2
      panels:
        - models: [S/32]
          images: 60000
          arms:
            - {arm: softmax, accuracies: [81, 83]}
            - {arm: relu@1, accuracies: [80, 82]}
      """
    let error = #expect(throws: ClaimsError.self) {
      try PilotAccuracies(yaml: yaml.replacing(old, with: new), named: "mine.yaml")
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
