import Experiments
import Foundation
import Testing
import Training

/// The program where the system grants little: processors, threads, memory, open streams.
@Suite(.serialized, .startsPrograms) struct LimitTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(images: 320)
  }

  /// Runs the program from a shell that has done `setting` before.
  private func run(
    _ verb: String, after setting: String, _ redirections: String = "", store: String = "store"
  ) throws -> CommandRun {
    try CommandRun.start(
      ["-c", "\(setting) exec \"$0\" \"$@\" \(redirections)", CommandRun.binary, verb]
        + Workplace.options + ["--store", store],
      in: place.path, program: "/bin/bash"
    ).finish()
  }

  private func cost() throws -> RunCost {
    let folder = try #require(place.runFolders("store").first)
    return try JSONDecoder().decode(RunCost.self, from: place.bytes(folder + "/cost.json"))
  }

  /// However many are asked for, no more work than there are processors, and the record says what
  /// was used and what it took.
  @Test func coreHoursDoNotGrowWithTheThreadsAskedFor() throws {
    let run = try place.run("run", "--threads", "64")
    #expect(run.status == 0, "\(run.errors)")
    let processors = Machine.coreCount
    #expect(run.errors.contains("--threads 64: this process may use") == (processors < 64))
    let cost = try cost()
    #expect(cost.threads <= processors)
    #expect(try #require(cost.processorSeconds) > 0)
    #expect(cost.coreSeconds == cost.processorSeconds)
  }

  /// A thread's stack is larger than all the memory that the process may have; the result is that
  /// of any number of threads.
  @Test func threadsThatTheSystemRefusesAreDoneWithout() throws {
    let limited = try run("run", after: "ulimit -s 4000000; ulimit -v 3000000;")
    #expect(limited.status == 0, "\(limited.errors)")
    #expect(limited.errors.contains("The system starts only 1 of") == (Machine.coreCount > 1))
    #expect(try cost().threads == 1)
    let usual = try run("run", after: "", store: "other")
    #expect(usual.status == 0)
    #expect(
      try place.bytes(try #require(place.runFolders("store").first) + "/result.json")
        == place.bytes(try #require(place.runFolders("other").first) + "/result.json"))
  }

  @Test func memoryThatCannotBeHadIsASentence() throws {
    let run = try run("run", after: "ulimit -v 120000;")
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("MB of memory more than this process has"))
  }

  /// No file of the store takes the place of a stream that is closed.
  @Test(arguments: ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
  func closedStreamsLeaveTheStoreWhole(redirections: String) throws {
    let run = try run("run", after: "", redirections)
    #expect((run.status == 0) == !redirections.split(separator: " ").contains(">&-"))
    let verified = try CommandRun(["verify", "--store", "store"], in: place.path)
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.output.contains("1 finished run"))
  }
}
