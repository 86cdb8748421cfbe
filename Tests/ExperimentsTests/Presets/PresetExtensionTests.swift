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
