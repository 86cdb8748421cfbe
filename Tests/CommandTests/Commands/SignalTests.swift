import Foundation
import Testing

/// Signals at every stage of the real program, found by what it says and files.
@Suite(.startsPrograms) struct SignalTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
  }

  private func start(
    _ verb: String, _ more: [String] = [], store: String = "store", ignoring signal: String? = nil
  ) throws -> CommandRun.Started {
    let arguments = [verb] + Workplace.options + ["--store", store] + more
    let environment = ["TMPDIR": place.path]
    guard let signal else {
      return try CommandRun.start(arguments, in: place.path, environment: environment)
    }
    return try CommandRun.start(
      ["-c", "trap '' \(signal); exec \"$0\" \"$@\"", CommandRun.binary] + arguments,
      in: place.path, environment: environment, program: "/bin/sh")
  }

  /// Sends the signals once it has said a text on standard error.
  private func send(
    _ signals: [Int32], to started: CommandRun.Started, after text: String
  ) throws -> CommandRun {
    let isThere = started.wait { started.hasSaid(text) }
    #expect(isThere, "it did not say \(text)")
    for signal in signals { kill(started.processIdentifier, signal) }
    return try started.finish()
  }

  private func hasBegun(_ store: String = "store") -> Bool {
    place.runFolders(store).contains { place.exists($0 + "/log.jsonl") }
  }

  static let codes: [(Int32, Int32)] = [
    (SIGINT, 130), (SIGTERM, 75), (SIGHUP, 75), (SIGUSR1, 75),
  ]

  @Test(arguments: codes) func trainingSavesTheState(_ signal: Int32, _ status: Int32) throws {
    try place.makePreset(images: 64_000)
    let started = try start("run")
    #expect(started.wait { hasBegun() })
    kill(started.processIdentifier, signal)
    let run = try started.finish()
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains("Interrupted, state saved; run the same command to go on."))
    let folder = try #require(place.runFolders("store").first)
    #expect(place.exists(folder + "/checkpoint") && !place.exists(folder + "/result.json"))
  }

  /// While the machine's speed is measured nothing is there to save.
  @Test(arguments: codes) func pricingEndsAtOnce(_ signal: Int32, _ status: Int32) throws {
    try place.makePreset(images: 64_000)
    let run = try send([signal], to: start("report"), after: "[1/6]")
    #expect(run.status == status && run.errors.contains("nothing to save"), "\(run.errors)")
    #expect(place.runFolders("store").isEmpty)
  }

  /// Each step of a report but the last, which is done in a moment; those before are passed at once
  /// where a store is finished.
  @Test func aReportEndsInEveryStep() throws {
    try place.makePreset(
      images: 320, families: "alpha, scaling",
      cells: [
        "{attention: softmax, seeds: [0, 1, 2], confirmatory: true}",
        "{attention: relu, alpha: [0, 1], seeds: [0, 1, 2], confirmatory: true}",
      ])
    for (step, signal, status) in [
      (2, SIGTERM, 75), (4, SIGUSR1, 75), (4, SIGINT, 130), (5, SIGHUP, 75),
    ] as [(Int, Int32, Int32)] {
      let run = try send([signal], to: start("report"), after: "[\(step)/6]")
      #expect(run.status == status, "step \(step): \(run.errors)")
      #expect(run.errors.contains("Interrupted"), "step \(step): \(run.errors)")
      // A person gets the report of what is there, and a scheduler none.
      let isByHand = signal == SIGINT
      #expect(run.errors.contains("[6/6]") == isByHand, "step \(step): \(run.errors)")
      #expect(place.exists("reports/mine/report.md") == isByHand)
      if isByHand {
        #expect(run.output.contains("\nMissing: how often the verdicts err.\n"), "\(run.output)")
        try FileManager.default.removeItem(atPath: "\(place.path)/reports")
      }
    }
    let last = try start("report").finish()
    #expect(last.status == 0 && place.exists("reports/mine/report.md"), "\(last.errors)")
    let left =
      FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
    #expect(!left.contains { $0.hasSuffix(".part") || $0.hasSuffix("/checkpoint") })
  }

  @Test func timingEndsInAReport() throws {
    try place.makePreset(images: 64, cells: ["{attention: softmax, seeds: 0, confirmatory: true}"])
    try place.write(
      "mine.yaml",
      try place.text("mine.yaml")
        + "timings:\n  - {name: gating, model: S/16, seconds: 66, halfWidth: 0.03}\n")
    let run = try send([SIGTERM], to: start("report"), after: "other programs widen")
    #expect(run.status == 75 && run.errors.contains("Interrupted, state saved"), "\(run.errors)")
  }

  @Test(arguments: [("HUP", SIGHUP), ("INT", SIGINT), ("TERM", SIGTERM)])
  func whatWasIgnoredStaysSo(_ name: String, _ signal: Int32) throws {
    try place.makePreset(images: 3_200)
    let started = try start("run", ignoring: name)
    #expect(started.wait { hasBegun() })
    kill(started.processIdentifier, signal)
    let run = try started.finish()
    #expect(run.status == 0 && !run.errors.contains("Interrupted"), "\(run.errors)")
  }

  /// A second Ctrl-C while the first one's state is saved loses work and damages nothing.
  @Test func aSecondInterruptDamagesNothing() throws {
    try place.makePreset(images: 6_400)
    let whole = try start("run", store: "whole").finish()
    #expect(whole.status == 0, "\(whole.errors)")
    for _ in 0..<3 {
      let started = try start("run")
      #expect(started.wait { hasBegun() })
      for _ in 0..<2 { kill(started.processIdentifier, SIGINT) }
      #expect(try started.finish().status == 130)
    }
    let last = try start("run").finish()
    #expect(last.status == 0, "\(last.errors)")
    #expect(
      try place.bytes(#require(place.runFolders("store").first) + "/result.json")
        == place.bytes(#require(place.runFolders("whole").first) + "/result.json"))
  }

  /// Also where the parent had no chance to end them.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/task")))
  func processesOfTheLaboratoryEndWithTheirParent() throws {
    let started = try CommandRun.start(
      ["time", "gating", "--only", "S/16", "--store", "store"], in: place.path,
      environment: ["TMPDIR": place.path])
    let parent = started.processIdentifier
    var children: [Substring] = []
    #expect(
      started.wait {
        let list = try? String(
          contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
        children = list?.split(separator: " ") ?? []
        return !children.isEmpty
      })
    kill(parent, SIGKILL)
    _ = try started.finish()
    for child in children {
      let program = "/proc/\(child)/exe"
      // It hangs this test where it does not end.
      while (try? FileManager.default.destinationOfSymbolicLink(atPath: program))
        == CommandRun.binary
      {
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }
}
