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
