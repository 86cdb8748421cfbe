import Foundation
import Testing

/// Margins that are moved after a store's first run are named.
@Suite(.serialized, .startsPrograms) struct MarginTests {
  let place: Workplace
  static let record = "store/measurements/margins-at-first-run.json"
  static let moved =
    "The margin of S1 was 0.20 of the attention effect when the store's first run was made, and is "
    + "0.30 of the attention effect now."
  static let unmoved =
    "Every margin is the one that was in force when the store's first run was made."

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(images: 320)
    let shipped = try String(contentsOf: ProjectFolder.claims, encoding: .utf8)
    // The first claim, S1.
    let margin = try #require(shipped.firstRange(of: "{fraction: 0.20}"))
    try place.write("moved.yaml", shipped.replacingCharacters(in: margin, with: "{fraction: 0.30}"))
  }

  private func run(_ verb: String, _ more: [String] = []) throws -> CommandRun {
    try CommandRun(
      [verb, "--preset", "./mine.yaml", "--data", "data", "--store", "store"] + more,
      in: place.path)
  }

  @Test func aMovedMarginIsNamedInDiffAndReport() throws {
    #expect(try run("report").status == 0)
    let record = try place.bytes(Self.record)
    #expect(try place.text("reports/mine/appendix.md").contains(Self.unmoved))
    #expect(try run("diff").output.contains(Self.unmoved))

    let diff = try run("diff", ["--claims", "moved.yaml"])
    #expect(diff.status == 0 && diff.output.contains(Self.moved), "\(diff.output)")
    #expect(!diff.output.contains("The margin of S2") && !diff.output.contains(Self.unmoved))
    let json = try run("diff", ["--claims", "moved.yaml", "--json"])
    #expect(json.errors.contains(Self.moved))
    #expect(try PrintedClaims(json).claims.count == 14)
    #expect(try run("report", ["--claims", "moved.yaml"]).status == 0)
    #expect(try place.text("reports/mine/appendix.md").contains(Self.moved))

    // More runs under the moved margin leave the note as it is.
    try place.makePreset(images: 320, seeds: 2)
    #expect(try run("run", ["--claims", "moved.yaml"]).status == 0)
    #expect(try place.bytes(Self.record) == record)
    #expect(try CommandRun(["verify", "--store", "store"], in: place.path).status == 0)
  }

  /// In a store that has runs it is too late to note what was in force at the first.
  @Test func aStoreWithoutTheRecordSaysSo() throws {
    #expect(try run("run").status == 0)
    try FileManager.default.removeItem(atPath: "\(place.path)/\(Self.record)")
    try place.makePreset(images: 320, seeds: 2)
    #expect(try run("report").status == 0)
    #expect(!place.exists(Self.record))
    let sentence = "The store holds no record of the margins that were in force at its first run"
    #expect(try run("diff").output.contains(sentence))
    #expect(try place.text("reports/mine/appendix.md").contains(sentence))
  }
}
