/// One overhead that a preset has measured, at the paper's true shape.
public struct PlannedTiming: Hashable, Sendable {
  /// What is compared, such as "gating".
  public var name: String
  /// The paper's name of the model, such as "S/32".
  public var model: String
  /// Wall-clock seconds that the measurement takes on a quiet machine; twice that at most.
  public var seconds: Double
  /// Largest half-width of the control's interval for the measurement to be valid, such as 0.03.
  public var halfWidth: Double
  /// Whether another library's attention is timed in the same blocks, where one is installed.
  public var hasPeer: Bool

  /// Every name that a preset may ask for, besides `models` and `parallel`.
  public static let names = ["gating", "attention", "attention-step", "qknorm", "scale"]

  /// The paper's models that are timed under a name. S/4, at L = 3136, is beyond the paper and for
  /// the operator alone.
  public static func models(of name: String) -> [String] {
    ["S/32", "S/16", "S/8"] + (name == "attention" ? ["S/4"] : [])
  }

  public init(
    name: String, model: String, seconds: Double, halfWidth: Double, hasPeer: Bool = false
  ) {
    self.name = name
    self.model = model
    self.seconds = seconds
    self.halfWidth = halfWidth
    self.hasPeer = hasPeer
  }
}
