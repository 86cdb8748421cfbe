import Foundation
import Testing

/// The committed records: how they are made, and what a clone without results does with them.
@Suite(.serialized, .startsPrograms) struct CommittedRecordsTests {
  let place: Workplace
  private static let records = "reports/standard/records"

  init() throws {
    place = try Workplace()
    try place.makeFigureStore()
  }

  /// Without a store named, as on a fresh clone.
  private func fresh(_ verb: String, _ more: String...) throws -> CommandRun {
    try CommandRun([verb] + Workplace.options + more, in: place.path)
  }

  @Test func aFreshCloneShowsItAndSaysSo() throws {
    // A report's measurements are part of the records.
    let report = try place.run("report", "--threads", "2")
    #expect(report.status == 0, "\(report.errors)")
    let export = try place.run("export", "--records", Self.records)
    #expect(export.status == 0, "\(export.errors)")
    #expect(export.output.contains("the records of 21 runs"))

    // What is copied is small, whole and gives the same report.
    let folder = try #require(place.runFolders(Self.records).first)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(place.path)/\(folder)").sorted()
        == ["SHA256SUMS", "cost.json", "result.json", "spec.json"])
    let check = try CommandRun(["verify", "--store", Self.records], in: place.path)
    #expect(check.status == 0 && check.output.contains("21 finished runs"), "\(check.errors)")
    let original = try CommandRun(["verify", "--store", "store"], in: place.path)
    #expect(check.output == original.output.replacing("store:", with: Self.records + ":"))
    let again = try CommandRun(
      ["report"] + Workplace.options + ["--store", Self.records, "--name", "standard"],
      in: place.path)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("All 21 runs are stored."), "\(again.errors)")
    #expect(
      try place.text("reports/standard/report.md")
        == place.text("reports/mine/report.md").replacing("figures/mine", with: "figures/standard"))

    let line =
      "No results in runs: showing the committed records in \(Self.records), as the preset mine.\n"
    let figure = try fresh("figure", "alpha", "--out", "a.png")
    #expect(figure.status == 0 && figure.errors == line, "\(figure.errors)")
    let picture = try place.bytes("a.png")
    #expect(try picture == place.bytes("figures/standard/alpha.png"))
    #expect(try picture == place.bytes("figures/mine/alpha.png"))
    let diff = try fresh("diff")
    #expect(diff.status == 0 && diff.errors == line)
    #expect(try diff.output == place.run("diff").output)
    let verify = try fresh("verify", "a.png", "figures/standard")
    #expect(verify.status == 0, "\(verify.output)")
  }

  @Test func aReportHoldsItsResultsAgainstTheCommittedOnes() throws {
    func comparison() throws -> String {
      let report = try place.run("report")
      #expect(report.status == 0, "\(report.errors)")
      let lines = report.output.split(separator: "\n", omittingEmptySubsequences: false)
      let first = lines.firstIndex { $0.hasPrefix("Committed results") } ?? lines.endIndex
      return lines[first...].prefix { !$0.hasPrefix("Next: ") }.joined(separator: "\n")
    }
    #expect(try comparison() == "")
    #expect(try place.run("export", "--records", Self.records).status == 0)
    let start = "Committed results (\(Self.records)): "
    #expect(try comparison() == start + "21 runs compared, all the same to the bit.")

    let folders = place.runFolders(Self.records)
    func change(_ folder: String, _ field: Regex<(Substring, Substring)>, to value: String) throws {
      let text = try place.text(folder + "/result.json")
      let match = try #require(text.firstMatch(of: field))
      try place.writeRecord(
        text.replacingCharacters(
          in: match.output.1.startIndex..<match.output.1.endIndex, with: value),
        as: "result.json", in: folder)
    }
    try change(folders[0], /"sha256" ?: ?"([0-9a-f]+)"/, to: String(repeating: "0", count: 64))
    try change(folders[1], /"numericsRevision" ?: ?([0-9]+)/, to: "2")
    let words = try comparison()
    #expect(
      words.hasPrefix(start + "20 runs compared, 19 the same to the bit; 1 run not compared, "))
    #expect(
      words.contains("since the numerics are of revision 1 here and 2 there."))
    let id = folders[0].split(separator: "/").last ?? ""
    #expect(
      words.contains("\n  not the same: \(id), S/32, ") && words.hasSuffix(", in weights"),
      "\(words)")
  }

  /// Nobody's own results are what a check would pass on, and a store that was named is the one.
  @Test func itStandsInForNoStoreThatMatters() throws {
    #expect(try place.run("export", "--records", Self.records).status == 0)
    #expect(try fresh("diff", "--fail-on", "contradicted").status == 3)
    #expect(try fresh("diff", "--store", "empty").status == 3)
    #expect(try fresh("figure", "alpha", "--store", "empty").status == 3)
    let environment = try CommandRun(
      ["diff"] + Workplace.options, in: place.path, environment: ["RECTIFY_STORE": "empty"])
    #expect(environment.status == 3)
  }

  @Test func recordsAreExportedWholeOrNotAtAll() throws {
    let run = try #require(place.runFolders("store").first)
    let result = "\(run)/result.json"
    let text = try place.text(result)
    try place.write(result, text + " ")
    let damaged = try place.run("export", "--records", "a")
    #expect(damaged.status == 6 && damaged.errors.contains(result), "\(damaged.errors)")
    try FileManager.default.removeItem(atPath: "\(place.path)/\(result)")
    let missing = try place.run("export", "--records", "b")
    #expect(missing.status == 3, "\(missing.errors)")
    #expect(missing.errors.contains("lacks 1 of 21 runs"), "\(missing.errors)")
    #expect(!place.exists("a") && !place.exists("b"))
    try place.write(result, text)
    #expect(try place.run("export", "--records", "c").status == 0)
    let twice = try place.run("export", "--records", "c")
    #expect(twice.status == 6 && twice.errors.contains("c/"), "\(twice.errors)")
    let both = try place.run("export", "abc", "--records", "d")
    #expect(both.status == 2 && both.errors.contains("pass it alone"))
  }
}
