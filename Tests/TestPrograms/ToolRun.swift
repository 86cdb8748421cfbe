import SystemResources

/// A program of the system that a test runs to its end, and what it printed.
///
/// It takes no thread, as Foundation's `Process` does: where the system grants none, that one waits
/// without end.
public struct ToolRun {
  /// The exit status; 128 and the signal where one ended it, as shells show it.
  public let status: Int32
  public let output: [UInt8]

  public var text: String { String(decoding: output, as: UTF8.self) }

  /// - Parameters:
  ///   - program: a path.
  ///   - quiet: whether what it says on standard error is dropped.
  /// - Throws: `ChildProcess.Refusal` where it cannot be started.
  public init(_ program: String, _ arguments: [String], quiet: Bool = false) throws {
    let child = try ChildProcess(program, arguments, quiet: quiet)
    var output: [UInt8] = []
    while true {
      guard let more = child.receive(milliseconds: -1) else { continue }
      if more.isEmpty { break }
      output += more
    }
    self.output = output
    status = child.wait().shellStatus
  }
}

extension ChildProcess.Ending {
  /// As a shell shows it.
  public var shellStatus: Int32 {
    switch self {
    case .exit(let status): status
    case .signal(let signal): 128 + signal
    case .unknown: -1
    }
  }
}
