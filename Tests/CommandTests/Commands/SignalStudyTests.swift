import Foundation
import Testing

/// A report of the preset `smoke` that is stopped by each signal at moments spread over each of its
/// steps. `make test-kills` runs it and prints how many of them each step met; the others came when
/// the report was done.
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

  @Test func aReportIsStoppedInEveryStep() throws {
    let steps = 1...6
    let lengths = try lengths(of: steps)
    let codes: [(Int32, Int32)] = [(SIGINT, 130), (SIGTERM, 75), (SIGHUP, 75), (SIGUSR1, 75)]
    var stopped: [Int: Int] = [:]
    for round in 0..<3 {
      for step in steps {
        for (signal, status) in codes {
          // What is trained stays trained, so that the first steps would be over at once.
          if step < 3 { try? FileManager.default.removeItem(atPath: place.path + "/store") }
          let started = try start("store")
          #expect(started.wait { Self.has(step, started) }, "step \(step) did not begin")
          Thread.sleep(
            forTimeInterval: lengths[step - 1] * (Double(round) + .random(in: 0..<1)) / 3)
          kill(started.processIdentifier, signal)
          let run = try started.finish()
          // It was done, or had nothing left but to say so.
          if run.status == 0 { continue }
          #expect(run.status == status, "\(signal): \(run.errors.suffix(400))")
          #expect(run.errors.contains("Interrupted"), "\(run.errors.suffix(400))")
          stopped[step, default: 0] += 1
        }
      }
    }
    #expect(try start("store").finish().status == 0)
    for folder in place.runFolders("whole") {
      let name = folder.dropFirst("whole".count) + "/result.json"
      #expect(try place.bytes("store" + name) == place.bytes("whole" + name))
    }
    let left = try FileManager.default.subpathsOfDirectory(atPath: place.path)
    #expect(!left.contains { $0.hasSuffix(".partial") || $0.hasSuffix(".part") })
    #expect(try CommandRun(["verify", "--store", "store"], in: place.path).status == 0)
    for step in steps {
      let count = stopped[step, default: 0]
      print("\(count) of 12 stopped in step \(step), which takes \(lengths[step - 1]) s")
      // The last writes some files.
      #expect(count > 0 || step == steps.last)
    }
  }

  private static func has(_ step: Int, _ started: CommandRun.Started) -> Bool {
    started.hasSaid("[\(step)/6]")
  }

  /// Of an undisturbed report into the store `whole`, seconds of each step.
  private func lengths(of steps: ClosedRange<Int>) throws -> [Double] {
    let started = try start("whole")
    var begins: [ContinuousClock.Instant] = []
    for step in steps {
      #expect(started.wait { Self.has(step, started) })
      begins.append(.now)
    }
    #expect(try started.finish().status == 0)
    return zip(begins, begins.dropFirst() + [.now]).map { ($1 - $0) / .seconds(1) }
  }
}
