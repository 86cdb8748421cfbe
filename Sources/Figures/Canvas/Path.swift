/// Lines and Bézier curves on the page: what a canvas fills or strokes.
public struct Path: Hashable, Sendable {
  public enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    case curve(control1: Point, control2: Point, end: Point)
    case close
  }

  public var elements: [Element] = []

  public init(elements: [Element] = []) { self.elements = elements }

  /// An open path through `points`.
  public static func polyline(_ points: [Point]) -> Path {
    Path(
      elements: points.enumerated().map { $0.offset == 0 ? .move($0.element) : .line($0.element) })
  }

  public static func polygon(_ points: [Point]) -> Path {
    Path(elements: polyline(points).elements + [.close])
  }

  public static func rectangle(_ box: Rectangle) -> Path {
    polygon([
      Point(box.left, box.top), Point(box.right, box.top), Point(box.right, box.bottom),
      Point(box.left, box.bottom),
    ])
  }

  /// Four cubic curves, within 0.03 % of the radius of a true circle.
  public static func circle(center: Point, radius: Double) -> Path {
    let handle = radius * 0.5522847498307936  // 4 (sqrt(2) - 1) / 3
    func at(_ x: Double, _ y: Double) -> Point { Point(center.x + x, center.y + y) }
    return Path(elements: [
      .move(at(radius, 0)),
      .curve(control1: at(radius, handle), control2: at(handle, radius), end: at(0, radius)),
      .curve(control1: at(-handle, radius), control2: at(-radius, handle), end: at(-radius, 0)),
      .curve(control1: at(-radius, -handle), control2: at(-handle, -radius), end: at(0, -radius)),
      .curve(control1: at(handle, -radius), control2: at(radius, -handle), end: at(radius, 0)),
      .close,
    ])
  }

  /// The smallest upright rectangle around all end and control points; nil for an empty path.
  package var bounds: Rectangle? {
    let points = elements.flatMap { element -> [Point] in
      switch element {
      case .move(let point), .line(let point): [point]
      case .curve(let control1, let control2, let end): [control1, control2, end]
      case .close: []
      }
    }
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
      let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
    else { return nil }
    return Rectangle(left: left, top: top, width: right - left, height: bottom - top)
  }
}
