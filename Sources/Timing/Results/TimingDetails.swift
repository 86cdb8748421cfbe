/// What is behind a measured overhead.
public struct TimingDetails: Hashable, Codable, Sendable {
  /// One kind of work, timed alone in the same blocks as the steps.
  public struct Part: Hashable, Codable, Sendable {
    public var name: String
    /// In one step: median over processes.
    public var seconds: Double

    public init(name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
  }

  /// The same operator in another library, in the same run.
  public struct Peer: Hashable, Codable, Sendable {
    /// Such as "PyTorch".
    public var library: String
    /// Its time over that of our B.
    public var ratio: RatioInterval

    public init(library: String, ratio: RatioInterval) {
      self.library = library
      self.ratio = ratio
    }
  }

  /// Blocks that the interval rests on, over all processes.
  public var blocks: Int
  /// B over A by `StepTraffic`, with the peak and the bandwidth below; nil for operators.
  public var predictedWithTraffic: Double?
  public var parts: [Part]
  /// Floating-point operations a second of multiply-adds in registers, median over blocks.
  public var peak: Double
  /// Bytes a second between the processor and memory; nil where it was not measured.
  public var bandwidth: Double?
  /// Operations of the products over time and peak.
  public var fractionOfPeakA: Double?
  public var fractionOfPeakB: Double?
  /// Nil where no other library is installed.
  public var peer: Peer?
  /// B over A in processor time instead of wall-clock time: a witness, which no neighbour slows, and
  /// which decides nothing.
  public var processorTime: RatioInterval?
  public var conditions: TimingConditions?
  /// Of the model whose step was timed; nil for operators, and in records made at the paper's depth.
  public var depth: Int?

  public init(
    blocks: Int, predictedWithTraffic: Double? = nil, parts: [Part] = [], peak: Double,
    bandwidth: Double? = nil, fractionOfPeakA: Double? = nil, fractionOfPeakB: Double? = nil,
    peer: Peer? = nil, processorTime: RatioInterval? = nil, conditions: TimingConditions? = nil,
    depth: Int? = nil
  ) {
    self.blocks = blocks
    self.predictedWithTraffic = predictedWithTraffic
    self.parts = parts
    self.peak = peak
    self.bandwidth = bandwidth
    self.fractionOfPeakA = fractionOfPeakA
    self.fractionOfPeakB = fractionOfPeakB
    self.peer = peer
    self.processorTime = processorTime
    self.conditions = conditions
    self.depth = depth
  }

  /// Each part's fraction of their sum, in their order.
  public var shares: [(name: String, share: Double)] {
    let total = parts.reduce(0) { $0 + $1.seconds }
    return total > 0 ? parts.map { ($0.name, $0.seconds / total) } : []
  }
}
