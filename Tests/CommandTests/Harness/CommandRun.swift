import Foundation
import Testing

/// The program as a user runs it: the binary that was built beside the tests.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  static let binary: String = {
    // The test bundle's own executable lies in the folder of the products.
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let candidates = [tests, CommandLine.arguments[0]].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("rectify").path
    }
    return candidates.first(where: FileManager.default.isExecutableFile(atPath:)) ?? candidates[0]
  }()

  /// Starts the program, or another one, with its output in files, so that no pipe can fill up.
  static func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    program: String = binary
  ) throws -> Started {
    try #require(
      FileManager.default.isExecutableFile(atPath: binary),
      "the program \(binary) is not built; run swift build -c release first")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment
      .filter { $0.key != "RECTIFY_STORE" }.merging(environment) { $1 }
    let files = ["output", "errors"].map { "\(folder)/\(UUID().uuidString).\($0)" }
    for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[0]))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1]))
    try process.run()
    return Started(process: process, outputFile: files[0], errorsFile: files[1])
  }

  struct Started {
    let process: Process
    let outputFile: String
    let errorsFile: String

    func finish() throws -> CommandRun {
      process.waitUntilExit()
      return CommandRun(
        // A process that a signal ended has no exit status; shells show 128 and the signal.
        status: process.terminationStatus
          + (process.terminationReason == .uncaughtSignal ? 128 : 0),
        output: try String(contentsOfFile: outputFile, encoding: .utf8),
        errors: try String(contentsOfFile: errorsFile, encoding: .utf8))
    }

    /// Waits until `condition` holds; false when the program ended first.
    func wait(until condition: () -> Bool) -> Bool {
      while process.isRunning {
        if condition() { return true }
        Thread.sleep(forTimeInterval: 0.01)
      }
      return condition()
    }
  }

  init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }

  /// Runs the program to its end.
  init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws {
    self = try Self.start(arguments, in: folder, environment: environment).finish()
  }
}
