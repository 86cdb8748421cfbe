import Datasets
import Digests
import Foundation
import Testing

/// Figures held against the records that they were drawn from, as a user has it done.
@Suite(.serialized, .startsPrograms) struct FigureVerificationTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeFigureStore()
    let figure = try place.run("figure", "alpha")
    try #require(figure.status == 0, "\(figure.errors)")
  }

  private static let folder = "figures/mine"

  private func change(_ file: String, _ old: String, _ new: String) throws {
    let text = try place.text(file)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    try #require(changed != text)
    try place.write(file, changed)
  }

  @Test func whatWasDrawnMatches() throws {
    let run = try place.run("verify", Self.folder)
    #expect(run.status == 0, "\(run.errors)")
    for name in ["alpha.png", "alpha.svg", "alpha-dark.png", "alpha.csv"] {
      #expect(run.output.contains("\(Self.folder)/\(name): match; "), "\(name)")
    }
    let variant = try place.run(
      "figure", "alpha", "--h", "gelu,relu", "--width", "120mm", "--theme", "dark", "--out",
      "v.png")
    #expect(variant.status == 0, "\(variant.errors)")
    #expect(try place.run("verify", "v.png", "v.csv").status == 0)
    // The numbers have their provenance from a PDF file too, and from a dark picture alone.
    for arguments in [
      ["--out", "talk.PDF"], ["--theme", "dark", "--format", "png", "--out", "k"],
    ] {
      let drawn = try place.run("figure", ["alpha"] + arguments)
      let files = drawn.output.split(separator: "\n").map(String.init)
      #expect(files.count == 2 && files.allSatisfy(place.exists), "\(drawn.output)")
      let verified = try place.run("verify", files)
      #expect(verified.status == 0, "\(verified.output)")
    }
  }

  @Test func jsonHasItsSchema() throws {
    try change("\(Self.folder)/alpha.csv", "softmax", "softmux")
    let run = try place.run("verify", Self.folder, "--json")
    #expect(run.status == 6)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["schemaVersion"] as? Int == 1)
    let files = try #require(object?["files"] as? [[String: Any]])
    #expect(files.count == 4 && files.allSatisfy { Set($0.keys) == ["path", "verdict", "reason"] })
    #expect(files.filter { $0["verdict"] as? String != "match" }.count == 1)
  }

  @Test func anAlteredFileIsNamed() throws {
    try change("\(Self.folder)/alpha.svg", "</title>", " (final)</title>")
    let run = try place.run("verify", Self.folder + "/alpha.svg", Self.folder + "/alpha-dark.png")
    #expect(run.status == 6)
    #expect(run.output.contains("alpha.svg: altered; "), "\(run.output)")
    #expect(run.output.contains("alpha-dark.png: match; "), "\(run.output)")
    #expect(run.errors.contains("1 of 2 files do not match: figures/mine/alpha.svg."))
  }

  /// The digest is of the picture and of the texts: a byte behind them is another matter.
  @Test func addedBytesAreNamed() throws {
    let file = "\(Self.folder)/alpha.png"
    try Data(place.bytes(file) + [0]).write(to: URL(fileURLWithPath: "\(place.path)/\(file)"))
    let run = try place.run("verify", file)
    #expect(run.status == 6)
    #expect(run.output.contains("alpha.png: altered; its picture is"), "\(run.output)")
  }

  /// A store with one run less has other records, whichever figure is asked about.
  @Test func otherRecordsAreNamed() throws {
    let run = try #require(place.runFolders("store").first)
    try FileManager.default.removeItem(atPath: "\(place.path)/\(run)")
    let other = try place.run("verify", Self.folder + "/alpha.png")
    #expect(other.status == 6 && other.output.contains("alpha.png: other records; "))
    #expect(other.output.contains("--store"), "\(other.output)")
  }

  /// A picture that is whole in itself and not what is drawn here: the digest that it holds is made
  /// to fit a change.
  @Test func aForgedDigestIsCaughtByDrawingAgain() throws {
    let file = "\(Self.folder)/alpha.svg"
    try change(file, "</desc>", " Forged.</desc>")
    let text = try place.text(file)
    let digest = try #require(text.firstMatch(of: /<entry key="content">([^<]+)</)).1
    let empty = "sha256:" + String(repeating: "0", count: 64)
    let fitted = SHA256.hexadecimal(of: text.replacing(digest, with: empty))
    try place.write(file, text.replacing(digest, with: "sha256:" + fitted))
    let run = try place.run("verify", file)
    #expect(run.status == 6, "\(run.errors)")
    #expect(run.output.contains("alpha.svg: another renderer; "), "\(run.output)")
    #expect(run.output.contains("another version of this program"))
    // The same by another Cairo: its name is in the file.
    let renamed = try place.text(file).replacing(/cairo [0-9.]+/, with: "cairo 0.1")
    let other = SHA256.hexadecimal(of: renamed.replacing("sha256:" + fitted, with: empty))
    try place.write(file, renamed.replacing(fitted, with: other))
    let old = try place.run("verify", file)
    #expect(old.status == 6, "\(old.errors)")
    #expect(old.output.contains("drawn by Rectify with cairo 0.1"), "\(old.output)")
  }

  @Test func aFileWithoutProvenanceGetsASentence() throws {
    try place.write("plain.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
    try place.write("plain.csv", "x,y\r\n")
    let run = try place.run("verify", "plain.svg", "plain.csv")
    #expect(run.status == 6)
    for name in ["plain.svg", "plain.csv"] {
      #expect(
        run.output.contains("\(name): no provenance; it does not say where it comes from"))
    }
  }

  @Test func ownClaimsAreAskedFor() throws {
    try place.write(
      "claims.yaml", "# Mine.\n" + String(contentsOf: ProjectFolder.claims, encoding: .utf8))
    let drawn = try place.run("figure", "alpha", "--claims", "claims.yaml", "--out", "own.svg")
    #expect(drawn.status == 0, "\(drawn.errors)")
    let without = try place.run("verify", "own.svg")
    #expect(without.status == 6 && without.output.contains("pass them with --claims"))
    #expect(try place.run("verify", "own.svg", "--claims", "claims.yaml").status == 0)
  }

  @Test(arguments: [
    (["absent.png"], 2, "absent.png cannot be verified (there is no such file)"),
    ([folder], 2, "pass its file with --preset"),
    (["mine.yaml"], 2, "mine.yaml cannot be verified"),
    (["store"], 3, "holds no figure to verify"),
    ([folder, "--replay", "1"], 2, "pass it without figures"),
  ])
  func mistakesHaveCodes(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let run = try CommandRun(
      ["verify", "--store", "store", "--data", "data"] + arguments, in: place.path)
    #expect(run.status == status && run.errors.contains(words), "\(run.errors)")
  }
}
