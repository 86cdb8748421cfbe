/// The stored form of a schedule's comparisons.
public struct TimingRecord: Hashable, Codable, Sendable {
  /// Version 1 is read too.
  public var schemaVersion: Int
  public var comparisons: [TimingComparison]

  public init(schemaVersion: Int = 2, comparisons: [TimingComparison]) {
    self.schemaVersion = schemaVersion
    self.comparisons = comparisons
  }
}
