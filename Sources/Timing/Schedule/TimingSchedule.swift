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
    /// Empty where the number decides nothing.
    public var needs: Set<TimingNeed>

    public init(
      id: TimingID, work: TimedWork, predicted: Double = 1, needs: Set<TimingNeed> = [.size]
    ) {
      self.id = id
      self.work = work
      self.predicted = predicted
      self.needs = needs
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
  /// How narrow the intervals are wanted: half the width of each, of a log ratio.
  public var halfWidth: Double
  /// Wall-clock seconds that are meant for the measurement, warm-ups included.
  public var budget: Double
  /// Whether another library's attention is timed beside it, where there is one.
  public var hasPeer = false

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

/// What must be known of a ratio until its measurement may end.
public enum TimingNeed: Hashable, Sendable {
  /// Which of the two takes longer.
  case order
  /// The ratio itself, within the half-width that was asked for.
  case size
}
