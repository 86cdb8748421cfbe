import Foundation
import SystemResources
import Testing

/// Programs that run beside this one.
struct ChildProcessTests {
  @Test func saysWhatItIsTold() throws {
    let child = try ChildProcess("/bin/cat", [])
    #expect(child.send(Array("a line\n".utf8)))
    var answer: [UInt8] = []
    while answer.count < 7 { answer += child.receive(milliseconds: 100) ?? [] }
    #expect(String(decoding: answer, as: UTF8.self) == "a line\n")
  }

  @Test(arguments: [
    ("exit 3", ChildProcess.Ending.exit(3)), ("kill -9 $$", .signal(9)), ("exit 0", .exit(0)),
  ])
  func itsEndingIsTold(script: String, ending: ChildProcess.Ending) throws {
    let child = try ChildProcess("/bin/sh", ["-c", script])
    var more: [UInt8]?
    repeat { more = child.receive(milliseconds: 100) } while more != []
    #expect(child.wait() == ending)
    #expect(child.wait() == ending)
  }

  /// Writing to one that is gone is an answer, not a signal to this process.
  @Test func oneThatIsGoneTakesNothing() throws {
    let child = try ChildProcess("/bin/sh", ["-c", "exit 0"])
    _ = child.wait()
    // A program that another test starts at this moment may hold the other end until it runs.
    var tries = 0
    while child.send(Array("a line\n".utf8)), tries < 500 {
      tries += 1
      usleep(20_000)
    }
    #expect(tries < 500)
  }

  @Test func whatDoesNotStartSaysWhy() {
    #expect(throws: ChildProcess.Refusal.self) {
      try ChildProcess("/no/such/program", [], streams: .null)
    }
  }

  /// One that would go on for ever ends with its owner.
  @Test func itEndsWithItsOwner() throws {
    let child = try ChildProcess("/bin/sleep", ["1000"], streams: .null, quiet: true)
    child.end()
    #expect(child.wait() == .signal(9))
  }
}
