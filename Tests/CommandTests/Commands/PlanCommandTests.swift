import Experiments
import Foundation
import Testing
import Training

/// `rectify plan` as a user runs it, on synthetic data. One at a time, since the tests train.
@Suite(.serialized, .startsPrograms) struct PlanCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
  }

  private func arguments(_ verb: String, store: String) -> [String] {
    [verb, "--preset", "./mine.yaml", "--data", "data", "--store", store]
  }

  private func run(_ verb: String, store: String) throws -> CommandRun {
    try CommandRun(arguments(verb, store: store), in: place.path)
  }

  @Test func planAndRunTakeFamilies() throws {
    try place.write(
      "mine.yaml",
      """
      name: mine
      sweeps:
        - families: [alpha]
          model: S/32
          recipe: i21k
          images: 320
          evaluationImages: 80
          cells: [{attention: [softmax, none], seeds: 0, confirmatory: true}]
        - families: [gating]
          model: S/32
          recipe: i21k
          images: 320
          evaluationImages: 80
          cells:
            - {attention: softmax, seeds: 0, confirmatory: true}
            - {attention: relu, alpha: 1, gate: linear, seeds: [0, 1], confirmatory: false}
      """)
    func run(_ arguments: [String]) throws -> CommandRun {
      try CommandRun(
        arguments + ["--preset", "./mine.yaml", "--data", "data", "--store", "store"],
        in: place.path)
    }
    let trained = try run(["run", "alpha"])
    #expect(trained.status == 0 && place.runFolders("store").count == 2, "\(trained.errors)")
    let all = try run(["plan"])
    #expect(all.status == 0, "\(all.errors)")
    let lines = all.output.split(separator: "\n")
    #expect(lines[0].split(separator: " ").first == "family" && lines[0].contains("TFLOP"))
    // Cells, runs, seeds, images and test images.
    func row(_ line: Int) -> String {
      lines[line].split(separator: " ").prefix(9).joined(separator: " ")
    }
    #expect(row(1) == "alpha S/32 49 i21k 2 2 1 320 80" && lines[1].hasSuffix(" 2        0"))
    #expect(row(2) == "gating S/32 49 i21k 2 3 1-2 320 80" && lines[2].hasSuffix(" 1        2"))
    #expect(all.output.contains("1 run of several families is trained once"))
    #expect(all.output.contains("mine: 4 runs"))
    #expect(all.output.contains("2 finished in store, 2 to train"))
    #expect(!all.output.contains("absent"))

    let gated = try JSONDecoder().decode(
      PlanRecord.self, from: Data(try run(["plan", "gating", "--json"]).output.utf8)
    ).runs.filter { $0.state == .absent && $0.seed == 0 }
    let explained = try run(["plan", "--explain", gated[0].id])
    #expect(explained.status == 0, "\(explained.errors)")
    #expect(explained.output.contains("absent in store"))
    #expect(explained.output.contains("model.gate: none -> linear"), "\(explained.output)")
    let stranger = try run(["plan", "--explain", "no-such"])
    #expect(stranger.status == 2 && stranger.errors.contains("plan --runs"))

    let some = try run(["plan", "gating", "--runs"])
    #expect(some.status == 0 && some.output.contains("mine gating: 3 runs"))
    #expect(some.output.components(separatedBy: "absent, exploratory").count == 3)
    let nothing = try run(["plan", "qknorm"])
    #expect(nothing.status == 2)
    #expect(nothing.errors.contains("has no run of qknorm; pass one of alpha, gating"))
    let unknown = try run(["run", "alfa"])
    #expect(unknown.status == 2 && unknown.errors.contains("no family 'alfa'; pass one of scaling"))
  }

  /// The rung and its level; of a preset that extends another, what it has from there.
  @Test func aPlanSaysWhereItStandsOnTheLadder() throws {
    let quick = try CommandRun(["plan", "--store", "store", "--threads", "1"], in: place.path)
    #expect(quick.status == 0, "\(quick.errors)")
    #expect(
      quick.output.contains(
        "\nrung: quick, of the ladder quick, standard, full; a cell decides once here, at a level of 2 %"
      ))
    #expect(!quick.output.contains("inherited"))

    try place.makePreset(images: 320, seeds: 2)
    #expect(try run("run", store: "store").status == 0)
    let low = try place.text("mine.yaml").replacing("name: mine", with: "name: low")
    try place.write("low.yaml", low)
    try place.write(
      "mine.yaml",
      low.replacing("name: low", with: "name: mine\nextends: ./low.yaml")
        .replacing("[0, 1]", with: "[0, 1, 2, 3, 4]"))
    let plan = try run("plan", store: "store")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(
      plan.output.contains("\ninherited: 2 runs of low, 2 of them finished; the other 3 take "),
      "\(plan.output)")
    #expect(!plan.output.contains("rung"))
  }

  @Test func planJSONHasItsSchema() throws {
    try place.makePreset(images: 320, seeds: 2)
    let run = try CommandRun(arguments("plan", store: "store") + ["--json"], in: place.path)
    #expect(run.status == 0, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let plan = try #require(object as? [String: Any])
    #expect(Set(plan.keys) == ["schemaVersion", "runs"])
    let runs = try #require(plan["runs"] as? [[String: Any]])
    #expect(runs.count == 2)
    for run in runs {
      #expect(
        Set(run.keys) == [
          "id", "families", "model", "recipe", "tokens", "images", "evaluationImages", "transfer",
          "attention", "alpha", "gate", "gateForm", "qkNorm", "seed", "state", "flops", "seconds",
          "memory",
          "primary",
        ])
      #expect(run["alpha"] is NSNull && run["attention"] as? String == "softmax")
      #expect(run["gate"] as? Bool == false && run["qkNorm"] as? Bool == true)
      #expect(run["state"] as? String == "absent" && run["families"] as? [String] == ["alpha"])
    }
    let record = try JSONDecoder().decode(PlanRecord.self, from: Data(run.output.utf8))
    #expect(record.schemaVersion == 1 && record.runs.map(\.seed) == [0, 1])
  }

  @Test func planSaysTheSpeedAndTheState() throws {
    try place.makePreset(images: 320)
    #expect(try run("run", store: "store").status == 0)
    let plan = try CommandRun(
      arguments("plan", store: "store") + ["--runs", "--threads", "1", "--nodes", "2"],
      in: place.path)
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("GFLOP/s on 1 thread") && plan.output.contains("complete"))
    #expect(plan.output.contains("1 finished in store, 0 to train"))
    #expect(
      plan.output.contains("On 2 machines like this one, each with a process of 1 thread: about"))
  }
}
