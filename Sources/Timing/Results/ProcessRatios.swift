/// What one process of a measurement says of one comparison: natural logarithms of ratios of the lower
/// deciles of step times over its undisturbed blocks.
public struct ProcessRatios: Hashable, Codable, Sendable {
  /// Of A' over A.
  public var control: Double
  /// Of B over A.
  public var measured: Double
  /// Of B over A in processor time; nil where it was not recorded.
  public var processor: Double?
  /// Of another library's operator over B; nil where none was timed.
  public var peer: Double?

  public init(control: Double, measured: Double, processor: Double? = nil, peer: Double? = nil) {
    self.control = control
    self.measured = measured
    self.processor = processor
    self.peer = peer
  }
}
