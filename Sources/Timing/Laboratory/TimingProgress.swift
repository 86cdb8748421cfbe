import Paper

/// How far a measurement has come.
public struct TimingProgress: Sendable {
  public var name: TimingName
  public var model: PaperModel
  /// Processes that it rests on so far, counted from 1.
  public var process: Int
  /// Processes at which its intervals are looked at next.
  public var nextLook: Int
  /// What the last look left undecided; empty before the first.
  public var open: [TimingID]
  /// At most, for this measurement and all that share the time with it.
  public var secondsLeft: Double

  init(
    schedule: TimingSchedule, process: Int, nextLook: Int, open: [TimingID], secondsLeft: Double
  ) {
    name = schedule.name
    model = schedule.model
    self.process = process
    self.nextLook = nextLook
    self.open = open
    self.secondsLeft = secondsLeft
  }
}
