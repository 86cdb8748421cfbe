import Datasets
import Experiments
import Foundation
import Testing

@Suite struct PresetExtensionTests {
  /// Every cell of a preset, with further seeds: the new file holds the preset's own runs as they
  /// were, and the further ones as they were asked for.
  @Test(arguments: ["smoke", "quick", "standard"])
  func aFileHoldsThePresetAndTheFurtherRuns(_ name: String) throws {
    let data = FashionMNIST.identity
    let base = try Preset.load(name, data: data)
    var seen = Set<PlannedRun>()
    let further = base.runs.flatMap { run -> [PlannedRun] in
      var arm = run
      arm.specification.seed = 0
      guard seen.insert(arm).inserted else { return [] }
      return ([1001, 1002] as [UInt64]).map { seed in
        arm.specification.seed = seed
        return arm
      }
    }
    let text = Preset.text(
      extending: name, at: "more.yaml", named: "\(name)-more", by: further, note: "A note.")
    #expect(text.hasPrefix("# A note.\n"))
    let extended = try Preset(file: "more.yaml", text: text, data: data)
    #expect(extended.name == "\(name)-more")
    #expect(Array(extended.runs.prefix(base.runs.count)) == base.runs)
    #expect(Array(extended.runs.dropFirst(base.runs.count)) == further)
    #expect(extended.timings == base.timings && extended.initialisation == base.initialisation)
    #expect(extended.parallelModels == base.parallelModels)
    #expect(extended.stepTimeSeconds == base.stepTimeSeconds)
  }

  /// Files that people write: what is not given is the base's, and errors of a base name its file.
  @Test func aFileMayExtendAnother() throws {
    let folder = try TemporaryFolder()
    let data = FashionMNIST.identity
    func write(_ name: String, _ text: String) throws -> String {
      let path = "\(folder.path)/\(name)"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
    let sweep = { (seeds: String) in
      """
      sweeps:
        - families: [alpha]
          model: S/32
          recipe: i21k
          images: 320
          evaluationImages: 100
          cells: [{attention: softmax, seeds: \(seeds), confirmatory: false}]
      """
    }
    _ = try write("base.yaml", "name: base\nextends: smoke\n" + sweep("1000"))
    let path = try write(
      "more.yaml",
      "name: more\nextends: base.yaml\n" + sweep("1000-1001")
        + "\ntimings: [{name: parallel, model: S/8}]")
    let smoke = try Preset.load("smoke", data: data)
    let more = try Preset.load(path, data: data)
    #expect(Array(more.runs.prefix(smoke.runs.count)) == smoke.runs)
    #expect(more.runs.dropFirst(smoke.runs.count).map(\.specification.seed) == [1000, 1001])
    #expect(more.extended.map(\.name) == ["smoke", "base"] && more.rung == nil)
    #expect(more.timings.isEmpty && more.parallelModels == [.s8] && more.stepTimeSeconds == nil)
    #expect(more.initialisation == smoke.initialisation)

    // Its own rung is that of the shipped file, whoever extends it.
    let own = try write("own.yaml", "name: own\nextends: quick\n")
    let rungs = try Preset.load(own, data: data)
    #expect(rungs.rung == nil && rungs.extended.map(\.rung) == [.quick])
    let quick = try Preset.load("quick", data: data)
    #expect(rungs.runs == quick.runs)

    _ = try write("base.yaml", "name: base\nextends: more.yaml\n" + sweep("1000"))
    let circle = #expect(throws: ExperimentError.self) { try Preset.load(path, data: data) }
    #expect(try #require(circle).description.contains("extends this one in its turn"))
    _ = try write("base.yaml", "name: base\n" + sweep("many"))
    let mistaken = #expect(throws: ExperimentError.self) { try Preset.load(path, data: data) }
    #expect(try #require(mistaken).description.contains("base.yaml:8: sweeps[0].cells[0].seeds"))
  }

  /// A file of a user's own, on a transfer set that is at hand.
  @Test func transferSetsAreNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/mine.yaml"
    let other = TransferSet(name: "other", digest: "12ab", classes: 4, testImages: 80)
    try """
    name: mine
    sweeps:
      - families: [alpha]
        model: S/32
        recipe: i21k
        images: 320
        evaluationImages: 100
        transfer: [digits, other]
        cells: [{attention: relu, alpha: 0.75, gate: silu, qkNorm: false, seeds: 0, confirmatory: false}]
    """.write(toFile: path, atomically: true, encoding: .utf8)
    let data = FashionMNIST.identity
    let base = try Preset.load(path, data: data, transfer: [other])
    var further = base.runs[0]
    further.specification.seed = 7
    // Beside it, and in another folder.
    for place in [folder.path + "/more.yaml", "more.yaml"] {
      let text = Preset.text(
        extending: path, at: place, named: "more", by: [further], note: "A note.")
      #expect(text.contains(place == "more.yaml" ? "extends: \(path)\n" : "extends: ./mine.yaml\n"))
      let extended = try Preset(file: place, text: text, data: data, transfer: [other])
      #expect(extended.runs == base.runs + [further] && extended.extended == [base])
    }
  }
}
