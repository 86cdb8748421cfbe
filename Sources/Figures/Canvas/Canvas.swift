/// What a figure needs of a drawing library: three verbs. Everything else is a path.
public protocol Canvas {
  mutating func fill(_ path: Path, color: Color)
  mutating func stroke(_ path: Path, pen: Pen)
  mutating func text(_ run: TextRun)
}

/// How a path is stroked. Lengths in points.
public struct Pen: Hashable, Sendable {
  public enum Cap: Hashable, Sendable { case butt, round }

  public var color: Color
  public var width: Double
  /// Lengths of dashes and gaps in turn; empty for a solid line.
  public var dash: [Double]
  public var cap: Cap

  public init(color: Color, width: Double, dash: [Double] = [], cap: Cap = .butt) {
    self.color = color
    self.width = width
    self.dash = dash
    self.cap = cap
  }
}

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

/// The measures of text that layout needs. Lengths in points.
public protocol FontMetrics {
  /// Advance width.
  func width(of string: String, font: Font) -> Double
  /// Height above the baseline.
  func ascent(of font: Font) -> Double
  /// Depth below the baseline, positive.
  func descent(of font: Font) -> Double
}
