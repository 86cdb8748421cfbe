import Experiments
import Foundation
import Testing

/// `rectify plan --resolve`: the seeds that would settle a claim, planned, trained and counted.
@Suite(.serialized) struct ResolveTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.write(
      "mine.yaml",
      """
      name: mine
      sweeps:
        - families: [alpha, scaling]
          model: S/32
          recipe: i21k
          images: 320
          evaluationImages: 80
          transfer: digits
          cells:
            - {attention: [softmax, uniform], seeds: [0, 1, 2], primary: true}
            - {attention: relu, alpha: [0, 1], seeds: [0, 1, 2], primary: true}
      """)
  }

  private func run(_ verb: String, _ more: [String] = [], preset: String = "./mine.yaml") throws
    -> CommandRun
  {
    try CommandRun(
      [verb, "--preset", preset, "--data", "data", "--store", "store"] + more, in: place.path)
  }

  @Test func mistakesAreUsageErrors() throws {
    for (arguments, words) in [
      (["--resolve", "X9"], "no claim \"X9\"; pass one of S1"),
      (["--resolve", "S1", "alpha"], "neither families"),
      (["--out", "x.yaml"], "pass --resolve"),
      (["--resolve", "S1", "--out", "more"], "ends in .yaml"),
    ] {
      let plan = try run("plan", arguments)
      #expect(plan.status == 2 && plan.errors.contains(words), "\(plan.errors)")
    }
    let nothing = try run("plan", ["--resolve", "S1"])
    #expect(nothing.status == 3 && nothing.errors.contains("a plan to settle S1"))
  }

  @Test func theSeedsThatWouldSettleAClaimAreTrainedAndCounted() throws {
    #expect(try run("run").status == 0)
    let diff = try run("diff", ["--json"])
    let claims = try PrintedClaims(diff)
    print(claims.claims.mapValues { "\($0["verdict"]!) \($0["seedsToSettle"]!) \($0["reason"]!)" })
  }
}
