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
    try FileManager.default.removeItem(atPath: "\(place.path)/\(folder)")
    #expect(try place.run("report").status == 0)
  }
}
