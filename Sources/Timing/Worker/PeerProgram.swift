import Foundation
import SystemResources

/// PyTorch's fused attention, where a Python with it is installed: `torch_peer.py` beside the
/// benchmark, which takes steps of a case when told to.
public struct PeerProgram: Sendable {
  public static let library = "PyTorch"

  var python: String
  var script: String

  /// Nil where the script or the library is missing.
  ///
  /// - Parameters:
  ///   - python: the interpreter's path or name; nil for the one that `make peers` installs, or else the
  ///     system's.
  ///   - folder: where the script is; by default that of the project's folder.
  public init?(python: String? = nil, folder: String = "Benchmarks/peers") {
    let script = "\(folder)/torch_peer.py"
    guard FileManager.default.isReadableFile(atPath: script) else { return nil }
    let installed = ".build/peers/bin/python"
    let python =
      python ?? (FileManager.default.isExecutableFile(atPath: installed) ? installed : "python3")
    let probe = try? ChildProcess(
      "/usr/bin/env", [python, "-c", "import torch"], streams: .null, quiet: true)
    guard let probe, probe.wait() == .exit(0) else { return nil }
    self.python = python
    self.script = script
  }

  /// The case as the script reads it.
  private struct Case: Encodable {
    var attention: String
    var batch: Int
    var threads: Int
    var tokens: Int
    var heads: Int
    var headWidth: Int
  }

  /// Starts it on softmax's operator; nil for any other work.
  func start(
    _ work: TimedWork, threads: Int, shouldStop: @escaping () -> Bool
  ) throws(TimingError) -> PeerProcess? {
    guard case .attention(let shape) = work else { return nil }
    let description = Case(
      attention: shape.attention.name, batch: shape.batch, threads: threads, tokens: shape.tokens,
      heads: shape.heads, headWidth: shape.headWidth)
    guard let json = try? MessageLine.encode(description) else { return nil }
    // Threads that wait by spinning would disturb our steps in between.
    return try PeerProcess(
      WorkerProcess(
        executable: "/usr/bin/env",
        arguments: ["OMP_WAIT_POLICY=PASSIVE", python, script, "eager", json],
        what: "steps of \(Self.library)", shouldStop: shouldStop))
  }
}
