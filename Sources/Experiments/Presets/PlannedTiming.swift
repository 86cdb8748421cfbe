import Paper

/// One overhead that a preset has measured, at the paper's width and length.
public struct PlannedTiming: Hashable, Sendable {
  public var name: TimingName
  /// At the paper's shape.
  public var model: PaperModel
  /// Wall-clock seconds that the measurement takes on a quiet machine; twice that at most.
  public var seconds: Double
  /// Largest half-width of the control's interval for the measurement to be valid, such as 0.03.
  public var halfWidth: Double
  /// Whether another library's attention is timed in the same blocks, where one is installed.
  public var hasPeer: Bool

  public init(
    name: TimingName, model: PaperModel, seconds: Double, halfWidth: Double, hasPeer: Bool = false
  ) {
    self.name = name
    self.model = model
    self.seconds = seconds
    self.halfWidth = halfWidth
    self.hasPeer = hasPeer
  }
}
