/// An upright rectangle on the page, in points of 1/72 inch.
public struct Rectangle: Hashable, Sendable {
  public var left: Double
  public var top: Double
  public var width: Double
  public var height: Double

  public init(left: Double, top: Double, width: Double, height: Double) {
    self.left = left
    self.top = top
    self.width = width
    self.height = height
  }

  public var right: Double { left + width }
  public var bottom: Double { top + height }
  public var center: Point { Point(left + width / 2, top + height / 2) }

  /// Whether `other` lies inside, up to `tolerance` points.
  public func contains(_ other: Rectangle, tolerance: Double = 0) -> Bool {
    other.left >= left - tolerance && other.right <= right + tolerance
      && other.top >= top - tolerance && other.bottom <= bottom + tolerance
  }

  /// Whether the two share more than `tolerance` points in both directions.
  public func overlaps(_ other: Rectangle, tolerance: Double = 0) -> Bool {
    min(right, other.right) - max(left, other.left) > tolerance
      && min(bottom, other.bottom) - max(top, other.top) > tolerance
  }
}

extension Rectangle {
  /// The place of the box that is nearest to `point`.
  package func nearest(to point: Point) -> Point {
    Point(min(max(point.x, left), right), min(max(point.y, top), bottom))
  }

  /// The length of the part of an open line that lies inside.
  package func length(ofLine points: [Point]) -> Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + length(from: $1.0, to: $1.1) }
  }

  /// The segment is start + t (end - start), t in [0, 1]; each side leaves a range of t (Liang and
  /// Barsky).
  private func length(from start: Point, to end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (enter, leave) = (0.0, 1.0)
    for (change, room) in [
      (-dx, start.x - left), (dx, right - start.x), (-dy, start.y - top), (dy, bottom - start.y),
    ] {
      if change == 0 {
        if room < 0 { return 0 }
      } else if change < 0 {
        enter = max(enter, room / change)
      } else {
        leave = min(leave, room / change)
      }
    }
    return enter < leave ? (leave - enter) * (dx * dx + dy * dy).squareRoot() : 0
  }
}
