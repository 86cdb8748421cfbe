import Foundation
import Testing

/// Runs of the program on synthetic data. One at a time: several trainings at once would starve
/// each other.
@Suite(.serialized, .startsPrograms) struct RunCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
  }

  private func arguments(_ verb: String, store: String) -> [String] {
    [verb, "--preset", "./mine.yaml", "--data", "data", "--store", store]
  }

  private func run(_ verb: String, store: String) throws -> CommandRun {
    try CommandRun(arguments(verb, store: store), in: place.path)
  }

  /// Sends a signal once some run's folder meets a condition.
  private func run(
    store: String, stoppedBy signal: Int32, when condition: (String) -> Bool
  ) throws -> CommandRun {
    let started = try CommandRun.start(arguments("run", store: store), in: place.path)
    #expect(started.wait { place.runFolders(store).contains(where: condition) })
    kill(started.processIdentifier, signal)
    return try started.finish()
  }

  private func hasStarted(_ folder: String, times: Int = 1) -> Bool {
    let log = (try? place.text(folder + "/log.jsonl")) ?? ""
    return log.components(separatedBy: "\"started\"").count > times
  }

  private func result(_ store: String) throws -> Data {
    try place.bytes(try #require(place.runFolders(store).first) + "/result.json")
  }

  @Test func trainsWhatIsMissingAndNothingTwice() throws {
    try place.makePreset(images: 320, seeds: 2)
    let first = try run("run", store: "store")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("2 runs finished in store"))
    #expect(first.errors.contains("1/2") && first.errors.contains("2/2"))
    let again = try run("run", store: "store")
    #expect(again.status == 0 && again.output == first.output)
    #expect(again.errors.contains("2 finished already") && !again.errors.contains("1/2"))
    // Neither output is a terminal here: no control sequences.
    #expect(!first.errors.contains("\u{1B}") && !first.errors.contains("\r"))
  }

  @Test func theStoreCanBeNamedByTheEnvironment() throws {
    try place.makePreset(images: 320)
    let run = try CommandRun(
      ["run", "--preset", "./mine.yaml", "--data", "data"], in: place.path,
      environment: ["RECTIFY_STORE": "elsewhere"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(place.runFolders("elsewhere").count == 1)
  }

  /// Trained twice, with other threads: the same bits, and another provenance said first.
  @Test func twoStoresAreCompared() throws {
    // One run has both threads; of several each would have one.
    try place.makePreset(images: 320)
    func train(_ store: String, threads: String) throws {
      let run = try CommandRun(
        [
          "run", "--preset", "./mine.yaml", "--data", "data", "--store", store, "--threads",
          threads,
        ], in: place.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    try train("one", threads: "1")
    try train("two", threads: "2")
    func diff(_ stores: [String]) throws -> CommandRun {
      try CommandRun(["diff"] + stores, in: place.path)
    }
    let same = try diff(["one", "two"])
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.contains("1 run in both, 0 only in one, 0 only in two."))
    #expect(same.output.contains("Results: all the same, to the bit."), "\(same.output)")
    let provenance = same.output.split(separator: "\n").first { $0.hasPrefix("threads") }
    #expect(provenance?.split(separator: " ") == ["threads", "1", "2"], "\(same.output)")
    #expect(!same.output.contains("build.compiler"))
    #expect(try diff(["one"]).status == 2)
    let nothing = try diff(["one", "three"])
    #expect(nothing.status == 3 && nothing.errors.contains("finished in both one and three"))
  }

  @Test func aKilledRunGoesOnToTheSameBytes() throws {
    try place.makePreset(images: 6_400)
    #expect(try run("run", store: "whole").status == 0)
    // Interrupted once, so that there is a checkpoint; then killed on the way from it; then left.
    let first = try run(store: "pieces", stoppedBy: SIGINT) { hasStarted($0) }
    #expect(first.status == 130, "\(first.errors)")
    let second = try run(store: "pieces", stoppedBy: SIGKILL) { hasStarted($0, times: 2) }
    #expect(second.status == 128 + SIGKILL)
    let folder = try #require(place.runFolders("pieces").first)
    #expect(place.exists(folder + "/checkpoint") && !place.exists(folder + "/result.json"))
    let last = try run("run", store: "pieces")
    #expect(last.status == 0, "\(last.errors)")
    #expect(try result("pieces") == result("whole"))
  }

  @Test func aRunKilledBeforeItsFirstCheckpointStartsAgain() throws {
    try place.makePreset(images: 6_400)
    #expect(try run("run", store: "whole").status == 0)
    let killed = try run(store: "killed", stoppedBy: SIGKILL) { hasStarted($0) }
    #expect(killed.status == 128 + SIGKILL)
    #expect(try run("run", store: "killed").status == 0)
    #expect(try result("killed") == result("whole"))
  }

  @Test func aDamagedRecordGivesSixAndItsName() throws {
    try place.makePreset(images: 320)
    #expect(try run("run", store: "store").status == 0)
    let file = try #require(place.runFolders("store").first) + "/result.json"
    let text = try place.text(file)
    try place.write(
      file, text.replacingOccurrences(of: "\"steps\":10", with: "\"steps\":11"))
    for verb in ["run", "plan"] {
      let run = try run(verb, store: "store")
      #expect(run.status == 6 && run.errors.contains(file), "\(run.errors)")
    }
  }
}
