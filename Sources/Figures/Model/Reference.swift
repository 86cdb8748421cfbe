/// A value that does not depend on x: a line across the panel.
public struct Reference: Hashable, Sendable {
  public enum Prominence: Hashable, Sendable {
    /// A line with its interval as a band and its replicates as points.
    case band(Hue)
    /// A thin grey line.
    case quiet(Dash)
  }

  public var name: String
  public var label: String
  public var prominence: Prominence
  public var value: Double
  public var interval: Interval?
  public var replicates: [Double]

  public init(
    name: String, label: String? = nil, prominence: Prominence, value: Double,
    interval: Interval? = nil, replicates: [Double] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.prominence = prominence
    self.value = value
    self.interval = interval
    self.replicates = replicates
  }
}

extension Reference {
  package var isBand: Bool { if case .band = prominence { true } else { false } }
}
