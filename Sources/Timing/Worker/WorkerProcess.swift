import SystemResources

/// One process of the laboratory, seen from the parent.
final class WorkerProcess {
  private let process: ChildProcess
  private var buffer: [UInt8] = []
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
    do {
      process = try ChildProcess(executable, arguments)
    } catch {
      throw .processRefused(what: what, reason: "\(executable): \(error.reason)")
    }
  }

  deinit { stop() }

  func send(_ message: some Encodable) throws(TimingError) {
    guard let line = try? MessageLine.encode(message) else {
      throw .processFailed(what: what, reason: "it takes no such command")
    }
    try send(line: line)
  }

  func send(line: String) throws(TimingError) {
    // One that ended too early says more by how it ended.
    guard process.send(Array((line + "\n").utf8)) else { throw ended() }
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
        buffer.removeSubrange(...end)
        return line
      }
      let more = process.receive(milliseconds: 100)
      if shouldStop() { throw .stopped }
      guard let more else { continue }
      guard !more.isEmpty else { throw ended() }
      buffer += more
    }
  }

  /// What is wrong with a process that has closed its input or output; waits for its end.
  private func ended() -> TimingError {
    switch process.wait() {
    case .exit(2):
      // The exit code of what its user must change, such as too little memory; it has said what.
      .processRefused(what: what, reason: "it ended with exit code 2")
    case .exit(let code):
      .processFailed(what: what, reason: "it ended too early with exit code \(code)")
    case .unknown: .processFailed(what: what, reason: "it ended too early")
    case .signal(let number) where number == 9:
      .processFailed(
        what: what, reason: "it was killed, as the system does when memory runs out")
    case .signal(let number):
      .processFailed(what: what, reason: "it ended too early with signal \(number)")
    }
  }

  /// Ends it; it has nothing to save.
  func stop() { process.end() }
}
