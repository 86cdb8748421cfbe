import Foundation
import Testing

/// Several processes of the program on one store. One at a time, since the tests train.
@Suite(.serialized, .startsPrograms) struct SharingTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
  }

  private func start(
    _ more: [String] = [], store: String = "store", environment: [String: String] = [:]
  ) throws -> CommandRun.Started {
    try CommandRun.start(
      ["run"] + Workplace.options + ["--store", store] + more, in: place.path,
      environment: environment)
  }

  private func result(_ store: String) throws -> Data {
    try place.bytes(try #require(place.runFolders(store).first) + "/result.json")
  }

  /// Started at once; what belongs to the whole store is made by any of them, once.
  @Test func severalProcessesShareTheWork() throws {
    try place.makePreset(images: 320, seeds: 9)
    for started in try (0..<4).map({ _ in try start(["--threads", "1"]) }) {
      let run = try started.finish()
      #expect(run.status == 0 && run.output.contains("mine: 9 runs finished"), "\(run.errors)")
    }
    for folder in place.runFolders("store") {
      #expect(try place.text(folder + "/log.jsonl").components(separatedBy: "started").count == 2)
    }
    let verified = try CommandRun(["verify", "--store", "store"], in: place.path)
    #expect(verified.status == 0 && verified.output.contains("2 measurements"), "\(verified)")
  }

  /// One trains from a checkpoint and is killed; the other, which waited, goes on from the same one.
  @Test func aSuccessorGoesOnFromTheCheckpoint() throws {
    try place.makePreset(images: 6_400)
    #expect(try place.run("run").status == 0)
    let first = try start(store: "shared")
    let log = { (try? place.text($0 + "/log.jsonl")) ?? "" }
    #expect(first.wait { place.runFolders("shared").contains { log($0).contains("started") } })
    kill(first.processIdentifier, SIGINT)
    #expect(try first.finish().status == 130)

    let holder = try start(store: "shared")
    #expect(holder.wait { holder.hasSaid("goes on after step") })
    kill(holder.processIdentifier, SIGSTOP)
    let successor = try start(store: "shared")
    #expect(successor.wait { successor.hasSaid("Another process holds the last run") })
    kill(holder.processIdentifier, SIGKILL)
    _ = try holder.finish()
    let last = try successor.finish()
    #expect(last.status == 0 && last.errors.contains("goes on after step"), "\(last.errors)")
    #expect(try result("shared") == result("store"))
  }

  @Test func theTimeLimitSavesTheState() throws {
    try place.makePreset(images: 640_000)
    let run = try start(["--until", "1s"]).finish()
    #expect(run.status == 75, "\(run.errors)")
    #expect(run.errors.contains("The time of --until is up, state saved; run the same command"))
    #expect(place.runFolders("store").allSatisfy { !place.exists($0 + "/result.json") })
    try place.makePreset(images: 320)
    let whole = try start(["--until", "1h30m"]).finish()
    #expect(whole.status == 0 && whole.output.contains("1 run finished"), "\(whole.errors)")
  }

  @Test(arguments: [
    ("--until", "90"), ("--until", "5m1h"), ("--until", "0s"), ("--until", ""), ("--shard", "3/2"),
    ("--shard", "0/2"), ("--shard", "2"),
  ]) func whatCannotBeIsRefused(_ option: String, _ value: String) throws {
    try place.makePreset(images: 320)
    let run = try start([option, value]).finish()
    #expect(run.status == 2 && run.errors.contains("such as"), "\(run.errors)")
    #expect(!place.exists("store"))
  }

  /// On a file system without locks, as some clusters' are.
  @Test(.enabled(if: StoreCalls.isPossible, "needs gcc, for the library"))
  func shardsNeedNoLocks() throws {
    try place.makePreset(images: 320, seeds: 5)
    let environment = try StoreCalls(in: place.path).environment(
      store: place.path + "/store", .refuse(ENOSYS), of: "flock")
    let refused = try start(environment: environment).finish()
    #expect(refused.status == 2, "\(refused.errors)")
    #expect(
      refused.errors.contains("no locks") && refused.errors.contains("--shard i/N"),
      "\(refused.errors)")
    let shards = try (1...3).map { try start(["--shard", "\($0)/3"], environment: environment) }
    for (index, started) in shards.enumerated() {
      let run = try started.finish()
      #expect(run.status == 0, "\(run.errors)")
      #expect(
        run.output.contains(
          "mine, shard \(index + 1)/3: \(["2 runs", "2 runs", "1 run"][index]) finished"))
      // What belongs to the whole store is made once.
      #expect(run.output.contains("linear classifier") == (index == 0))
    }
    // Nothing is left to take.
    let whole = try start(environment: environment).finish()
    #expect(whole.status == 0 && whole.output.contains("5 runs finished"), "\(whole.errors)")
    let verified = try CommandRun(["verify", "--store", "store"], in: place.path)
    #expect(verified.status == 0 && verified.output.contains("5 finished runs"), "\(verified)")
    #expect(place.exists("store/measurements/margins-at-first-run.json"))
    #expect(!place.exists("store/measurements/lock.held"))
  }
}
