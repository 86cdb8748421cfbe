import Foundation

/// What a process of the laboratory does: `rectify time --worker` and nothing else.
public enum Worker {
  /// Answers the messages on standard input until it ends.
  ///
  /// - Throws: `TimingError.processFailed` at a message that cannot be understood or obeyed.
  public static func serve() throws {
    ParentWatch.start()
    guard let line = readLine() else { return }
    switch try MessageLine.decode(WorkerRequest.self, from: line) {
    case .blocks(let request): try BlockWorker(request).serve()
    case .rank(let request): try SequenceRank(request).serve()
    }
  }

  /// One line on standard output, at once.
  static func answer(_ message: some Encodable) throws {
    print(try MessageLine.encode(message))
    fflush(nil)
  }
}
