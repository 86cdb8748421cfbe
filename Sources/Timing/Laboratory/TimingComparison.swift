import Paper

/// An interval of a ratio of step times, with all that it takes to read it.
public struct RatioInterval: Hashable, Codable, Sendable {
  /// Geometric mean of the processes' median ratios.
  public var ratio: Double
  public var low: Double
  public var high: Double
  /// Confidence level, such as 0.95.
  public var level: Double
  public init(ratio: Double, low: Double, high: Double, level: Double) {
    self.ratio = ratio
    self.low = low
    self.high = high
    self.level = level
  }
}

/// One measured overhead: A, its copy A', and B, interleaved; whole training steps, or the
/// attention operator alone.
public struct TimingComparison: Hashable, Codable, Sendable {
  public var schemaVersion: Int
  public var id: TimingID
  /// At the paper's shape.
  public var model: PaperModel
  /// Shape and step, in words for a caption.
  public var setting: String
  /// B over A.
  public var measured: RatioInterval
  /// A' over A: what the measurement makes of no difference.
  public var control: RatioInterval
  /// What one ratio of the interval is taken over: "process".
  public var unit: String
  public var units: Int
  /// Blocks left out because the machine was busy with something else.
  public var dropped: Int
  /// The count of multiplications: 1 + D / (12 D + 2 L) for the gate.
  public var predicted: Double
  /// The paper's value, where it prints one for this comparison (1.093 for S/8).
  public var published: Double?
  /// Whether the control's whole interval lies within plus or minus the half-width asked for.
  public var valid: Bool
  /// The half-width asked for, such as 0.03.
  public var halfWidth: Double
  /// Median seconds of one step of A and of B, on this machine.
  public var secondsA: Double
  public var secondsB: Double
  public var threads: Int
  public var processor: String
  /// What else the measurement says; nil in records that were made without it.
  public var details: TimingDetails?

  public init(
    schemaVersion: Int = 1, id: TimingID, model: PaperModel, setting: String,
    measured: RatioInterval, control: RatioInterval, unit: String, units: Int, dropped: Int,
    predicted: Double, published: Double?, valid: Bool, halfWidth: Double, secondsA: Double,
    secondsB: Double, threads: Int, processor: String,
    details: TimingDetails? = nil
  ) {
    self.schemaVersion = schemaVersion
    self.id = id
    self.model = model
    self.setting = setting
    self.measured = measured
    self.control = control
    self.unit = unit
    self.units = units
    self.dropped = dropped
    self.predicted = predicted
    self.published = published
    self.valid = valid
    self.halfWidth = halfWidth
    self.secondsA = secondsA
    self.secondsB = secondsB
    self.threads = threads
    self.processor = processor
    self.details = details
  }

  private enum CodingKeys: String, CodingKey {
    case schemaVersion
    case id = "name"
    case model, setting, measured, control, unit, units, dropped, predicted, published, valid
    case halfWidth, secondsA, secondsB, threads, processor, details
  }
}

extension TimingComparison {
  /// The unit that a measurement needs eight of.
  static let process = "process"

  /// Why there is no number; nil where there is one.
  public var defect: String? {
    if valid { return nil }
    return unit == Self.process && units < ProcessMedians.fewestProcesses
      ? "only \(units) of \(ProcessMedians.fewestProcesses) processes were left undisturbed"
      : "the control failed"
  }
}

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

  public init(
    blocks: Int, predictedWithTraffic: Double? = nil, parts: [Part] = [], peak: Double,
    bandwidth: Double? = nil, fractionOfPeakA: Double? = nil, fractionOfPeakB: Double? = nil,
    peer: Peer? = nil
  ) {
    self.blocks = blocks
    self.predictedWithTraffic = predictedWithTraffic
    self.parts = parts
    self.peak = peak
    self.bandwidth = bandwidth
    self.fractionOfPeakA = fractionOfPeakA
    self.fractionOfPeakB = fractionOfPeakB
    self.peer = peer
  }

  /// Each part's share of all parts, in their order.
  public var shares: [(name: String, share: Double)] {
    let total = parts.reduce(0) { $0 + $1.seconds }
    return total > 0 ? parts.map { ($0.name, $0.seconds / total) } : []
  }
}
