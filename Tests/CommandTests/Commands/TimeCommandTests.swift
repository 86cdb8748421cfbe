import Foundation
import Testing

/// `rectify time` as a user runs it.
@Suite(.serialized, .startsPrograms) struct TimeCommandTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  /// The lock of the host's timings lies in the test's own folder.
  private var environment: [String: String] {
    ["TMPDIR": place.path, "RECTIFY_STORE": place.path + "/runs"]
  }

  private func run(_ arguments: [String]) throws -> CommandRun {
    try CommandRun(arguments, in: place.path, environment: environment)
  }

  @Test(
    arguments: [
      ["gate"], ["gating", "--only", "S/4"], ["--half-width", "0"],
    ])
  func mistakesAreUsageErrors(arguments: [String]) throws {
    let run = try run(["time"] + arguments)
    #expect(run.status == 2)
    #expect(!run.errors.isEmpty && run.output.isEmpty)
  }

  /// A half-width that no measurement can reach, and hardly any time.
  @Test func anInvalidTimingHasItsExitCodeAndItsSamples() throws {
    let run = try run(
      [
        "time", "attention", "--only", "S/32", "--half-width", "0.00001%", "--budget", "1",
        "--json", "--python", "no-such-python", "--csv", "csv",
      ])
    #expect(run.status == 7)
    #expect(run.errors.contains("Invalid: attention/softmax at S/32"))
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["schemaVersion"] as? Int == 1)
    let comparisons = try #require(report["comparisons"] as? [[String: Any]])
    #expect(comparisons.count == 7)
    for comparison in comparisons {
      #expect(
        Set(comparison.keys) == [
          "name", "model", "ratio", "low", "high", "level", "unit", "processes", "blocks",
          "dropped", "control", "predicted", "published", "valid",
        ])
      #expect(comparison["unit"] as? String == "process")
      #expect(comparison["valid"] as? Bool == false)
      let control = try #require(comparison["control"] as? [String: Any])
      #expect(Set(control.keys) == ["ratio", "low", "high", "level"])
    }
    let stored = try FileManager.default.contentsOfDirectory(
      atPath: place.path + "/runs/measurements")
    let csv = try FileManager.default.contentsOfDirectory(atPath: place.path + "/csv")
    #expect(stored.count { $0.hasSuffix(".csv") } == 1 && csv.count == 1)
    #expect(stored.count { $0.hasSuffix(".json") } == 1)
    let verify = try self.run(["verify"])
    #expect(verify.status == 0, "\(verify.errors)")
  }

  @Test func anInterruptEndsItAtOnce() throws {
    let started = try CommandRun.start(
      ["time", "gating", "--only", "S/32"], in: place.path, environment: environment)
    #expect(
      started.wait {
        (try? String(contentsOfFile: started.errorsFile, encoding: .utf8))?
          .contains("1 measurement") ?? false
      })
    kill(started.processIdentifier, SIGINT)
    let run = try started.finish()
    #expect(run.status == 130)
    #expect(run.errors.contains("measured anew by the same command"))
  }

  /// In a Slurm job with one of several processors: the rest of a report is made all the same.
  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
  func nothingIsTimedOnASharedNode() throws {
    let job = ["SLURM_JOB_ID": "7", "SLURM_CPUS_ON_NODE": "1", "TMPDIR": place.path]
    let check = try CommandRun(["time", "--check"], in: place.path, environment: job)
    #expect(check.status == 7 && check.errors.contains("--exclusive"), "\(check.errors)")
    #expect(check.errors.contains("This Slurm job has 1 of the node's"), "\(check.errors)")
    try place.makeData()
    try place.makePreset(images: 64, cells: ["{attention: softmax, seeds: 0, confirmatory: true}"])
    try place.write(
      "mine.yaml",
      try place.text("mine.yaml")
        + "timings:\n  - {name: gating, model: S/16, seconds: 66, halfWidth: 0.03}\n")
    let report = try place.run("report", environment: job)
    #expect(report.status == 7 && report.errors.contains("--exclusive"), "\(report.errors)")
    #expect(place.exists("reports/mine/report.md"))
  }
}
