import Figures

extension FigureLayout {
  /// What no page may have, in words: anything that leaves it, and texts on top of each other.
  /// A tenth of a point, well under a pixel, is forgiven.
  public var faults: [String] {
    let tolerance = 0.1
    let page = Rectangle(left: 0, top: 0, width: size.width, height: size.height)
    var texts: [PlacedText] = []
    var faults: [String] = []
    for element in elements {
      let box: Rectangle
      switch element.shape {
      case .rectangle(let rectangle, _): box = rectangle
      case .line(let points, let pen): box = bounds(points, margin: pen.width / 2)
      case .marker(let marker):
        let reach = marker.radius * 1.5 + (marker.outline?.width ?? 0) / 2
        box = Rectangle(
          left: marker.center.x - reach, top: marker.center.y - reach, width: 2 * reach,
          height: 2 * reach)
      case .text(let text):
        box = text.box
        for other in texts where other.box.overlaps(text.box, tolerance: tolerance) {
          faults.append("'\(other.run.string)' overlaps '\(text.run.string)'")
        }
        texts.append(text)
      }
      if !page.contains(box, tolerance: tolerance) {
        faults.append("\(element.role) leaves the page: \(box)")
      }
    }
    return faults
  }
}

private func bounds(_ points: [Point], margin: Double) -> Rectangle {
  let (xs, ys) = (points.map(\.x), points.map(\.y))
  let (left, top) = (xs.min()! - margin, ys.min()! - margin)
  return Rectangle(
    left: left, top: top, width: xs.max()! + margin - left, height: ys.max()! + margin - top)
}
