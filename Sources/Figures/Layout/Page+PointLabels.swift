/// A place for a label beside a point.
private struct LabelPlace {
  var box: Rectangle
  /// What it covers, and how far it is from the usual place; the least is chosen.
  var cost: Double
  var needsLeader: Bool
}

extension Page {
  /// Sets the labels of the panel's points, each where it covers least of the marks and of the labels
  /// before it: above or below the point where that is free, else farther off with a leader line.
  ///
  /// - Parameter marks: what has been drawn in the panel.
  mutating func addPointLabels(
    _ frame: PanelFrame, among marks: [FigureLayout.Element]
  ) {
    var placed: [Rectangle] = []
    for (index, series) in frame.panel.series.enumerated() {
      for point in series.sortedPoints {
        guard let label = point.label, point.showsLabel else { continue }
        let text = block(label, Fonts.label)
        let anchor = Point(
          frame.x(point.x) + frame.shift(index, at: point.x),
          point.isDiverged ? frame.foot : frame.y(point.center))
        let places = frame.places(for: text, beside: anchor).map { place in
          var place = place
          place.cost += marks.reduce(0) { $0 + $1.covered(by: place.box) }
          let leader = place.needsLeader ? [anchor, place.box.nearest(to: anchor)] : []
          place.cost += placed.reduce(0) {
            $0 + ($1.overlaps(place.box) ? 1000 : 0) + 10 * $1.length(ofLine: leader)
          }
          return place
        }
        guard let best = places.min(by: { $0.cost < $1.cost }) else { continue }
        placed.append(best.box)
        if best.needsLeader {
          let end = best.box.nearest(to: anchor)
          let start = anchor.moved(towards: end, by: frame.markerRadius + 1.5)
          addLine(.leader, [start, end], theme.quiet, width: 0.5)
        }
        add(
          .pointLabel,
          text.placed(x: best.box.left, top: best.box.top, color: theme.secondaryInk))
      }
    }
  }
}

extension PanelFrame {
  /// Eight directions at rising distances; places that leave the frame cost more than any cover.
  fileprivate func places(for text: TextBlock, beside anchor: Point) -> [LabelPlace] {
    let directions = [
      (0.0, -1.0), (0, 1), (1, 0), (-1, 0), (0.75, -0.75), (-0.75, -0.75), (0.75, 0.75),
      (-0.75, 0.75),
    ]
    return [markerRadius + 2, 10, 18, 28, 40].enumerated().flatMap { tier, distance in
      directions.enumerated().map { order, direction in
        let (x, y) = direction
        // Along a diagonal a corner of the label points to the anchor, else the middle of a side.
        let across = x == 0 ? 0 : (x > 0 ? 0.5 : -0.5)
        let down = y == 0 ? 0 : (y > 0 ? 0.5 : -0.5)
        let center = Point(
          anchor.x + x * distance + across * text.width,
          anchor.y + y * distance + down * text.height)
        let box = Rectangle(
          left: center.x - text.width / 2, top: center.y - text.height / 2, width: text.width,
          height: text.height)
        return LabelPlace(
          box: box,
          cost: Double(order) + 8 * Double(tier) + (frame.contains(box) ? 0 : 500),
          needsLeader: tier > 0)
      }
    }
  }
}

extension FigureLayout.Element {
  /// How much of the mark `box` would cover, in about the points of a line's length.
  fileprivate func covered(by box: Rectangle) -> Double {
    switch (role, shape) {
    case (.replicate, .marker(let marker)): marker.box.overlaps(box) ? 12 : 0
    case (_, .marker(let marker)): marker.box.overlaps(box) ? 60 : 0
    case (.reference, .line(let points, _)), (.origin, .line(let points, _)),
      (.leader, .line(let points, _)):
      box.length(ofLine: points) * 0.5
    case (_, .line(let points, _)): box.length(ofLine: points) * 2
    case (_, .text(let text)): text.box.overlaps(box) ? 1000 : 0
    case (_, .rectangle): 0
    }
  }
}

extension Marker {
  /// With its outline.
  fileprivate var box: Rectangle {
    let reach = radius + 0.7
    return Rectangle(
      left: center.x - reach, top: center.y - reach, width: 2 * reach, height: 2 * reach)
  }
}

extension Point {
  /// `distance` points nearer to `other`, and no farther than that.
  fileprivate func moved(towards other: Point, by distance: Double) -> Point {
    let (dx, dy) = (other.x - x, other.y - y)
    let share = distance / max((dx * dx + dy * dy).squareRoot(), distance)
    return Point(x + share * dx, y + share * dy)
  }
}
