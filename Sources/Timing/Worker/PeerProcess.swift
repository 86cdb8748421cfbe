import Foundation

/// One process of the other library.
final class PeerProcess {
  private let process: WorkerProcess
  private var repeats = 1

  init(_ process: WorkerProcess) throws(TimingError) {
    self.process = process
    guard try process.line() == "ready" else {
      throw .processFailed(what: "steps of \(PeerProgram.library)", reason: "it did not get ready")
    }
    // As our own arms: warm, and samples well above the clock.
    for _ in 0..<3 {
      repeats = max(1, Int((0.01 / max(1e-6, try step())).rounded(.up)))
    }
  }

  /// Seconds of one step.
  func step() throws(TimingError) -> Double {
    try process.send(line: "steps \(repeats)")
    let line = try process.line()
    guard let seconds = Double(line), seconds > 0 else {
      throw .processFailed(
        what: "steps of \(PeerProgram.library)", reason: "it said \"\(line.prefix(60))\"")
    }
    return seconds / Double(repeats)
  }

  func stop() { process.stop() }
}
