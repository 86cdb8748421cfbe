import Foundation
import Testing

/// A small matrix of runs, killed or refused at every call by which it changes its store, then gone on
/// with: the results are those of an undisturbed store, to the byte, and nothing is repeated or left
/// half written.
///
/// The suite takes each kind of call on a checkpoint and a result once. `make test-kills` takes every
/// call, kills at random moments too, and prints the counts.
@Suite(
  .serialized, .startsPrograms,
  .enabled(if: StoreCalls.isPossible, "needs gcc, for the library"))
struct KillTests {
  private static let isFull =
    ProcessInfo.processInfo.environment["RECTIFY_KILLS"] == "all"

  private let place: Workplace
  private let calls: StoreCalls

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(images: 320, seeds: Self.isFull ? 3 : 1)
    calls = try StoreCalls(in: place.path)
  }

  private func start(
    _ store: String, _ action: StoreCalls.Action? = nil, at number: Int = 1
  ) throws -> CommandRun.Started {
    try CommandRun.start(
      ["run"] + Workplace.options + ["--store", store, "--threads", "1"], in: place.path,
      environment: calls.environment(
        store: "\(place.path)/\(store)", action, at: number, secondsPerLook: 0.7))
  }

  /// The calls of an undisturbed run of the matrix into the store `whole`.
  private func undisturbed() throws -> [StoreCalls.Call] {
    let run = try start("whole").finish()
    try #require(run.status == 0, "\(run.errors)")
    return try calls.calls()
  }

  /// The numbers of the calls to disturb: all, or the last of each kind on the files that matter most.
  private func chosen(_ made: [StoreCalls.Call]) -> [Int] {
    let numbers = Array(1...made.count)
    if Self.isFull { return numbers }
    let last = Dictionary(zip(made, numbers), uniquingKeysWith: { $1 })
    return last.filter { $0.key.file.hasPrefix("checkpoint") || $0.key.file.hasPrefix("result") }
      .values.sorted()
  }

  private func finished(_ store: String) -> [String] {
    place.runFolders(store).filter { place.exists($0 + "/result.json") }
  }

  /// Everything in a folder that its run's going on would change.
  private func state(_ folder: String) -> [String] {
    ["result.json", "cost.json", "log.jsonl", "spec.json", "SHA256SUMS"].map { name in
      var status = stat()
      #expect(stat("\(place.path)/\(folder)/\(name)", &status) == 0)
      return "\(name) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_nsec)"
    }
  }

  /// Goes on with a store that was disturbed, and holds it against the undisturbed one.
  private func goOn(_ store: String, after what: String) throws {
    // What had its result and its last line in the log is not touched any more.
    let before = finished(store).filter {
      (try? place.text($0 + "/log.jsonl").contains("\"completed\"")) ?? false
    }
    let states = before.map(state)
    let run = try start(store).finish()
    #expect(run.status == 0, "\(what): \(run.errors)")
    #expect(before.map(state) == states, "\(what): a finished run was touched")
    for folder in place.runFolders("whole") {
      let name = folder.dropFirst("whole".count)
      #expect(
        try place.bytes(store + name + "/result.json") == place.bytes(folder + "/result.json"),
        "\(what)")
    }
    let left = try FileManager.default.subpathsOfDirectory(atPath: "\(place.path)/\(store)")
    let stray = left.filter { $0.hasSuffix(".partial") || $0.hasSuffix("checkpoint") }
    #expect(stray.isEmpty, "\(what): \(stray)")
    if Self.isFull {
      #expect(try CommandRun(["verify", "--store", store], in: place.path).status == 0, "\(what)")
    }
    try FileManager.default.removeItem(atPath: "\(place.path)/\(store)")
  }

  @Test func aKillAtAnyCallLosesNothing() throws {
    let made = try undisturbed()
    var kills: [StoreCalls.Call: Int] = [:]
    for number in chosen(made) {
      let killed = try start("store", .kill, at: number).finish()
      #expect(killed.status == 128 + SIGKILL, "\(killed.errors)")
      let call = try #require(calls.calls().last)
      #expect(call == made[number - 1])
      kills[call, default: 0] += 1
      try goOn("store", after: "killed at \(call)")
    }
    func count(_ file: String) -> Int {
      kills.filter { $0.key.file.hasPrefix(file) }.reduce(0) { $0 + $1.value }
    }
    let counts =
      "\(kills.values.reduce(0, +)) kills at \(made.count) calls: \(count("checkpoint")) inside a "
      + "checkpoint's write, \(count("result.json")) inside a result's"
    #expect(count("checkpoint") >= 4 && count("result.json") >= 3, "\(counts)")
    if Self.isFull {
      #expect(count("checkpoint") >= 10 && count("result.json") >= 10, "\(counts)")
      print(counts)
      for (call, count) in kills.sorted(by: { "\($0.key)" < "\($1.key)" }) {
        print("  \(count) at \(call)")
      }
    }
  }

  /// As a disk that is full from some call on.
  @Test(arguments: isFull ? [ENOSPC, EROFS] : [ENOSPC]) func aRefusalAtAnyCallLosesNothing(
    _ code: Int32
  ) throws {
    let made = try undisturbed()
    var statuses: [Int32: Int] = [:]
    for number in chosen(made) {
      let refused = try start("store", .refuse(code), at: number).finish()
      let what = "errno \(code) from \(made[number - 1]) on"
      // A run whose result is there has nothing left that must be written.
      let expected: Int32 = code == ENOSPC ? 75 : 2
      #expect(refused.status == expected, "\(what): \(refused.status), \(refused.errors)")
      #expect(
        refused.errors.contains(code == ENOSPC ? "make room" : "read-only"),
        "\(what): \(refused.errors)")
      statuses[refused.status, default: 0] += 1
      try goOn("store", after: what)
    }
    if Self.isFull { print("errno \(code): \(statuses) by exit code") }
  }

  /// While a result is written, which is brought to its end first; and before anything is stored.
  @Test(arguments: SignalTests.codes)
  func aSignalAtACallIsAnsweredAfterIt(_ signal: Int32, _ status: Int32) throws {
    let made = try undisturbed()
    let chosen = made.indices.filter {
      made[$0].name == "rename" && made[$0].file == "result.json" || $0 == 0
    }
    for index in chosen {
      let run = try start("store", .signal(signal), at: index + 1).finish()
      let what = "signal \(signal) at \(made[index])"
      #expect(run.status == status && run.errors.contains("Interrupted"), "\(what): \(run.errors)")
      #expect(try calls.calls().count > index + 1 && (index == 0 || !finished("store").isEmpty))
      try goOn("store", after: what)
    }
  }

  /// Not at calls but at moments of the clock, wherever they find the program; and again and again
  /// until it is done.
  @Test(.enabled(if: isFull, "make test-kills")) func killsAtRandomMomentsLoseNothing() throws {
    _ = try undisturbed()
    let began = ContinuousClock.now
    #expect(try start("store").finish().status == 0)
    let whole = ContinuousClock.now - began
    try FileManager.default.removeItem(atPath: place.path + "/store")
    var random = SystemRandomNumberGenerator()
    var (kills, stores) = (0, 0)
    while kills < 50 {
      let moment = whole * Double.random(in: 0..<1, using: &random)
      let started = try start("store")
      Thread.sleep(forTimeInterval: moment / .seconds(1))
      if started.isRunning {
        kill(started.processIdentifier, SIGKILL)
        if try started.finish().status == 128 + SIGKILL { kills += 1 }
      } else {
        #expect(try started.finish().status == 0)
      }
      // Every third time it is killed on its way from where it was killed before.
      if kills % 3 == 0, place.exists("store") {
        try goOn("store", after: "killed at random")
        stores += 1
      }
    }
    if place.exists("store") { try goOn("store", after: "killed at random") }
    print("\(kills) kills at random moments of \(whole), gone on with in \(stores + 1) stores")
  }
}
