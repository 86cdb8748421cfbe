/// A name to be set beside the right end of what it names.
struct DirectLabel {
  /// Points from the panel to the label's text: a leader line, then the marker.
  static let inset = 28.0
  static let markerOffset = 21.0

  enum Target {
    case series(Series)
    case reference(Reference)
  }

  var target: Target
  var text: TextBlock

  var width: Double { text.width }
  /// With the gap to the next label.
  var height: Double { text.height + 1.5 }
}

extension Page {
  /// A label for every series with a point and for every reference of `panel`.
  func directLabels(_ panel: Panel) -> [DirectLabel] {
    let limit = width * 0.3 - DirectLabel.inset
    func label(_ markup: String, _ target: DirectLabel.Target) -> DirectLabel {
      DirectLabel(target: target, text: block(markup, Fonts.label, maximumWidth: limit))
    }
    return panel.series.filter { !$0.points.isEmpty }.map { label($0.label, .series($0)) }
      + panel.references.map { label($0.label, .reference($0)) }
  }

  /// Sets `labels` right of the panel in the order of what they name, moved apart where they would
  /// touch, each joined to its end by a leader line.
  mutating func add(_ labels: [DirectLabel], beside frame: PanelFrame) {
    let ends = labels.map { end(of: $0.target, frame) }
    let order = labels.indices.sorted { (ends[$0].y, $0) < (ends[$1].y, $1) }
    let centers = placeLabels(
      anchors: order.map { ends[$0].y }, heights: order.map { labels[$0].height },
      within: frame.frame.top...frame.frame.bottom)
    let edge = frame.frame.right
    for (index, center) in zip(order, centers) {
      let (label, end) = (labels[index], ends[index])
      let kink = Point(edge + 3, end.y)
      switch label.target {
      case .series(let series):
        let hue = theme.color(of: series.style.hue)
        let marker = Point(edge + DirectLabel.markerOffset, center)
        addLine(
          .leader, [Point(end.x + 5, end.y), kink, Point(marker.x - 5, center)],
          hue.with(alpha: 0.75), width: 0.6)
        add(
          .sample,
          self.marker(series.style.marker, at: marker, hue: hue, isHollow: series.isHollow))
      case .reference(let reference):
        let color: Color
        if case .band(let hue) = reference.prominence {
          color = theme.color(of: hue)
        } else {
          color = theme.quiet
        }
        addLine(
          .leader, [end, kink, Point(edge + DirectLabel.inset - 3, center)],
          color.with(alpha: 0.75), width: 0.6)
      }
      add(
        .directLabel,
        label.text.placed(
          x: edge + DirectLabel.inset, top: center - label.text.height / 2,
          color: label.isQuiet ? theme.secondaryInk : theme.ink))
    }
  }

  /// The last point that is drawn at its value, or the last cross where all diverged.
  private func end(of target: DirectLabel.Target, _ frame: PanelFrame) -> Point {
    switch target {
    case .reference(let reference): return Point(frame.frame.right, frame.y(reference.value))
    case .series(let series):
      let points = series.sortedPoints
      if let last = points.last(where: { !$0.isDiverged }) {
        return Point(frame.x(last.x), frame.y(last.center))
      }
      return Point(points.last.map { frame.x($0.x) } ?? frame.frame.right, frame.foot)
    }
  }
}

extension DirectLabel {
  fileprivate var isQuiet: Bool {
    if case .reference(let reference) = target { !reference.isBand } else { false }
  }
}
