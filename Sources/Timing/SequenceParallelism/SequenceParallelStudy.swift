import Foundation
import Paper

/// Runs the processes.
public struct SequenceParallelStudy: Sendable {
  public var executable: String
  public var arguments: [String]
  public var cores: Int
  public var processor: String
  public var repeats: Int
  /// Where the host's lock is.
  package var lockFolder = NSTemporaryDirectory()

  public init(
    executable: String, arguments: [String] = ["time", "--worker"], cores: Int,
    processor: String, repeats: Int = 20
  ) {
    self.executable = executable
    self.arguments = arguments
    self.cores = cores
    self.processor = processor
    self.repeats = repeats
  }

  /// One layer of the paper's model: 6 heads of width 64, one image.
  ///
  /// - Parameters:
  ///   - processCounts: powers of two, of which 2 must be one: the transport's speed is measured
  ///     there.
  ///   - progress: called with each number of processes before it is run.
  /// - Throws: `TimingError` when another timing runs on this host, or a process failed.
  public func run(
    model: PaperModel, tokens: Int, heads: Int = 6, headWidth: Int = 64,
    processCounts: [Int] = [1, 2, 4, 8],
    progress: (_ processes: Int) -> Void = { _ in }, shouldStop: @escaping () -> Bool = { false }
  ) throws(TimingError) -> SequenceParallelism {
    let lock = try HostLock(folder: lockFolder)
    defer { withExtendedLifetime(lock) {} }
    var answers: [Int: [RankAnswer]] = [:]
    for processes in processCounts {
      progress(processes)
      answers[processes] = try ranks(
        processes, tokens: tokens, heads: heads, headWidth: headWidth, shouldStop: shouldStop)
    }
    guard let pair = answers[2]?.first, let short = pair.shortExchange, let long = pair.longExchange
    else {
      throw .processFailed(what: "a share of the keys", reason: "the transport was not timed")
    }
    let bandwidth = Double(4 * SequenceRank.longFloats) / max(1e-9, long - short)
    var entries: [SequenceParallelism.Entry] = []
    for processes in processCounts {
      let answers = answers[processes] ?? []
      for (index, first) in (answers.first?.results ?? []).enumerated() {
        let all = answers.map { $0.results[index] }
        let alone = self.alone(first, in: entries)
        let slowest = all.map(\.seconds).max()!
        let transport =
          Double(first.counts.synchronisationPoints) * short
          + Double(first.counts.bytes) / bandwidth
        entries.append(
          SequenceParallelism.Entry(
            processes: processes, method: first.method, direction: first.direction,
            counts: first.counts, difference: all.map(\.difference).max()!,
            seconds: processes <= cores ? slowest : nil,
            modelledSeconds: (alone ?? slowest) / Double(processes) + transport))
      }
    }
    return SequenceParallelism(
      model: model, tokens: tokens, heads: heads, headWidth: headWidth,
      tolerance: SequenceParallelism.tolerance(tokens: tokens), latency: short,
      bandwidth: bandwidth, processor: processor, entries: entries)
  }

  /// Seconds that one process took for the same.
  private func alone(
    _ result: RankAnswer.Result, in entries: [SequenceParallelism.Entry]
  ) -> Double? {
    entries.first {
      $0.processes == 1 && $0.method == result.method && $0.direction == result.direction
    }?.seconds
  }

  /// Starts the processes, each with its socket in one new folder, and waits for all of them.
  private func ranks(
    _ processes: Int, tokens: Int, heads: Int, headWidth: Int,
    shouldStop: @escaping () -> Bool
  ) throws(TimingError) -> [RankAnswer] {
    let folder = try SocketFolder()
    defer { withExtendedLifetime(folder) {} }
    var workers: [WorkerProcess] = []
    for rank in 0..<processes {
      let worker = try WorkerProcess(
        executable: executable, arguments: arguments, what: "a share of the keys",
        shouldStop: shouldStop)
      try worker.send(
        WorkerRequest.rank(
          RankRequest(
            rank: rank, processes: processes, folder: folder.path, tokens: tokens, heads: heads,
            headWidth: headWidth, repeats: repeats)))
      workers.append(worker)
    }
    var answers: [RankAnswer] = []
    for worker in workers { answers.append(try worker.answer(RankAnswer.self)) }
    return answers
  }
}
