/// An interval of a ratio of step times, with all that it takes to read it.
public struct RatioInterval: Hashable, Codable, Sendable {
  /// Median of the per-unit ratios.
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

/// One measured overhead: whole training steps of A, its copy A', and B, interleaved.
public struct TimingComparison: Hashable, Codable, Sendable {
  public var schemaVersion: Int
  /// What was compared, such as "gating".
  public var name: String
  /// The paper's model at its true shape, such as "S/32".
  public var model: String
  /// Shape and step, in words for a caption.
  public var setting: String
  /// B over A.
  public var measured: RatioInterval
  /// A' over A: what the measurement makes of no difference.
  public var control: RatioInterval
  /// What one ratio of the interval is taken over: "block" or "process".
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

  public init(
    schemaVersion: Int = 1, name: String, model: String, setting: String,
    measured: RatioInterval, control: RatioInterval, unit: String, units: Int, dropped: Int,
    predicted: Double, published: Double?, valid: Bool, halfWidth: Double, secondsA: Double,
    secondsB: Double, threads: Int, processor: String
  ) {
    self.schemaVersion = schemaVersion
    self.name = name
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
  }
}
