/// A size and weight of the one typeface, DejaVu Sans.
public struct Font: Hashable, Sendable {
  public enum Weight: Hashable, Sendable { case regular, bold }

  /// Em size in points.
  public var size: Double
  public var weight: Weight

  public init(size: Double, weight: Weight = .regular) {
    self.size = size
    self.weight = weight
  }
}
