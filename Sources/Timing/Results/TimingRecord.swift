/// The stored form of a schedule's comparisons.
public struct TimingRecord: Hashable, Codable, Sendable {
  /// Versions 1 and 2 are read too.
  public var schemaVersion: Int
  public var comparisons: [TimingComparison]

  public init(schemaVersion: Int = 3, comparisons: [TimingComparison]) {
    self.schemaVersion = schemaVersion
    self.comparisons = comparisons
  }
}
