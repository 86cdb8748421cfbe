import Glibc

/// A marker at a position, filled, and outlined where asked for.
public struct Marker: Hashable, Sendable {
  public var shape: MarkerShape
  public var center: Point
  /// That of a circle of about the same area, in points.
  public var radius: Double
  public var fill: Color
  public var outline: Pen?

  public init(
    shape: MarkerShape, center: Point, radius: Double, fill: Color, outline: Pen? = nil
  ) {
    self.shape = shape
    self.center = center
    self.radius = radius
    self.fill = fill
    self.outline = outline
  }

  /// The outline. The factors give all shapes about the area of the circle, so that no shape stands out.
  public var path: Path {
    switch shape {
    case .circle: .circle(center: center, radius: radius)
    case .square: regular(corners: 4, radius: radius * 1.22, turn: .pi / 4)
    case .diamond: regular(corners: 4, radius: radius * 1.28, turn: 0)
    case .triangle: regular(corners: 3, radius: radius * 1.42, turn: -.pi / 2)
    case .downTriangle: regular(corners: 3, radius: radius * 1.42, turn: .pi / 2)
    case .pointer: regular(corners: 3, radius: radius * 1.42, turn: 0)
    case .plus: plus(arm: radius * 1.28, half: radius * 0.45)
    case .star: star(outer: radius * 1.5, inner: radius * 0.66)
    }
  }

  private func at(_ x: Double, _ y: Double) -> Point { Point(center.x + x, center.y + y) }

  private func regular(corners: Int, radius: Double, turn: Double) -> Path {
    .polygon(
      (0..<corners).map { corner in
        let angle = turn + 2 * .pi * Double(corner) / Double(corners)
        return at(radius * cos(angle), radius * sin(angle))
      })
  }

  private func star(outer: Double, inner: Double) -> Path {
    .polygon(
      (0..<10).map { corner in
        let (radius, angle) = (corner % 2 == 0 ? outer : inner, .pi * (Double(corner) / 5 - 0.5))
        return at(radius * cos(angle), radius * sin(angle))
      })
  }

  private func plus(arm: Double, half: Double) -> Path {
    .polygon([
      at(-half, -arm), at(half, -arm), at(half, -half), at(arm, -half), at(arm, half),
      at(half, half), at(half, arm), at(-half, arm), at(-half, half), at(-arm, half),
      at(-arm, -half), at(-half, -half),
    ])
  }
}

/// Outlines that differ in grey too, and can be filled or open.
public enum MarkerShape: CaseIterable, Hashable, Sendable {
  case circle, square, triangle, diamond, downTriangle, plus, star, pointer
}
