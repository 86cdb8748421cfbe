/// What a figure needs of a drawing library: three verbs. Everything else is a path.
public protocol Canvas {
  mutating func fill(_ path: Path, color: Color)
  mutating func stroke(_ path: Path, pen: Pen)
  mutating func text(_ run: TextRun)
}
