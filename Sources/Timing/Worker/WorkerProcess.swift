import Foundation

/// One process of the laboratory, seen from the parent.
final class WorkerProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var buffer = Data()
  private let what: String
  private let shouldStop: () -> Bool

  /// Starts the program with `arguments` in a process of its own.
  ///
  /// - Parameters:
  ///   - what: what it takes, for messages.
  ///   - shouldStop: asked while an answer is waited for.
  init(
    executable: String, arguments: [String], what: String, shouldStop: @escaping () -> Bool
  ) throws(TimingError) {
    self.what = what
    self.shouldStop = shouldStop
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw .processFailed(what: what, reason: "\(executable) does not start")
    }
    // Only the child may hold its ends: else it would never see the end of its input.
    try? input.fileHandleForReading.close()
    try? output.fileHandleForWriting.close()
    // A process that died is found out by its silence, not by a signal to this one.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit { stop() }

  func send(_ message: some Encodable) throws(TimingError) {
    do {
      try send(line: MessageLine.encode(message))
    } catch {
      throw .processFailed(what: what, reason: "it takes no more commands")
    }
  }

  func send(line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  func answer<Message: Decodable>(_ type: Message.Type) throws(TimingError) -> Message {
    let line = try self.line()
    do {
      return try MessageLine.decode(type, from: line)
    } catch {
      throw .processFailed(what: what, reason: "it said \"\(line.prefix(60))\"")
    }
  }

  /// The next line of its output.
  func line() throws(TimingError) -> String {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer = Data(buffer[buffer.index(after: end)...])
        return line
      }
      var state = pollfd(
        fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&state, 1, 100)
      if shouldStop() { throw .stopped }
      if ready <= 0 { continue }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw .processFailed(what: what, reason: ending()) }
      buffer += more
    }
  }

  /// How it ended, in words; waits for it.
  private func ending() -> String {
    process.waitUntilExit()
    let kind = process.terminationReason == .uncaughtSignal ? "signal" : "exit code"
    return "it ended too early with \(kind) \(process.terminationStatus)"
  }

  /// Ends its input, and it with that; a process that is in the middle of something is told to end.
  func stop() {
    try? input.fileHandleForWriting.close()
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }
}
