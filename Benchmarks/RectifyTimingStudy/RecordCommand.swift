import ArgumentParser
import Foundation
import SystemResources
import Timing

struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record steps of A against two copies of A (S/16 with ReLU), into steps.csv.",
    discussion: "Leave the machine alone meanwhile. Build in release.")

  @Argument(help: ArgumentHelp("Seconds of steps to record.", valueName: "seconds"))
  var seconds: Double

  @Option(help: ArgumentHelp("The folder for steps.csv.", valueName: "folder"))
  var csv = "."

  @Option(help: ArgumentHelp("Blocks of each process.", valueName: "count"))
  var blocks = 6

  @Option(
    help: ArgumentHelp(
      "Slow B down by this fraction of a step, such as 0.02.", valueName: "fraction"))
  var slowdown: Double?

  @Option(help: ArgumentHelp("Threads of every step.", valueName: "count"))
  var threads = 1

  func validate() throws {
    guard seconds > 0, blocks >= 1, threads >= 1, slowdown ?? 1 > 0 else {
      throw ValidationError("Seconds, blocks, threads and the slow-down must be above zero.")
    }
  }

  func run() throws {
    let laboratory = TimingLaboratory(
      executable: ProgramFile.path, arguments: ["worker"],
      threads: threads, processor: "", program: "")
    let recording = Recording(
      laboratory: laboratory, seconds: seconds, blocksPerProcess: blocks, slowdown: slowdown)
    let samples = try recording.record(seed: UInt64(Date.now.timeIntervalSince1970)) { recorded in
      FileHandle.standardError.write(Data("\r\(Int(recorded)) of \(Int(seconds)) s ".utf8))
    }
    FileHandle.standardError.write(Data("\n".utf8))
    let path = "\(csv)/steps.csv"
    do {
      try FileManager.default.createDirectory(atPath: csv, withIntermediateDirectories: true)
      try Data(samples.text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw StudyError.unwritable(path: path, reason: error.localizedDescription)
    }
    print("\(samples.blocks.count) blocks in \(path).")
  }
}
