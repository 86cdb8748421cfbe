import Experiments
import Foundation
import Testing
import Training

/// `rectify plan --resolve`: the seeds that would settle a claim, planned, trained and counted.
@Suite(.serialized, .startsPrograms) struct PlanResolutionTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(
      images: 320, families: "alpha, scaling",
      cells: [
        "{attention: [softmax, uniform], seeds: [0, 1, 2], confirmatory: true}",
        "{attention: relu, alpha: [0, 1], seeds: [0, 1, 2], confirmatory: true}",
      ], more: ["transfer: digits"])
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

  /// A claim of our own, that a few seeds would settle; the made-up classes are easy, so the
  /// shipped claims find nothing that attention is worth.
  private static let claims = """
    schemaVersion: 2
    claims:
      - id: T1
        sentence: relu transfers better than softmax.
        section: 4
        paperFigure: none
        figure: none
        kind: ordering
        quantity: transfer accuracy
        cells: {recipe: i21k, models: [S/32], h: [relu]}
        difference: {arm: h@1, against: softmax}
        combine: all
        published: {value: unknown, uncertainty: unknown, words: no number}
        margin: none
        ceiling: sign
    """

  @Test func theSeedsThatWouldSettleAClaimAreTrainedAndCounted() throws {
    try place.write("claims.yaml", Self.claims)
    let own = ["--claims", "claims.yaml"]
    #expect(try run("run").status == 0)
    let open = try PrintedClaims(try run("diff", own + ["--json"]))
    #expect(open.verdict("T1") == "inconclusive")
    let seeds = try #require(open.claims["T1"]?["seedsToSettle"] as? Int)

    let plan = try run("plan", own + ["--resolve", "T1", "--json"])
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.errors.contains("T1 is inconclusive. \(seeds) more seed"), "\(plan.errors)")
    let runs = try JSONDecoder().decode(PlanRecord.self, from: Data(plan.output.utf8)).runs
    #expect(runs.count == 2 * seeds && runs.allSatisfy { $0.state == .absent })
    for attention in ["softmax", "relu"] {
      let own = runs.filter { $0.attention == attention }
      #expect(own.map(\.seed) == (0..<UInt64(seeds)).map { $0 + 3 })
      #expect(own.allSatisfy { $0.transfer == ["digits"] && $0.families == [.alpha, .scaling] })
    }

    let written = try run("plan", own + ["--resolve", "T1", "--out", "more.yaml"])
    #expect(written.status == 0 && written.output.contains("mine to settle T1: \(2 * seeds) runs"))
    #expect(
      written.output.contains(
        "rectify run --preset more.yaml --store store --data data --claims claims.yaml`"),
      "\(written.output)")
    let training = try run("run", preset: "more.yaml")
    #expect(training.status == 0, "\(training.errors)")
    #expect(training.errors.contains("\(12 + 2 * seeds) runs, 12 finished already."))
    let counted = try PrintedClaims(try run("diff", own + ["--json"], preset: "more.yaml"))
    #expect(counted.claims["T1"]?["n"] as? Int == 3 + seeds)
    // The preset that it came from counts its own runs alone.
    let before = try PrintedClaims(try run("diff", own + ["--json"]))
    #expect(before.claims["T1"]?["n"] as? Int == 3)
  }

  /// Nothing to plan: a sentence says why, no file is written, and nothing failed.
  @Test func aClaimThatNoSeedSettlesGetsASentence() throws {
    #expect(try run("run").status == 0)
    for (id, words) in [
      ("Q1", "Q1 is not tested, so no further seed would settle it."),
      ("A1", "A1 is inconclusive, and no number of seeds is known that would settle it."),
    ] {
      let plan = try run("plan", ["--resolve", id, "--out", "more.yaml"])
      #expect(plan.status == 0 && plan.output.contains(words), "\(plan.output)\(plan.errors)")
      #expect(!place.exists("more.yaml"))
    }
    let json = try run("plan", ["--resolve", "Q1", "--json"])
    #expect(json.status == 0 && json.errors.contains("Q1 is not tested"))
    #expect(
      try JSONDecoder().decode(PlanRecord.self, from: Data(json.output.utf8)).runs.isEmpty)
  }
}
