import Paper

/// Everything that is interleaved in one measurement: A, its copy A', one or more B, and parts of
/// the work that are timed alone beside them.
public struct TimingSchedule: Sendable {
  /// One B, and what is known of it beforehand.
  public struct Option: Sendable {
    public var id: TimingID
    public var work: TimedWork
    /// B over A as predicted from FLOPs.
    public var predicted: Double

    public init(id: TimingID, work: TimedWork, predicted: Double = 1) {
      self.id = id
      self.work = work
      self.predicted = predicted
    }
  }

  public struct Part: Sendable {
    public var name: String
    public var work: TimedWork

    public init(name: String, work: TimedWork) {
      self.name = name
      self.work = work
    }
  }

  public var name: TimingName
  /// At the paper's shape.
  public var model: PaperModel
  /// Shape and step, in words for a caption.
  public var setting: String
  public var base: TimedWork
  public var options: [Option]
  public var parts: [Part]
  /// The control's whole 99 % interval must lie within plus or minus this for a result to be valid.
  public var halfWidth: Double
  /// Wall-clock seconds that the measurement may take, warm-ups included.
  public var budget: Double

  public init(
    name: TimingName, model: PaperModel, setting: String, base: TimedWork, options: [Option],
    parts: [Part], halfWidth: Double, budget: Double
  ) {
    self.name = name
    self.model = model
    self.setting = setting
    self.base = base
    self.options = options
    self.parts = parts
    self.halfWidth = halfWidth
    self.budget = budget
  }

  /// The arms in their order: 0 is A, 1 is A', then the options, then the parts.
  var works: [TimedWork] { [base, base] + options.map(\.work) + parts.map(\.work) }

  /// Names of the arms, for the samples.
  var armNames: [String] { ["A", "A'"] + options.map(\.id.description) + parts.map(\.name) }

  func optionArm(_ index: Int) -> Int { 2 + index }
  func partArm(_ index: Int) -> Int { 2 + options.count + index }
}
