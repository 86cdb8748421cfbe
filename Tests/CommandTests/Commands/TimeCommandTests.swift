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
      ["gate"], ["gating", "--only", "S/4"], ["--half-width", "0"], ["--again", "--check"],
    ])
  func mistakesAreUsageErrors(arguments: [String]) throws {
    let run = try run(["time"] + arguments)
    #expect(run.status == 2)
    #expect(!run.errors.isEmpty && run.output.isEmpty)
  }

  /// A half-width that no measurement can reach, and hardly any time.
  @Test func anImpreciseTimingHasItsNumberAndItsSamples() throws {
    let run = try run(
      [
        "time", "attention", "--only", "S/32", "--half-width", "0.00001%", "--budget", "1",
        "--json", "--python", "no-such-python", "--csv", "csv",
      ])
    // By chance a control of a few processes leaves out no difference, and then there is no number.
    #expect([0, 7].contains(run.status), "\(run.errors)")
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["schemaVersion"] as? Int == 1)
    let comparisons = try #require(report["comparisons"] as? [[String: Any]])
    #expect(comparisons.count == 7)
    for comparison in comparisons {
      #expect(
        Set(comparison.keys) == [
          "name", "model", "ratio", "low", "high", "level", "unit", "processes", "blocks",
          "dropped", "control", "predicted", "published", "valid", "standing", "slower", "looks",
          "attempts", "processorTime", "depth",
        ])
      #expect(comparison["unit"] as? String == "process")
      let standing = try #require(comparison["standing"] as? String)
      #expect(["imprecise", "biased"].contains(standing))
      #expect(comparison["valid"] as? Bool == (standing == "imprecise"))
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

  /// Measured again by the command that the report names, beside the old record; nothing else is.
  @Test func anInvalidTimingOfAPresetIsMeasuredAgain() throws {
    try place.makeData()
    try place.makePreset(images: 64, cells: ["{attention: softmax, seeds: 0, confirmatory: true}"])
    try place.write(
      "mine.yaml",
      try place.text("mine.yaml")
        + "timings:\n  - {name: attention, model: S/32, seconds: 1, halfWidth: 0.9}\n")
    let options = Workplace.options
    let (folder, name) = ("runs/measurements", "timing-attention-S-32-1s")
    func record(control: Double) -> String {
      """
      {"schemaVersion": 2, "comparisons": [{
        "schemaVersion": 2, "name": "attention/softmax", "model": "S/32", "setting": "forged",
        "measured": {"ratio": 1.2, "low": 1.19, "high": 1.21, "level": 0.95},
        "control": {"ratio": \(control), "low": \(control - 0.01), "high": \(control + 0.01),
          "level": 0.99}, "unit": "process", "units": 8, "dropped": 0, "predicted": 1,
        "halfWidth": 0.9, "secondsA": 1, "secondsB": 1.2, "threads": 1, "processor": "forged"}]}
      """
    }
    let (valid, invalid) = (record(control: 1), record(control: 1.02))
    try place.writeRecord(invalid, as: name + ".json", in: folder)

    let told = try run(["report"] + options)
    let start = try #require(
      told.errors.range(of: "no number for what is invalid; `"), "\(told.errors)")
    let command = told.errors[start.upperBound...].prefix { $0 != "`" }
    #expect(command.contains(" time --again --preset ./mine.yaml"), "\(command)")
    #expect(!place.exists("\(folder)/\(name)-again-1.json"))
    #expect(try place.text("reports/mine/report.md").contains("`rectify time --again"))
    let again = try CommandRun.start(
      ["-c", String(command)], in: place.path, environment: environment, program: "/bin/sh"
    ).finish()
    // On a busy machine it is as invalid as before.
    #expect([0, 7].contains(again.status) && again.output.contains("softmax"), "\(again.errors)")
    #expect(try place.text("\(folder)/\(name).json") == invalid)
    #expect(place.exists("\(folder)/\(name)-again-1.csv"))
    try place.writeRecord(valid, as: name + "-again-1.json", in: folder)

    let last = try run(["report", "--again"] + options)
    #expect(last.status == 0 && !last.errors.contains("other programs widen"), "\(last.errors)")
    #expect(try !place.text("reports/mine/report.md").contains("Invalid timing"))
    let nothing = try run(["time", "--again"] + options)
    #expect(nothing.status == 0 && nothing.output.contains("No such timing of the preset mine"))
    #expect(try run(["verify"]).status == 0)
  }

  @Test func anInterruptEndsItAtOnce() throws {
    let started = try CommandRun.start(
      ["time", "gating", "--only", "S/32"], in: place.path, environment: environment)
    #expect(started.wait { started.hasSaid("1 measurement") })
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
