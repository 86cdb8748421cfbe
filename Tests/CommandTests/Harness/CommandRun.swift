import Foundation
import SystemResources
import TestPrograms
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
    let files = ["output", "errors"].map { "\(folder)/\(UUID().uuidString).\($0)" }
    for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
    // The shell becomes the program, so that a signal to it reaches the program.
    let shell =
      "cd \"$1\" && exec > \"$2\" 2> \"$3\" && shift 3 && exec env -u RECTIFY_STORE \"$@\""
    let process = try ChildProcess(
      "/bin/sh",
      ["-c", shell, "sh", folder] + files + environment.map { "\($0.key)=\($0.value)" }
        + [program] + arguments,
      streams: .null)
    return Started(process: process, outputFile: files[0], errorsFile: files[1])
  }

  struct Started {
    private let process: ChildProcess
    let outputFile: String
    let errorsFile: String

    fileprivate init(process: ChildProcess, outputFile: String, errorsFile: String) {
      self.process = process
      self.outputFile = outputFile
      self.errorsFile = errorsFile
    }

    var processIdentifier: pid_t { process.identifier }

    /// Waits for its end; its files go, since the folder may be another's.
    func finish() throws -> CommandRun {
      defer { for file in [outputFile, errorsFile] { unlink(file) } }
      return try CommandRun(
        status: process.wait().shellStatus,
        output: String(contentsOfFile: outputFile, encoding: .utf8),
        errors: String(contentsOfFile: errorsFile, encoding: .utf8))
    }

    /// Waits until `condition` holds; false when the program ended first.
    func wait(until condition: () -> Bool) -> Bool {
      while isRunning {
        if condition() { return true }
        usleep(10_000)
      }
      return condition()
    }

    /// Whether a text stands in what it has said beside its results; until `finish`.
    func hasSaid(_ text: String) -> Bool {
      (try? String(contentsOfFile: errorsFile, encoding: .utf8))?.contains(text) ?? false
    }

    /// Its status is left to be told by `finish`.
    var isRunning: Bool {
      var state = siginfo_t()
      waitid(P_PID, id_t(process.identifier), &state, WEXITED | WNOHANG | WNOWAIT)
      return state.si_signo == 0
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
