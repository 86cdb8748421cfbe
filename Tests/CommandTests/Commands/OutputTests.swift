import Foundation
import Testing

/// What happens to text that cannot be written, by the real program.
@Suite(.startsPrograms) struct OutputTests {
  private let place: Workplace
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  init() throws { place = try Workplace() }

  /// Runs a script with the program as `$RECTIFY`, and the committed records.
  private func shell(_ script: String) throws -> CommandRun {
    try CommandRun.start(
      ["-c", "ITS=\"--store $STORE --preset $PRESET\"; " + script], in: place.path,
      environment: [
        "RECTIFY": CommandRun.binary, "STORE": Self.repository + "/reports/standard/records",
        "PRESET": ProjectFolder.committedPreset,
      ], program: "/bin/sh"
    ).finish()
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: [
      "diff $ITS", "diff $ITS --json", "diff --list", "verify --store $STORE",
      "figure alpha $ITS --out alpha.svg", "--help", "--version",
    ]) func resultsThatCannotBePrintedAreAnError(_ arguments: String) throws
  {
    let full = try shell("\"$RECTIFY\" \(arguments) > /dev/full")
    #expect(full.status == 2, "\(full.errors)")
    #expect(full.errors.contains("The results cannot be printed (No space left"))
    let closed = try shell("\"$RECTIFY\" \(arguments) >&-")
    #expect(closed.status == 2 && closed.errors.contains("cannot be printed"), "\(closed.errors)")
  }

  @Test(arguments: [
    ("diff $ITS", 0), ("diff --no-such-option", 2), ("diff --store no", 3),
  ])
  func whatIsSaidBesideThemIsNot(_ arguments: String, _ status: Int32) throws {
    for errors in ["2> /dev/full", "2>&-"] {
      #expect(try shell("\"$RECTIFY\" \(arguments) \(errors)").status == status, "\(errors)")
    }
  }

  /// With the signal of a closed pipe as usual, and ignored by the parent.
  @Test(arguments: ["", "trap '' PIPE; "]) func aClosedPipeEndsQuietly(_ before: String) throws {
    let run = try shell(
      """
      \(before)mkfifo pipe; (exec 3< pipe) & exec 4> pipe; wait
      "$RECTIFY" diff $ITS >&4; echo "$?"
      "$RECTIFY" diff $ITS --fail-on inconclusive >&4 2> errors; echo "$?"
      """)
    #expect(run.output == "0\n5\n" && run.errors == "", "\(run.output)\(run.errors)")
    #expect(try place.text("errors").contains("At least one claim is inconclusive"))
  }

  @Test func theVersionIsOneLine() throws {
    let run = try shell("\"$RECTIFY\" --version")
    #expect(run.status == 0 && run.errors == "")
    let line = /rectify \d+\.\d+\.\d+, numerics revision \d+, git revision \w.*\n/
    #expect(run.output.wholeMatch(of: line) != nil, "\(run.output)")
  }

  @Test func escapesInNamesAreShown() throws {
    let run = try CommandRun(["diff", "--store", "a\u{1B}]0;b\u{7}"], in: place.path)
    #expect(run.status == 3 && run.errors.contains("a\\u{1b}]0;b\\u{7}"), "\(run.errors)")
    #expect(!run.errors.unicodeScalars.contains("\u{1B}"))
  }

  /// On a terminal of 24 columns, and on none.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func progressFitsTheTerminal() throws {
    for width in ["stty cols 24;", "COLUMNS=24"] {
      let run = try shell(
        """
        script -qec '\(width) "$RECTIFY" verify --store "$STORE" > /dev/null' typescript
        """)
      #expect(run.status == 0, "\(run.errors)")
      let progress = try place.text("typescript").replacing("\r\n", with: "\n")
        .components(separatedBy: "\r\u{1B}[K").dropFirst().filter { !$0.contains("\n") }
      #expect(!progress.isEmpty && progress.allSatisfy { $0.count <= 23 }, "\(progress)")
      #expect(progress.contains { $0.hasPrefix("Checked 10 of ") })
    }
    let plain = try shell("\"$RECTIFY\" verify --store \"$STORE\"")
    #expect(!plain.errors.contains("\r") && !plain.errors.contains("\u{1B}"), "\(plain.errors)")
  }
}
