import Foundation
import Testing

/// The presets of the page that shows how to write them, each at a tiny size: as the page has them but for
/// numbers of images and seeds.
@Suite(.serialized, .startsPrograms) struct OwnPresetTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
  }

  /// The page's presets by their names, made tiny.
  private func pagePresets() throws -> [String: String] {
    let page = try String(
      contentsOf: ProjectFolder.url.appendingPathComponent("docs/presets.md"), encoding: .utf8)
    let blocks = page.matches(of: #/```yaml\n((?s).*?)```/#).map { String($0.output.1) }
    return try Dictionary(
      uniqueKeysWithValues: blocks.map { block in
        let name = try #require(block.firstMatch(of: #/name: (\S+)/#)).output.1
        let tiny =
          block
          .replacing(#/\ images: \d+/#, with: " images: 64")
          .replacing(#/epochs: \[.*\]/#, with: "epochs: [0.32, 0.64]")
          .replacing(#/seeds: \d+-\d+/#, with: "seeds: 0")
          // Nobody waits for the shipped preset's own runs here.
          .replacing("extends: quick", with: "extends: ./base.yaml")
        return (String(name), tiny)
      })
  }

  private func run(_ arguments: [String], _ preset: String) throws -> CommandRun {
    try CommandRun(
      arguments + ["--preset", "./\(preset).yaml", "--data", "data", "--store", "store"],
      in: place.path)
  }

  @Test(arguments: [
    ("learning-rate", "learningRate", 10), ("wider", "width", 6), ("leaves", "epochs", 6),
  ])
  func aPresetOfThePageIsPlannedTrainedAndDrawn(name: String, x: String, runs: Int) throws {
    let presets = try pagePresets()
    #expect(presets.count == 3)
    try place.write("\(name).yaml", try #require(presets[name]))
    try place.write(
      "base.yaml",
      "name: base\nsweeps:\n  - {model: S/32, images: 32, cells: [{attention: none, seeds: 9}]}\n")
    let plan = try run(["plan"], name)
    #expect(plan.status == 0 && plan.output.hasPrefix("question: "), "\(plan.errors)")
    #expect(plan.output.contains("memory: at most "), "\(plan.output)")

    let early = try run(["figure", "sweep"], name)
    #expect(early.status == 3 && early.errors.contains("two finished runs"), "\(early.errors)")
    let training = try run(["run"], name)
    #expect(training.status == 0, "\(training.errors)")
    if name == "learning-rate" { #expect(training.errors.contains("seed 0, learningRate 0.001: ")) }
    #expect(place.runFolders("store").count == runs + (name == "wider" ? 1 : 0))

    for options in [[], ["--x", x]] {
      let figure = try run(["figure", "sweep", "--out", "sweep.svg"] + options, name)
      #expect(figure.status == 0, "\(figure.errors)")
      #expect(try place.text("sweep.csv").contains("relu at alpha 1"))
      let verified = try run(["verify", "sweep.svg"], name)
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }
    let other = try run(["figure", "sweep", "--x", "depth"], name)
    #expect(other.status == 2 || other.status == 3, "\(other.status)")
    #expect(other.errors.contains("differ in depth"), "\(other.errors)")

    let report = try run(["report"], name)
    #expect(report.status == 0, "\(report.errors)")
    let text = try place.text("reports/\(name)/report.md")
    #expect(text.contains("**Question of the preset: "))
    #expect(text.contains("## What was varied") && text.contains("decide no claim"))

    // One run more: what sets it apart from the nearest that is stored.
    try place.write(
      "\(name).yaml",
      try #require(presets[name]).replacing("seeds: 0", with: "seeds: [0, 1]"))
    let list = try run(["plan", "--json"], name)
    let absent = try #require(
      list.output.split(separator: "{").first { $0.contains("\"absent\"") })
    let id = try #require(absent.firstMatch(of: #/"id" ?: ?"([0-9a-f]{16})"/#)).output.1
    let explained = try run(["plan", "--explain", String(id)], name)
    #expect(explained.output.contains("differs in 1 field"), "\(explained.output)")
    #expect(explained.output.contains("seed: 0 -> 1"), "\(explained.output)")
  }

  @Test func anAbsurdValueIsASentence() throws {
    try place.write(
      "mine.yaml",
      "name: mine\nsweeps:\n  - model: S/32\n    images: 9223372036854775776\n"
        + "    cells: [{attention: softmax, seeds: 0}]\n")
    let plan = try run(["plan"], "mine")
    #expect(plan.status == 2)
    #expect(plan.errors.contains("mine.yaml:4: sweeps[0].images is not a whole number of at most"))
    for arguments in [
      ["figure", "alpha", "--x", "width"], ["figure", "sweep", "--x", "colour"],
    ] {
      let figure = try run(arguments, "mine")
      #expect(figure.status == 2 && figure.errors.contains("--x"), "\(figure.errors)")
    }
  }
}
