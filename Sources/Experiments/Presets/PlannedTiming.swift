import Paper

/// One overhead that a preset has measured, at the paper's true shape.
public struct PlannedTiming: Hashable, Sendable {
  public var name: TimingName
  /// The paper's name of the model, such as "S/32".
  public var model: String
  /// Wall-clock seconds that the measurement takes on a quiet machine; twice that at most.
  public var seconds: Double
  /// Largest half-width of the control's interval for the measurement to be valid, such as 0.03.
  public var halfWidth: Double
  /// Whether another library's attention is timed in the same blocks, where one is installed.
  public var hasPeer: Bool

  public init(
    name: TimingName, model: String, seconds: Double, halfWidth: Double, hasPeer: Bool = false
  ) {
    self.name = name
    self.model = model
    self.seconds = seconds
    self.halfWidth = halfWidth
    self.hasPeer = hasPeer
  }
}
