import Claims
import Experiments
import Networks
import Paper
import Testing

/// The rows that name what was left out, and what they forbid.
@Suite struct ReducedCoverageTests {
  static func row(_ what: String, _ runs: [PlannedRun]) -> DeviationLedger.Row? {
    DeviationLedger(Evidence(planned: runs, finished: [])).rows.first { $0.what == what }
  }

  static let small = (0..<3 as Range<UInt64>).map { HandMade.planned(HandMade.softmax, seed: $0) }

  static func changed(
    _ run: PlannedRun, _ change: (inout PlannedRun) -> Void
  ) -> PlannedRun {
    var run = run
    change(&run)
    return run
  }

  static let relu = [0.0, 0.5, 1].map { HandMade.planned(HandMade.arm(.relu, $0), seed: 0) }
  static let wide = changed(HandMade.planned(HandMade.softmax, seed: 0, model: .l16)) {
    $0.specification.model.width = 96
    $0.specification.recipe.images = 16_000
    $0.confirmatory = false
  }
  static let scored = changed(small[0]) {
    $0.specification.transfer = [.digits]
  }
  /// Sets of somebody's own, by the names of the paper's.
  static let named = changed(small[0]) {
    $0.specification.transfer = PaperConfiguration.transferSets.enumerated().map { index, name in
      TransferSet(name: name, digest: "\(index)2345678 digest", classes: 10, testImages: 1000)
    }
  }
  static let i1k = changed(HandMade.planned(HandMade.softmax, seed: 0, recipe: .i1k)) {
    $0.specification.model.pooling = .classToken
    $0.specification.model.preLogits = true
    $0.specification.recipe.augmentation = .flipsAndShifts
  }

  @Test(
    arguments: [
      ("models", small + [wide], "S/32, L/16", [:]),
      ("arms that decide (confirmatory)", small + [wide], "1 of 1 (S/32); 0 of 1 (L/16)", [:]),
      ("seeds of an arm", small + [wide], "3 (S/32); 1 (L/16)", [:]),
      ("seeds of an arm", small + relu, "1 to 3", [:]),
      ("functions h", small + relu, "1", [:]), ("exponents of relu", relu, "0, 0.5, 1", [:]),
      ("exponents of other functions", relu, "none", [:]),
      (
        "test images, with the largest binomial error", small, "10000, 0.5 points", [:]
      ),
      (
        "test images, with the largest binomial error",
        [changed(small[0]) { $0.specification.evaluationImages = 2000 }],
        "the first 2000 of 10000, 1.12 points", [:]
      ),
      (
        "length of training, model against model", small + [wide],
        "24000 images (S/32); 16000 images (L/16)",
        [.accuracy: .orderAndShape, .transfer: .orderAndShape]
      ),
      (
        "widths, model against model", small + [wide], "1.0 : 3.0",
        [.accuracy: .orderAndShape, .transfer: .orderAndShape]
      ),
      (
        "transfer sets", [scored], "1: digits", [.transfer: .sign]
      ),
      ("transfer sets", small, "none", [.transfer: .sign]),
      (
        "transfer sets", [named],
        "8: " + (0..<8).map { "data \($0)2345678" }.joined(separator: ", "),
        [.transfer: .sign]
      ),
      (
        "activation of the gate",
        [
          HandMade.planned(Arm(HandMade.relu1.attention, gate: .linear), seed: 0),
          HandMade.planned(Arm(HandMade.relu1.attention, gate: .silu), seed: 0),
        ], "none (linear), silu", [:]
      ),
      // The two recipes are told apart in every row that they differ in.
      ("pooling", small + [i1k], "class token (i1k); mean (i21k)", [:]),
      (
        "augmentation", small + [i1k],
        "flips and shifts by up to 2 pixels; no RandAugment, no mixup (i1k); none (i21k)",
        [.accuracy: .orderAndShape, .transfer: .orderAndShape]
      ),
      ("seeds of an arm", small + [i1k], "1 (S/32 i1k); 3 (S/32 i21k)", [:]),
    ] as [(String, [PlannedRun], String, [Scope: Ceiling])])
  func reducedCoverageIsNamed(
    what: String, runs: [PlannedRun], ours: String, caps: [Scope: Ceiling]
  ) throws {
    let row = try #require(Self.row(what, runs))
    #expect(row.ours == ours)
    #expect(row.caps == caps)
  }

  @Test(arguments: [
    "length of training, model against model", "widths, model against model",
    "activation of the gate",
  ])
  func whatDoesNotDepartHasNoRow(what: String) {
    #expect(Self.row(what, Self.small + Self.relu) == nil)
  }
}
