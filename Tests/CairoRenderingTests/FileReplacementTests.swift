import CairoRendering
import Foundation
import Testing

@Suite struct FileReplacementTests {
  private func text(_ folder: Folder, _ name: String) throws -> String {
    try String(contentsOfFile: folder.path(name), encoding: .utf8)
  }

  @Test func severalFilesAreReplacedTogether() throws {
    let folder = try Folder()
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder.path("a")))
    try FileReplacement.write([
      (folder.path("a"), Array("new a".utf8)), (folder.path("b"), Array("new b".utf8)),
    ])
    #expect(try folder.names() == ["a", "b"])
    #expect(try text(folder, "a") == "new a" && text(folder, "b") == "new b")
  }

  /// One that cannot be written, before or after those that can, leaves them as they were.
  @Test(
    arguments: [0, 1, 2], ["folder", "absent/c", "a-file/c", String(repeating: "n", count: 300)])
  func oneFailureLeavesAllAsTheyWere(_ place: Int, _ bad: String) throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path("folder"), withIntermediateDirectories: false)
    for name in ["a", "a-file"] {
      try Data("old".utf8).write(to: URL(fileURLWithPath: folder.path(name)))
    }
    var names = ["a", "new"]
    names.insert(bad, at: place)
    #expect(throws: RenderingError.self) {
      try FileReplacement.write(names.map { (folder.path($0), Array("new".utf8)) })
    }
    #expect(try folder.names() == ["a", "a-file", "folder"])
    #expect(try text(folder, "a") == "old")
  }

  @Test func aLinkIsReplacedAndWhatItNamesIsNot() throws {
    let folder = try Folder()
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder.path("a")))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "a")
    try FileReplacement.write([(folder.path("link"), Array("new".utf8))])
    #expect(try folder.names() == ["a", "link"])
    #expect(try text(folder, "a") == "old" && text(folder, "link") == "new")
  }
}
