import Foundation
import Testing

/// What a visitor sees before building anything is what this program makes of the committed records.
@Suite(.startsPrograms) struct CommittedReportTests {
  private static let root = ProjectFolder.url.path
  private static let records = "\(root)/reports/standard/records"
  private let place = FileManager.default.temporaryDirectory.path

  @Test func everyRecordIsWhole() throws {
    let check = try CommandRun(["verify", "--store", Self.records], in: place)
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.output.contains("1224 finished runs"), "\(check.output)")
  }

  @Test func nothingOfThePresetIsMissing() throws {
    let plan = try CommandRun(
      ["plan", "--preset", ProjectFolder.committedPreset, "--store", Self.records], in: place)
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(
      plan.output.hasSuffix(
        "; 1224 finished in \(Self.records), 0 to train: nothing is missing.\n"),
      "\(plan.output)")
    #expect(!plan.output.contains(#/timing: [^\n]*[0-9] s\n/#))
  }

  /// What a clone without results shows, where no preset is named. `make reference` writes the table.
  @Test func theReadmeShowsItsVerdicts() throws {
    let folder = try Workplace()
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/reports", withDestinationPath: "\(Self.root)/reports")
    let diff = try CommandRun(["diff", "--markdown"], in: folder.path)
    #expect(diff.status == 0, "\(diff.errors)")
    #expect(
      diff.errors
        == "No results in runs: showing the committed records in reports/standard/records, as the preset "
        + "\(ProjectFolder.committedPreset).\n")
    let readme = try String(contentsOfFile: "\(Self.root)/README.md", encoding: .utf8)
    let parts = diff.output.split(separator: "\n\n", maxSplits: 1)
    try #require(parts.count == 2, "\(diff.output)")
    #expect(readme.contains("<!-- answer -->\n\n\(parts[0])\n\n<!-- end of answer -->"))
    #expect(readme.contains("<!-- verdicts -->\n\n\(parts[1])\n<!-- end of verdicts -->"))
  }
}
