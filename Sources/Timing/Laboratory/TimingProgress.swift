/// How far a measurement has come.
public struct TimingProgress: Sendable {
  /// Of the processes that the result needs; more follow where the control stays too wide.
  public var process: Int
  public var processes: Int
  /// Blocks of each process; nil until the first process has shown how much they scatter.
  public var blocks: Int?
  public var secondsElapsed: Double
  /// Expected, or at most, where `blocks` is nil or the processes that were planned are done.
  public var secondsLeft: Double
  public var isLeftAtMost: Bool
}
