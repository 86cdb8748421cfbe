import Foundation
import Testing

/// The program whose processes the laboratory starts, as it was built beside the tests.
enum ProgramUnderTest {
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let candidates = [tests, CommandLine.arguments[0]].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("rectify").path
    }
    return candidates.first(where: FileManager.default.isExecutableFile(atPath:)) ?? candidates[0]
  }()

  /// A new folder for locks and stores, so that the tests neither wait for another timing on this
  /// host nor stop one.
  static func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("rectify-timing-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  struct Ended {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs it to its end.
  ///
  /// - Parameter interruptAfter: a text on its standard error after which it is sent SIGINT.
  static func run(
    _ arguments: [String], folder: String, interruptAfter: String? = nil
  ) throws -> Ended {
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "the program \(path) is not built; run swift build -c release first")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TMPDIR": folder, "RECTIFY_STORE": folder + "/runs"]) { $1 }
    let files = ["output", "errors"].map { "\(folder)/\(UUID().uuidString).\($0)" }
    for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[0]))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1]))
    try process.run()
    if let interruptAfter {
      while process.isRunning,
        try !String(contentsOfFile: files[1], encoding: .utf8).contains(interruptAfter)
      {
        Thread.sleep(forTimeInterval: 0.02)
      }
      process.interrupt()
    }
    process.waitUntilExit()
    return Ended(
      status: process.terminationStatus
        + (process.terminationReason == .uncaughtSignal ? 128 : 0),
      output: try String(contentsOfFile: files[0], encoding: .utf8),
      errors: try String(contentsOfFile: files[1], encoding: .utf8))
  }
}
