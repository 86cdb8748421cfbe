/// What went through a transport.
public struct CollectiveCounts: Hashable, Codable, Sendable {
  /// Operations that every process takes part in and waits for.
  public var collectives: Int
  /// Times that one process had to wait for another: the rounds of its collectives.
  public var synchronisationPoints: Int
  /// Bytes that one process sent.
  public var bytes: Int

  public init(collectives: Int = 0, synchronisationPoints: Int = 0, bytes: Int = 0) {
    self.collectives = collectives
    self.synchronisationPoints = synchronisationPoints
    self.bytes = bytes
  }

  static func - (left: Self, right: Self) -> Self {
    Self(
      collectives: left.collectives - right.collectives,
      synchronisationPoints: left.synchronisationPoints - right.synchronisationPoints,
      bytes: left.bytes - right.bytes)
  }
}
