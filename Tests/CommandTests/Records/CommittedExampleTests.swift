import Foundation
import Testing

/// The example that a visitor sees before building anything is what this program makes of its
/// records.
@Suite(.startsPrograms) struct CommittedExampleTests {
  private static let root = ProjectFolder.url.path
  private static let records = "\(root)/reports/example/records"
  private let place = FileManager.default.temporaryDirectory.path

  @Test func everyRecordIsWhole() throws {
    let check = try CommandRun(["verify", "--store", Self.records], in: place)
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.output.contains("46 finished runs"), "\(check.output)")
  }

  /// `make example` writes the table.
  @Test func theReadmeShowsItsVerdicts() throws {
    let diff = try CommandRun(
      [
        "diff", "--store", Self.records, "--preset", ProjectFolder.examplePreset, "--markdown",
      ], in: place)
    #expect(diff.status == 0, "\(diff.errors)")
    let readme = try String(contentsOfFile: "\(Self.root)/README.md", encoding: .utf8)
    #expect(readme.contains("<!-- verdicts -->\n\n\(diff.output)\n<!-- end of verdicts -->"))
  }
}
