import Foundation
import Paper

/// What it takes to share the keys and values of one attention layer over several processes,
/// counted in a real transport: the paper's claim that ReLU-attention needs fewer gathers.
public struct SequenceParallelism: Hashable, Codable, Sendable {
  public struct Entry: Hashable, Codable, Sendable {
    /// P.
    public var processes: Int
    public var method: SequenceMethod
    public var direction: SequenceDirection
    /// Of one process; bytes are those that one process sends.
    public var counts: CollectiveCounts
    /// The largest over processes and results of: norm of the difference from the unsharded
    /// operator over the norm of what that gives.
    public var difference: Double
    /// Median seconds of the slowest process; nil where the machine has fewer cores than processes.
    public var seconds: Double?
    /// By `modelledSeconds`: one process's time shared by P, plus the transport's.
    public var modelledSeconds: Double

    public init(
      processes: Int, method: SequenceMethod, direction: SequenceDirection,
      counts: CollectiveCounts, difference: Double, seconds: Double?, modelledSeconds: Double
    ) {
      self.processes = processes
      self.method = method
      self.direction = direction
      self.counts = counts
      self.difference = difference
      self.seconds = seconds
      self.modelledSeconds = modelledSeconds
    }
  }

  public var schemaVersion: Int
  /// Whose layer it is, at the paper's shape.
  public var model: PaperModel
  /// L.
  public var tokens: Int
  public var heads: Int
  public var headWidth: Int
  /// What `difference` may be at most.
  public var tolerance: Double
  /// Of the model of the transport, measured between two processes: seconds of one exchange, and
  /// bytes a second each way.
  public var latency: Double
  public var bandwidth: Double
  public var processor: String
  public var entries: [Entry]

  public init(
    schemaVersion: Int = 1, model: PaperModel, tokens: Int, heads: Int, headWidth: Int,
    tolerance: Double, latency: Double, bandwidth: Double, processor: String, entries: [Entry]
  ) {
    self.schemaVersion = schemaVersion
    self.model = model
    self.tokens = tokens
    self.heads = heads
    self.headWidth = headWidth
    self.tolerance = tolerance
    self.latency = latency
    self.bandwidth = bandwidth
    self.processor = processor
    self.entries = entries
  }

  /// Whether every method gives what the unsharded operator gives.
  public var agrees: Bool { entries.allSatisfy { $0.difference <= tolerance } }

  /// Both directions of a method at P processes; nil where it was not run.
  public func counts(_ method: SequenceMethod, processes: Int) -> CollectiveCounts? {
    let both = entries.filter { $0.method == method && $0.processes == processes }
    guard both.count == SequenceDirection.allCases.count else { return nil }
    return both.reduce(into: CollectiveCounts()) { sum, entry in
      sum.collectives += entry.counts.collectives
      sum.synchronisationPoints += entry.counts.synchronisationPoints
      sum.bytes += entry.counts.bytes
    }
  }

  public var processCounts: [Int] { Set(entries.map(\.processes)).sorted() }

  /// How far float32 sums may differ when their order changes: 4 L u in relative norm.
  ///
  /// Rounding errors of a sum of n terms add up like a random walk, to sqrt(n) u of the sum of the
  /// terms' magnitudes (Higham and Mary, "A new approach to probabilistic rounding error analysis",
  /// 2019); with terms of random sign the sum itself is sqrt(n) times smaller than that. Both
  /// orders err, and the exponentials' arguments do so once more.
  static func tolerance(tokens: Int) -> Double { 4 * Double(tokens) * 0x1p-24 }
}

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
    // Short, since a socket's path may have a hundred bytes.
    let folder = "/tmp/rectify-\(getpid())-\(processes)"
    try? FileManager.default.removeItem(atPath: folder)
    guard mkdir(folder, 0o700) == 0 else {
      throw .processFailed(what: "a share of the keys", reason: "\(folder) cannot be made")
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var workers: [WorkerProcess] = []
    for rank in 0..<processes {
      let worker = try WorkerProcess(
        executable: executable, arguments: arguments, what: "a share of the keys",
        shouldStop: shouldStop)
      try worker.send(
        WorkerRequest.rank(
          RankRequest(
            rank: rank, processes: processes, folder: folder, tokens: tokens, heads: heads,
            headWidth: headWidth, repeats: repeats)))
      workers.append(worker)
    }
    var answers: [RankAnswer] = []
    for worker in workers { answers.append(try worker.answer(RankAnswer.self)) }
    return answers
  }
}
