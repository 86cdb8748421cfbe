import Foundation
import Testing

/// A report of the preset `smoke` that is stopped again and again by each signal, at moments spread over
/// all of it. `make test-kills` runs it and prints in which phases the signals came.
@Suite(
  .serialized, .startsPrograms,
  .enabled(
    if: ProcessInfo.processInfo.environment["RECTIFY_KILLS"] == "all", "make test-kills"))
struct SignalStudyTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func start(_ store: String) throws -> CommandRun.Started {
    try CommandRun.start(
      ["report", "--preset", "smoke", "--store", store], in: place.path,
      environment: ["TMPDIR": place.path])
  }

  @Test func aReportIsStoppedAtMomentsSpreadOverAllOfIt() throws {
    let began = ContinuousClock.now
    #expect(try start("whole").finish().status == 0)
    let whole = ContinuousClock.now - began
    let codes: [(Int32, Int32)] = [(SIGINT, 130), (SIGTERM, 75), (SIGHUP, 75), (SIGUSR1, 75)]
    var phases: [String: Int] = [:]
    var round = 0
    // Until each has come sixteen times; a store that is finished is begun anew.
    while phases.values.reduce(0, +) < 64 {
      let (signal, status) = codes[round % codes.count]
      // Short at first, so that the beginning is met as often as the long phases.
      let moment = whole * Double.random(in: 0..<1) * (round % 3 == 0 ? 0.1 : 0.6)
      round += 1
      let started = try start("store")
      Thread.sleep(forTimeInterval: moment / .seconds(1))
      let isRunning = started.isRunning
      kill(started.processIdentifier, signal)
      let run = try started.finish()
      if run.status == 0 {
        // It was done, or had nothing left but to say so.
        #expect(!isRunning || run.output.contains("Report: "), "\(run.errors)")
        try FileManager.default.removeItem(atPath: place.path + "/store")
        continue
      }
      #expect(run.status == status, "\(signal): \(run.errors.suffix(400))")
      #expect(run.errors.contains("Interrupted"), "\(run.errors.suffix(400))")
      phases[Self.phase(run.errors), default: 0] += 1
    }
    #expect(try start("store").finish().status == 0)
    for folder in place.runFolders("whole") {
      let name = folder.dropFirst("whole".count) + "/result.json"
      #expect(try place.bytes("store" + name) == place.bytes("whole" + name))
    }
    let left = try FileManager.default.subpathsOfDirectory(atPath: place.path)
    #expect(!left.contains { $0.hasSuffix(".partial") || $0.hasSuffix(".part") })
    #expect(try CommandRun(["verify", "--store", "store"], in: place.path).status == 0)
    for (phase, count) in phases.sorted(by: { $0.key < $1.key }) { print("\(count) in \(phase)") }
  }

  /// What it said last of the step that it was in.
  private static func phase(_ errors: String) -> String {
    let lines = errors.split(separator: "\n")
    return lines.last { $0.hasPrefix("[") }.map(String.init) ?? "the start"
  }
}
