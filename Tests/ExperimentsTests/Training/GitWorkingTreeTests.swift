import Experiments
import Foundation
import TestPrograms
import Testing
import Training

/// The commit and the changes of a working tree, read without git, are what git says.
@Suite(.enabled(if: GitRepository.isAvailable)) struct GitWorkingTreeTests {
  @Test(arguments: ["2", "3", "4"])
  func commitAndChangesAreThoseOfGit(indexVersion: String) throws {
    let repository = try GitRepository()
    try repository.write("one.txt", "one\n")
    try repository.write("a folder/two.txt", "two\n")
    #expect(try repository.tree().commit == nil)
    try repository.git("update-index", "--index-version", indexVersion)
    try repository.git("add", ".")
    try repository.git("commit", "-qm", "first")
    try repository.write("four.txt", "four\n")
    try repository.git("add", "four.txt")
    #expect(try repository.tree().hasChanges)
    try repository.git("commit", "-qm", "second")
    let commit = try repository.git("rev-parse", "HEAD")
    let tree = try repository.tree()
    #expect(tree.commit == commit && !tree.hasChanges)
    // A file that nobody tracks is no change, nor is one that was only touched, or whose lines end
    // as another system's do.
    try repository.write("three.txt", "three\n")
    try repository.write("one.txt", "one\r\n")
    #expect(try !repository.tree().hasChanges)
    // The references may be packed.
    try repository.git("pack-refs", "--all")
    #expect(try repository.tree().commit == commit)
    try repository.write("one.txt", "ONE\n")
    #expect(try repository.tree().hasChanges)
    try repository.write("one.txt", "one\n")
    #expect(try !repository.tree().hasChanges)
    try FileManager.default.removeItem(atPath: repository.path("a folder/two.txt"))
    #expect(try repository.tree().hasChanges)
  }

  @Test func aFurtherWorkingTreeHasItsOwnCommit() throws {
    let repository = try GitRepository()
    try repository.write("one.txt", "one\n")
    try repository.git("add", ".")
    try repository.git("commit", "-qm", "first")
    let first = try repository.git("rev-parse", "HEAD")
    let further = repository.path("further")
    try repository.git("worktree", "add", "-q", "-b", "branch", further)
    try repository.write("one.txt", "two\n")
    try repository.git("commit", "-qam", "second")
    let inside = further + "/some/where"
    try FileManager.default.createDirectory(
      atPath: inside, withIntermediateDirectories: true)
    let tree = try #require(GitWorkingTree(containing: inside))
    #expect(tree.commit == first && !tree.hasChanges)
    try Data("three\n".utf8).write(to: URL(fileURLWithPath: further + "/one.txt"))
    #expect(tree.hasChanges)
    try repository.git("checkout", "-q", "--detach")
    #expect(try repository.tree().commit != first)
  }

  @Test(arguments: ["gitdir: nowhere\n", "nonsense", ""])
  func whatIsNoRepositoryHasNoCommit(entry: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("rectify-git-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(entry.utf8).write(to: folder.appendingPathComponent(".git"))
    let tree = GitWorkingTree(containing: folder.path)
    #expect(tree?.commit == nil)
  }
}

/// A new repository in a temporary folder, removed on `deinit`.
private final class GitRepository {
  static let isAvailable = FileManager.default.isExecutableFile(atPath: "/usr/bin/git")

  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("rectify-git-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try git("init", "-q")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ name: String, _ text: String) throws {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func tree() throws -> GitWorkingTree { try #require(GitWorkingTree(containing: folder)) }

  /// What git prints, without the line's end.
  @discardableResult func git(_ arguments: String...) throws -> String {
    let git = try ToolRun(
      "/usr/bin/git",
      ["-C", folder, "-c", "user.name=A", "-c", "user.email=a@b", "-c", "core.autocrlf=false"]
        + arguments, quiet: true)
    try #require(git.status == 0, "git \(arguments) failed")
    return git.text.trimmingCharacters(in: .newlines)
  }
}
