import CairoRendering
import Figures
import Foundation
import SampleFigures
import Testing

@Suite struct RenderingErrorTests {
  private func failure(writingTo path: String) throws -> RenderingError {
    try #require(throws: RenderingError.self) {
      try FigureWriter.write(SampleFigures.overhead, to: path)
    }
  }

  @Test func aFolderThatDoesNotExist() throws {
    let folder = try Folder()
    let path = folder.path("absent/gating.svg")
    #expect(
      "\(try failure(writingTo: path))"
        == "Cannot write '\(path)': the folder '\(folder.path("absent"))' does not exist; "
        + "create it first.")
    #expect(try folder.names() == [])
  }

  @Test func aFileInTheFoldersPlace() throws {
    let folder = try Folder()
    try Data().write(to: URL(fileURLWithPath: folder.path("file")))
    let path = folder.path("file/gating.svg")
    #expect(
      "\(try failure(writingTo: path))"
        == "Cannot write '\(path)': '\(folder.path("file"))' is not a folder; choose another path.")
  }

  @Test func aFolderInTheFilesPlaceLeavesNoHalfFile() throws {
    let folder = try Folder()
    let path = folder.path("gating.svg")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(
      "\(try failure(writingTo: path))"
        == "Cannot write '\(path)': it is a folder; choose another name.")
    #expect(try folder.names() == ["gating.svg"])
  }

  // The superuser may write anywhere.
  @Test(.enabled(if: geteuid() != 0))
  func aReadOnlyFolder() throws {
    let folder = try Folder()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
    defer {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
    }
    let path = folder.path("gating.svg")
    #expect(
      "\(try failure(writingTo: path))"
        == "Cannot write '\(path)': the folder '\(folder.url.path)' does not allow it; change its "
        + "permissions or choose another.")
    #expect(try folder.names() == [])
  }

  @Test(arguments: [EACCES, EPERM, EROFS])
  func foldersThatMayNotBeWrittenAreWordedAlike(_ code: Int32) {
    #expect(
      RenderingError.file(path: "figures/a.svg", step: .create, code: code, hadFile: false)
        .description
        == "Cannot write 'figures/a.svg': the folder 'figures' does not allow it; change its "
        + "permissions or choose another.")
  }

  @Test(arguments: [(true, ", the old file was kept."), (false, ".")])
  func aFullDisk(_ hadFile: Bool, _ ending: String) {
    #expect(
      RenderingError.file(path: "a.svg", step: .write, code: ENOSPC, hadFile: hadFile).description
        == "Cannot write 'a.svg': there is no space left; make room or choose another folder"
        + ending)
  }

  @Test func aNameThatNoFileSystemTakes() throws {
    let folder = try Folder()
    let path = folder.path(String(repeating: "a", count: 300) + ".svg")
    #expect(
      "\(try failure(writingTo: path))"
        == "Cannot write '\(path)': its name is too long; choose a shorter one.")
    #expect(try folder.names() == [])
  }

  @Test func fontconfigSubstitutesSilentlyAndWeNotice() throws {
    #expect(CairoFonts.matchedFamily(for: CairoFonts.family) == CairoFonts.family)
    let substitute = CairoFonts.matchedFamily(for: "No Such Typeface")
    #expect(substitute != "No Such Typeface")
    #expect(
      RenderingError.missingFont(family: "DejaVu Sans", substitute: "Noto Sans").description
        == "The font DejaVu Sans is not installed (fontconfig would use Noto Sans): install the "
        + "package fonts-dejavu-core.")
  }

  @Test func aFigureThatCannotBeLaidOut() {
    let figure = Figure(
      name: "bad", title: "t", finding: "f", description: "d", provenance: [:],
      chart: .intervals(
        IntervalChart(
          axis: Axis(title: "x"),
          rows: [IntervalRow(name: "row", source: .measured, value: .nan)])))
    #expect(
      throws: RenderingError.figure(
        .notShowable(figure: "bad", item: "row", quantity: "value", value: "nan"))
    ) {
      try FigureWriter.bytes(of: figure, format: .png)
    }
  }
}
