import Foundation
import Testing

/// Every exit code that docs/commands.md names, from the real program. What each verb says with them is
/// tested beside the verb.
@Suite(.serialized, .startsPrograms) struct ExitStatusTests {
  let place: Workplace
  static let preset = """
    name: mine
    sweeps:
      - families: [alpha]
        model: S/32
        recipe: i21k
        images: 64
        evaluationImages: 80
        cells: [{attention: softmax, seeds: 0, confirmatory: true}]
    timings:
      - {name: gating, model: S/8, seconds: 66, halfWidth: 0.03}
    """

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.write("mine.yaml", Self.preset)
  }

  private func run(_ verb: String, _ more: [String] = [], store: String = "store") throws
    -> CommandRun
  {
    try CommandRun(
      [verb, "--preset", "./mine.yaml", "--data", "data", "--store", store] + more,
      in: place.path)
  }

  /// A timing of the gate's step at S/8, as the laboratory would have left it.
  private func forgeTiming(ratio: Double, control: Double = 1) throws {
    try place.writeRecord(
      """
      {"schemaVersion": 1, "comparisons": [{
        "schemaVersion": 1, "name": "gating", "model": "S/8", "setting": "forged",
        "measured": {"ratio": \(ratio), "low": \(ratio - 0.01), "high": \(ratio + 0.01),
          "level": 0.95},
        "control": {"ratio": \(control), "low": \(control - 0.01), "high": \(control + 0.01),
          "level": 0.99}, "unit": "process",
        "units": 8, "dropped": 0, "predicted": 1.077, "halfWidth": 0.03,
        "secondsA": 1, "secondsB": \(ratio), "threads": 2, "processor": "forged"}]}
      """, as: "timing-gating-S-8-66s.json", in: "store/measurements")
  }

  @Test func zeroIsDone() throws { #expect(try run("run").status == 0) }

  @Test func twoIsUsage() throws { #expect(try run("diff", ["--no-such-option"]).status == 2) }

  @Test func threeIsIncomplete() throws { #expect(try run("diff").status == 3) }

  @Test func fourIsAContradictedClaim() throws {
    try forgeTiming(ratio: 0.9)
    let diff = try run("diff", ["--fail-on", "contradicted", "--json"])
    #expect(diff.status == 4, "\(diff.errors)")
    #expect(try PrintedClaims(diff).verdict("G2a") == "contradicted at our scale")
    #expect(try run("diff").status == 0)
    // The gate costs time, as the paper says: nothing is contradicted.
    try forgeTiming(ratio: 1.08)
    #expect(try run("diff", ["--fail-on", "contradicted"]).status == 0)
  }

  @Test func fiveIsAnInconclusiveClaim() throws {
    try forgeTiming(ratio: 1.001)
    let diff = try run("diff", ["--fail-on", "inconclusive", "--json"])
    #expect(diff.status == 5 && diff.errors.contains("--fail-on inconclusive"), "\(diff.errors)")
    #expect(try PrintedClaims(diff).verdict("G2a") == "inconclusive")
  }

  /// A stored timing that is invalid gives an invalid claim; the exit code is the measurement's.
  @Test func anInvalidTimingIsAnInvalidClaim() throws {
    try forgeTiming(ratio: 1.08, control: 1.02)
    let diff = try run("diff", ["--json"])
    #expect(diff.status == 0)
    #expect(try PrintedClaims(diff).verdict("G2a") == "invalid")
  }

  @Test func sixIsADamagedRecord() throws {
    #expect(try run("run").status == 0)
    let file = try #require(place.runFolders("store").first) + "/result.json"
    try place.write(file, "{}")
    for verb in ["run", "plan", "diff"] { #expect(try run(verb).status == 6, "\(verb)") }
    #expect(try CommandRun(["verify", "--store", "store"], in: place.path).status == 6)
  }

  /// A machine that others may use is as little to be timed as one whose control fails.
  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
  func sevenIsATimingThatMeansNothing() throws {
    let time = try CommandRun(
      ["time", "--check"], in: place.path,
      environment: ["TMPDIR": place.path, "SLURM_JOB_ID": "7", "SLURM_CPUS_ON_NODE": "1"])
    #expect(time.status == 7, "\(time.errors)")
  }

  @Test func eightIsMissingData() throws {
    try FileManager.default.removeItem(atPath: place.path + "/data")
    #expect(try run("run").status == 8)
  }

  /// Waiting does not mend what lies in the store's place.
  @Test func twoIsAStoreThatCannotBeMade() throws {
    try place.write("store", "a file in the store's place")
    let stopped = try run("run")
    #expect(stopped.status == 2 && stopped.errors.contains("--store"), "\(stopped.errors)")
    try FileManager.default.removeItem(atPath: place.path + "/store")
    #expect(try run("run").status == 0)
  }

  /// Another timing holds the host: the same command goes on later.
  @Test func seventyFiveIsStoppedEarly() throws {
    let lock = open(place.path + "/rectify-timing.lock", O_RDWR | O_CREAT, 0o666)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let time = try CommandRun(
      ["time", "attention", "--only", "S/32", "--budget", "1", "--store", "store"],
      in: place.path, environment: ["TMPDIR": place.path])
    #expect(time.status == 75 && time.errors.contains("rectify-timing.lock"), "\(time.errors)")
  }

  @Test func oneHundredAndThirtyIsInterrupted() throws {
    try place.write("mine.yaml", Self.preset.replacing("images: 64\n", with: "images: 64000\n"))
    let started = try CommandRun.start(
      ["run", "--preset", "./mine.yaml", "--data", "data", "--store", "store"], in: place.path)
    #expect(started.wait { place.runFolders("store").contains { place.exists($0 + "/log.jsonl") } })
    kill(started.processIdentifier, SIGINT)
    let run = try started.finish()
    #expect(run.status == 130 && run.errors.contains("state saved"), "\(run.errors)")
  }
}
