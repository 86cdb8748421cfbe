/// One overhead that a preset has measured, at the paper's true shape.
public struct PlannedTiming: Hashable, Sendable {
  /// What is compared, such as "gating".
  public var name: String
  /// The paper's name of the model, such as "S/32".
  public var model: String
  /// Wall-clock seconds that the measurement may take.
  public var seconds: Double
  /// Largest half-width of the control's interval for the measurement to be valid, such as 0.03.
  public var halfWidth: Double

  /// Every name that a preset may ask for. `parallel` counts, whatever the seconds and the
  /// half-width.
  public static let names = ["gating", "attention", "qknorm", "scale", "parallel"]

  public init(name: String, model: String, seconds: Double, halfWidth: Double) {
    self.name = name
    self.model = model
    self.seconds = seconds
    self.halfWidth = halfWidth
  }
}
