import Foundation
import Testing

/// Reports, figures and diffs as a user makes them, from synthetic data that says so in its name.
@Suite(.serialized, .startsPrograms) struct ReportCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(
      images: 320,
      cells: [
        "{attention: [softmax, uniform, none], seeds: [0, 1, 2], confirmatory: true}",
        "{attention: relu, alpha: [0, 1], seeds: [0, 1, 2], confirmatory: true}",
      ])
  }

  @Test func aSecondReportTrainsNothingAndGivesTheSameBytes() throws {
    let first = try place.run("report")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors.contains("[2/6] Train: 15 runs missing"))
    #expect(first.output.contains("reports/mine/report.md") && first.output.contains("Next: "))
    let files =
      [
        "report.md", "appendix.md", "report.html", "results/claims.csv", "results/cells.csv",
        "results/runs.csv", "results/README.md",
      ].map { "reports/mine/" + $0 }
      + ["alpha.png", "alpha.svg", "alpha-dark.png", "alpha.csv"]
      .map { "figures/mine/" + $0 }
    let bytes = try files.map { try place.bytes($0) }
    let again = try place.run("report")
    #expect(again.status == 0 && again.errors.contains("All 15 runs are stored."))
    #expect(!again.errors.contains("1/15"))
    #expect(try files.map { try place.bytes($0) } == bytes)
    #expect(try place.text(files[0]).contains("softmax minus uniform"))
  }

  /// Names in other scripts reach the drawing, links and files; what no font has is said first.
  @Test func aNameInAnyScriptIsAName() throws {
    let name = "手写숫자😀"
    try place.write(
      "mine.yaml", place.text("mine.yaml").replacing("name: mine", with: "name: \(name)\u{A700}"))
    let report = try place.run("report", ["--name", name])
    #expect(report.status == 0, "\(report.errors)")
    let text = try place.text("reports/\(name)/report.md")
    let links = text.matches(of: /\]\(([^)]+\.svg)\)/).map { String($0.1) }
    #expect(!links.isEmpty)
    for link in links {
      #expect(link.utf8.allSatisfy { $0 < 0x80 })
      #expect(place.exists("reports/\(name)/" + (link.removingPercentEncoding ?? "")))
    }
    if let boxes = report.errors.firstRange(of: "No installed font has") {
      let training = try #require(report.errors.firstRange(of: "Train:"))
      #expect(boxes.lowerBound < training.lowerBound)
    }
  }

  @Test(arguments: ["../../escape", "a b", "a#b", "=1", "\u{1B}[31m"])
  func whatIsNoNameIsRefusedBeforeAnything(_ name: String) throws {
    let report = try place.run("report", ["--name", name])
    #expect(report.status == 2 && report.errors.contains("letters and digits of any script"))
    #expect(!report.errors.contains("\u{1B}"))
    let yaml = name.replacing("\u{1B}", with: "\\e")
    try place.write(
      "mine.yaml", place.text("mine.yaml").replacing("name: mine", with: "name: \"\(yaml)\""))
    let preset = try place.run("report")
    #expect(
      preset.status == 2 && preset.errors.contains("mine.yaml:1: name is"), "\(preset.errors)")
    #expect(!place.exists("store") && !place.exists("figures") && !place.exists("reports"))
  }

  @Test func figureAndDiffReadTheStoreAlone() throws {
    #expect(try place.run("run").status == 0)
    let figure = try place.run("figure", ["alpha"])
    #expect(figure.status == 0 && figure.output.contains("figures/mine/alpha.png"))
    #expect(place.exists("figures/mine/alpha.csv") && !place.exists("figures/mine/timing.png"))
    let pdf = try place.run("figure", ["fig2", "--out", "talk.pdf"])
    #expect(pdf.status == 0)
    #expect(try place.bytes("talk.pdf").starts(with: Data("%PDF".utf8)))

    let diff = try place.run("diff")
    #expect(diff.status == 0)
    for id in [
      "S1", "S2", "S3", "D1", "A1", "A2", "L1", "Q1", "G1", "G2a", "G2b", "P1", "I1", "R1",
    ] {
      #expect(diff.output.contains("\n\(id) "), "\(id) has no row")
    }
    let json = try place.run("diff", ["--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let claims = try #require(object?["claims"] as? [[String: Any]])
    #expect(object?["schemaVersion"] as? Int == 1 && claims.count == 14)
    for key in ["id", "kind", "verdict", "reason", "lean", "estimate", "low", "high", "level", "n"]
    {
      #expect(claims.allSatisfy { $0[key] != nil }, "\(key)")
    }
  }

  @Test func verdictsThatScriptsAskAboutHaveExitCodes() throws {
    #expect(try place.run("run").status == 0)
    // Fifteen tiny runs settle nothing: D1 is among the claims that stay open.
    #expect(try place.run("diff", ["--fail-on", "inconclusive"]).status == 5)
    #expect([0, 4].contains(try place.run("diff", ["--fail-on", "contradicted"]).status))
    #expect(try place.run("diff", ["--fail-on", "nonsense"]).status == 2)
  }

  @Test(arguments: ["figure", "diff"]) func nothingStoredIsIncomplete(_ verb: String) throws {
    let run = try place.run(verb)
    #expect(run.status == 3)
    #expect(run.errors.contains("rectify report --preset ./mine.yaml"), "\(run.errors)")
  }

  @Test func anUnknownFigureIsNamed() throws {
    let run = try place.run("figure", ["aplha"])
    #expect(
      run.status == 2 && run.errors.contains("'aplha'") && run.errors.contains("alpha, qknorm"))
  }

  @Test func aDamagedResultIsNamedAndLeftAlone() throws {
    #expect(try place.run("run").status == 0)
    let file = try #require(place.runFolders("store").first) + "/result.json"
    let damaged = try place.text(file).replacingOccurrences(
      of: "\"evaluated\"", with: "\"evaluatd\"")
    try place.write(file, damaged)
    let diff = try place.run("diff")
    #expect(diff.status == 6 && diff.errors.contains("result.json"), "\(diff.errors)")
    #expect(try place.text(file) == damaged)
  }
}
