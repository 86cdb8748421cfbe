/// A string in one font and colour, on one baseline.
public struct TextRun: Hashable, Sendable {
  public enum Direction: Hashable, Sendable {
    case rightwards
    /// Turned by a quarter, to be read from bottom to top.
    case upwards
  }

  public var string: String
  public var font: Font
  public var color: Color
  /// Start of the baseline.
  public var origin: Point
  public var direction: Direction

  public init(
    _ string: String, font: Font, color: Color, origin: Point, direction: Direction = .rightwards
  ) {
    self.string = string
    self.font = font
    self.color = color
    self.origin = origin
    self.direction = direction
  }
}
