/// How many replicates point in the claimed direction, over all cells that have points.
public struct SeedAgreement: Hashable, Sendable {
  public enum Unit: Hashable, Sendable { case seed, timing }

  public let agreeing: Int
  /// Of how many.
  public let count: Int
  public let unit: Unit
  public let cells: Int
}
