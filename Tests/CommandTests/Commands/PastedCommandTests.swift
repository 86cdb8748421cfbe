import Foundation
import Testing

/// What the program prints as a command does what it says when it is pasted into a shell, whatever the
/// files are called; and a path as typed is one place for every verb.
@Suite(.serialized, .startsPrograms) struct PastedCommandTests {
  private static let store = "st ore's $x"
  private static let preset = "my \"own\" #`preset.yaml"
  private static let data = "da\nta\t\u{1B}[1m 수"

  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(
      images: 64,
      cells: [
        "{attention: [softmax, uniform, none], seeds: [0, 1, 2], confirmatory: true}",
        "{attention: relu, alpha: [0, 1], seeds: [0, 1, 2], confirmatory: true}",
      ])
    try rename("data", Self.data)
    try rename("mine.yaml", Self.preset)
  }

  private func rename(_ old: String, _ new: String) throws {
    try FileManager.default.moveItem(atPath: "\(place.path)/\(old)", toPath: "\(place.path)/\(new)")
  }

  private func run(
    _ verb: String, _ more: String..., environment: [String: String] = [:]
  ) throws -> CommandRun {
    let options = ["--preset", "./" + Self.preset, "--data", Self.data]
    return try CommandRun(
      [verb] + options + (environment.isEmpty ? ["--store", Self.store] : []) + more,
      in: place.path, environment: environment)
  }

  private func shell(
    _ text: String, environment: [String: String] = [:]
  ) throws -> CommandRun {
    try CommandRun.start(
      ["-c", text], in: place.path, environment: environment, program: "/bin/sh"
    ).finish()
  }

  /// The one command of this program in a text, between the marks around it.
  private func command(in run: CommandRun, from start: String, to end: String) throws -> String {
    let text = run.output + run.errors
    let begin = try #require(text.range(of: start + CommandRun.binary), "\(text)")
    let line = text[begin.lowerBound...].dropFirst(start.count)
    // A preset's name may hold the mark too: the command ends where the sentence goes on.
    return try String(line[..<#require(line.range(of: end), "\(text)").lowerBound])
  }

  @Test func whatIsPrintedRunsWhenPasted() throws {
    let nothing = try run("diff")
    #expect(nothing.status == 3)
    let report = try shell(try command(in: nothing, from: "run `", to: "` first"))
    #expect(report.status == 0, "\(report.errors)")
    let diff = try shell(try command(in: report, from: "Next: ", to: "\n"))
    #expect(diff.status == 0 && diff.output.contains("mine, 15 of 15 runs"), "\(diff.errors)")

    // What more training would not bring is not promised.
    let absent = try run("figure", "scaling")
    #expect(absent.status == 2 && absent.errors.contains("nothing to make the figure scaling"))
    let unknown = try run("diff", "--claims", "none.yaml")
    #expect(unknown.status == 2)
    let claim = try run("plan", "--resolve", "X9")
    let list = try shell(try command(in: claim, from: "which `", to: "` explains"))
    #expect(list.status == 0 && list.output.contains("S1"), "\(list.errors)")
    let explained = try run("plan", "--explain", "zz")
    let runs = try shell(try command(in: explained, from: "with `", to: "`."))
    #expect(runs.status == 0 && runs.output.contains("softmax"), "\(runs.errors)")

    // The store from the environment is part of what is printed.
    let other = ["RECTIFY_STORE": "./o'ther"]
    let empty = try run("figure", "alpha", environment: other)
    let filling = try command(in: empty, from: "run `", to: "` first")
    #expect(filling.contains("--store './o'\\''ther'"), "\(filling)")

    // Other data than those of the runs are what is missed, not a report.
    let without = try CommandRun(
      ["diff", "--preset", "./" + Self.preset, "--store", Self.store], in: place.path)
    #expect(without.status == 3 && without.errors.contains("pass that folder with --data"))

    let figure = "figures/mine/alpha.svg"
    try place.write(
      figure, try place.text(figure).replacingOccurrences(of: "</svg>", with: "<g/></svg>"))
    let altered = try run("verify", figure)
    #expect(altered.status == 6, "\(altered.output)\(altered.errors)")
    let again = try shell(try command(in: altered, from: "with `", to: "`."))
    #expect(again.status == 0, "\(again.errors)")
    #expect(try run("verify", figure).status == 0)
  }

  @Test func aReportsCommandsRunOnceItsVariablesAreSet() throws {
    #expect(try run("report").status == 0)
    let text = try place.text("reports/mine/report.md")
    #expect(!text.contains(place.path) && !text.contains(Self.store))
    let block = try #require(
      text.components(separatedBy: "```sh\n").last?.components(separatedBy: "```").first)
    let caption = try #require(
      text.components(separatedBy: "Drawn again by `").dropFirst().first?
        .components(separatedBy: "`").first)
    let filled = block.split(separator: "\n").map { line in
      line.hasPrefix("PRESET=")
        ? "PRESET=\"$MINE\"" : line.hasPrefix("DATA=") ? "DATA=\"$IMAGES\"" : line
    }
    let script =
      (["set -e", "rectify() { '\(CommandRun.binary)' \"$@\"; }"] + filled.map(String.init) + [
        caption
      ])
      .joined(separator: "\n")
    let done = try shell(
      script,
      environment: [
        "MINE": "./" + Self.preset, "IMAGES": Self.data, "RECTIFY_STORE": Self.store,
      ])
    #expect(done.status == 0 && done.errors.contains("All 15 runs are stored."), "\(done.errors)")
    #expect(done.output.contains("mine, 15 of 15 runs"))
  }

  /// A path that begins with ~ is below the home folder for every verb, and no folder is called so.
  @Test func aTypedPathIsOnePlaceForEveryVerb() throws {
    let home = ["HOME": place.path + "/ho me"]
    try rename(Self.data, "data")
    try FileManager.default.createDirectory(
      atPath: place.path + "/ho me", withIntermediateDirectories: true)
    try rename("data", "ho me/data")
    try rename(Self.preset, "ho me/mine.yaml")
    func typed(_ verb: String, _ more: String..., variable: Bool = false) throws -> CommandRun {
      try CommandRun(
        [verb, "--preset=~/mine.yaml", "--data=~/data/"] + (variable ? [] : ["--store=~/runs//"])
          + more,
        in: place.path,
        environment: home.merging(variable ? ["RECTIFY_STORE": "~/runs"] : [:]) { $1 })
    }
    for run in [
      try typed("run"), try typed("diff"), try typed("run", variable: true),
      try typed("figure", "alpha", "--out=~/a.svg", variable: true),
      try typed("verify", "~/a.svg", variable: true), try typed("verify"),
      try typed("export", "--records=~/copy"), try typed("diff", "~/copy", "~/runs"),
    ] {
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(place.exists("ho me/a.svg") && place.exists("ho me/copy") && !place.exists("~"))
    for (arguments, words) in [
      (["--store=~no such user/x"], "there is no user \"no such user\""),
      (["--store", ""], "is empty"),
      (["--claims", ""], "is empty"), (["--data", ""], "is empty"), (["--preset", ""], "is empty"),
    ] {
      let run = try CommandRun(["diff"] + arguments, in: place.path)
      #expect(run.status == 2 && run.errors.contains(words), "\(run.errors)")
    }
  }

  @Test func aWorkingFolderThatIsGoneIsSaid() throws {
    let program = "'\(CommandRun.binary)'"
    for verb in ["diff", "report", "run", "plan", "figure", "verify", "export x --weights y"] {
      let run = try shell("mkdir gone; cd gone; rmdir ../gone; \(program) \(verb)")
      #expect(run.status == 2 && run.errors.contains("no longer there"), "\(run.errors)")
    }
    let bytes = try shell("\(program) diff --store \"$(printf 'a\\377')\"")
    #expect(bytes.status == 2 && bytes.errors.contains("is not UTF-8"), "\(bytes.errors)")
    // A folder above may be called anything.
    let folder = try shell(
      "d=$(printf 'n\\377'); mkdir \"$d\"; cd \"$d\"; \(program) diff --preset 'no.yaml'; \(program) --help"
    )
    #expect(folder.status == 0 && folder.errors.contains("no.yaml cannot be read"))
  }
}
