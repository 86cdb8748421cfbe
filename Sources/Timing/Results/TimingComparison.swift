import Paper

/// One measured overhead: A, its copy A', and B, interleaved; whole training steps, or the
/// attention operator alone.
public struct TimingComparison: Hashable, Codable, Sendable {
  /// Version 1 held the paper's value beside the measured one; the claims file has it. Version 2 had no
  /// series, and said whether the control lay within the half-width, which follows from the rest.
  public var schemaVersion: Int
  public var id: TimingID
  /// The paper's model at its true shape, such as "S/32".
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
  /// From FLOPs: 1 + D / (12 D + 2 L) for the gate.
  public var predicted: Double
  /// The half-width asked for, of a log ratio, such as 0.03.
  public var halfWidth: Double
  /// Seconds of one step of A and of B that was left alone, median over processes, on this machine.
  public var secondsA: Double
  public var secondsB: Double
  public var threads: Int
  public var processor: String
  /// What else the measurement says; nil in records that were made without it.
  public var details: TimingDetails?
  /// All processes that it rests on; nil in records of version 2.
  public var series: TimingSeries?

  public init(
    schemaVersion: Int = 3, id: TimingID, model: PaperModel, setting: String,
    measured: RatioInterval, control: RatioInterval, unit: String, units: Int, dropped: Int,
    predicted: Double, halfWidth: Double, secondsA: Double,
    secondsB: Double, threads: Int, processor: String,
    details: TimingDetails? = nil, series: TimingSeries? = nil
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
    self.halfWidth = halfWidth
    self.secondsA = secondsA
    self.secondsB = secondsB
    self.threads = threads
    self.processor = processor
    self.details = details
    self.series = series
  }

  private enum CodingKeys: String, CodingKey {
    case schemaVersion
    case id = "name"
    case model, setting, measured, control, unit, units, dropped, predicted, halfWidth
    case secondsA, secondsB, threads, processor, details, series
  }
}

extension TimingComparison {
  /// The unit that a measurement needs eight of.
  static let process = "process"
}
