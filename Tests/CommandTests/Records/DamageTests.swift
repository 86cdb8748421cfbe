import Foundation
import Testing

/// One damaged record in a store, through every verb that reads or trains.
@Suite(.serialized, .startsPrograms) struct DamageTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(
      images: 320,
      cells: [
        "{attention: [softmax, uniform], seeds: [0, 1, 2], confirmatory: true}",
        "{attention: relu, alpha: [0, 1], seeds: [0, 1, 2], confirmatory: true}",
      ])
  }

  @Test func theClaimsThatNeedADamagedRunAreInvalidAndTheOthersStand() throws {
    #expect(try place.run("run").status == 0)
    let before = try PrintedClaims(try place.run("diff", ["--json"])).verdicts
    #expect(!before.values.contains("invalid") && before["S1"] != "not tested")
    let folder = try place.runFolder(
      "store", where: ["model.attention": "softmax", "seed": "1"])
    let file = folder + "/result.json"
    let sums = folder + "/SHA256SUMS"
    let (result, digests) = (try place.text(file), try place.text(sums))
    let withoutLine = digests.split(separator: "\n").filter { !$0.hasSuffix("  result.json") }
      .map { $0 + "\n" }.joined()
    let damages: [(what: String, () throws -> Void)] = [
      ("another digest", { try place.write(file, result.replacing("steps", with: "stpes")) }),
      ("no JSON", { try place.writeRecord("{", as: "result.json", in: folder) }),
      ("no digest", { try place.write(sums, withoutLine) }),
    ]
    for (what, damage) in damages {
      try damage()
      let diff = try place.run("diff", ["--json"])
      #expect(diff.status == 6 && diff.errors.contains(file), "\(what): \(diff.errors)")
      let claims = try PrintedClaims(diff)
      #expect(claims.verdict("S1") == "invalid" && claims.verdict("S2") == "invalid", "\(what)")
      #expect(claims.claims["S1"]?["estimate"] is NSNull)
      for (id, verdict) in before where claims.verdict(id) != "invalid" {
        #expect(claims.verdict(id) == verdict, "\(what): \(id)")
      }
      // relu at alpha 1 minus relu at alpha 0: softmax has no part in it.
      #expect(claims.verdict("D1") == before["D1"], "\(what)")
      // What is asked about verdicts comes after what is damaged.
      #expect(try place.run("diff", ["--fail-on", "inconclusive"]).status == 6)
      try place.write(file, result)
      try place.write(sums, digests)
      #expect(try place.run("diff").status == 0)
    }
  }

  @Test func everyVerbGoesOnAndLeavesItAsItIs() throws {
    #expect(try place.run("run").status == 0)
    let folder = try place.runFolder(
      "store", where: ["model.attention": "softmax", "seed": "1"])
    let file = folder + "/result.json"
    let damaged = try place.text(file).replacing("\"evaluated\"", with: "\"evaluatd\"")
    try place.write(file, damaged)
    let missing = try place.runFolder("store", where: ["model.attention": "uniform", "seed": "2"])
    try FileManager.default.removeItem(atPath: "\(place.path)/\(missing)")

    let plan = try place.run("plan", ["--runs"])
    #expect(plan.status == 6 && plan.errors.contains(file), "\(plan.errors)")
    #expect(plan.output.contains("10 finished in store, 1 to train"), "\(plan.output)")
    #expect(plan.output.contains(" damaged"))

    let figure = try place.run("figure", ["alpha"])
    #expect(figure.status == 6 && figure.errors.contains(file), "\(figure.errors)")
    #expect(place.exists("figures/mine/alpha.png") && place.exists("figures/mine/alpha.csv"))

    let training = try place.run("run")
    #expect(training.status == 6 && training.errors.contains(file), "\(training.errors)")
    #expect(training.errors.contains("it is left as it is"), "\(training.errors)")
    #expect(training.output.contains("11 runs finished in store"), "\(training.output)")
    #expect(place.exists(missing + "/result.json"))

    let report = try place.run("report")
    #expect(report.status == 6 && report.errors.contains(file), "\(report.errors)")
    #expect(report.errors.contains("11 of 12 runs are stored, and 1 damaged."), "\(report.errors)")
    #expect(report.output.contains("Report: reports/mine/report.md"))
    let text = try place.text("reports/mine/report.md")
    #expect(text.contains("11 of 12 planned runs"))
    let line = text.split(separator: "\n").first { $0.hasPrefix("- Unusable result") }
    #expect(line?.contains("S/32, softmax, seed 1: the record") == true, "\(line ?? "-")")
    #expect(!text.contains(place.path))

    #expect(try place.text(file) == damaged)
    // The report names its own command, which mends everything.
    let redone = try shell(report)
    #expect(redone.status == 0 && redone.errors.contains("1 run missing"), "\(redone.errors)")
    #expect(redone.errors.contains("kept as \(folder).damaged-1"), "\(redone.errors)")
    #expect(try place.text(folder + ".damaged-1/result.json") == damaged)
    #expect(try !place.text("reports/mine/report.md").contains("Unusable result"))
  }

  /// The command that a sentence names for damaged records, pasted into a shell.
  private func shell(_ run: CommandRun) throws -> CommandRun {
    let start = try #require(run.errors.range(of: "make it again with `"), "\(run.errors)")
    let command = run.errors[start.upperBound...].prefix { $0 != "`" }
    return try CommandRun.start(
      ["-c", String(command)], in: place.path, program: "/bin/sh"
    ).finish()
  }

  /// Runs and measurements alike, whichever verb meets them.
  @Test func theCommandThatIsNamedMakesThemAgain() throws {
    try place.write("mine.yaml", try place.text("mine.yaml") + "initialisation: {seeds: 1}\n")
    #expect(try place.run("report").status == 0)
    let results = try place.runFolders("store").map { try place.bytes($0 + "/result.json") }
    let sound = try place.run("diff", ["--json"]).output
    func measurement(_ prefix: String) throws -> String {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: place.path + "/store/measurements")
      return "store/measurements/"
        + (try #require(names.first { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }))
    }
    let run = try #require(place.runFolders("store").first)
    let prefix = String(run.dropFirst("store/".count).prefix(8))
    for (verb, files) in try [
      (["diff"], [run + "/result.json"]), (["plan"], [run + "/spec.json"]),
      (["plan", "--explain", prefix], [run + "/SHA256SUMS"]),
      (["run", "alpha"], [measurement("linear-"), measurement("initialisation-")]),
      (["report"], [measurement("error-rates-")]),
      (["figure", "alpha"], [measurement("margins-")]),
      (["diff"], ["store/measurements/SHA256SUMS"]),
    ] {
      for file in files { try place.write(file, "") }
      let damaged = try place.run(verb[0], Array(verb.dropFirst()))
      #expect(
        damaged.status == 6 && damaged.errors.contains("is damaged"), "\(verb): \(damaged.errors)")
      let redone = try shell(damaged)
      #expect(redone.status == 0, "\(verb): \(redone.errors)")
      for file in files where !file.hasSuffix("SHA256SUMS") && !file.hasPrefix(run) {
        #expect(try place.text(file + ".damaged-1").isEmpty)
      }
      let verify = try CommandRun(["verify", "--store", "store"], in: place.path)
      #expect(verify.status == 0, "\(verb): \(verify.errors)")
    }
    #expect(try place.runFolders("store").map { try place.bytes($0 + "/result.json") } == results)
    #expect(try place.run("report").status == 0)
    #expect(try place.run("diff", ["--json"]).output == sound)
    let verify = try CommandRun(["verify", "--store", "store"], in: place.path)
    #expect(verify.output.contains("copies of damaged records"), "\(verify.output)")
  }
}
