/// A panel's box with its two scales.
struct PanelFrame {
  var frame: Rectangle
  var x: Scale
  var y: Scale

  func x(_ value: Double) -> Double { frame.left + x.fraction(of: value) * frame.width }
  func y(_ value: Double) -> Double { frame.bottom - y.fraction(of: value) * frame.height }
  /// Where the cross of a diverged run stands.
  var foot: Double { frame.bottom - 5 }
}

extension Series {
  /// No cell of it decides a claim.
  var isHollow: Bool { !points.contains(where: \.isPrimary) }

  var sortedPoints: [DataPoint] { points.sorted { $0.x < $1.x } }
}

extension Page {
  /// The marks of `panel`: bands, quiet lines, then the series, the first on top.
  mutating func add(_ panel: Panel, _ frame: PanelFrame) {
    for reference in panel.references where reference.isBand { addReference(reference, frame) }
    for reference in panel.references where !reference.isBand { addReference(reference, frame) }
    let shifts = sidewaysShifts(panel.series, frame)
    for (series, shift) in zip(panel.series, shifts).reversed() {
      addSeries(series, shift: shift, frame)
    }
  }

  private mutating func addReference(_ reference: Reference, _ frame: PanelFrame) {
    let y = frame.y(reference.value)
    let line = [Point(frame.frame.left, y), Point(frame.frame.right, y)]
    switch reference.prominence {
    case .quiet(let dash):
      addLine(.reference, line, theme.quiet, width: 0.8, dash: dash)
    case .band(let hue):
      let color = theme.color(of: hue)
      if let interval = reference.interval {
        let (top, bottom) = (frame.y(interval.high), frame.y(interval.low))
        add(
          .band,
          .rectangle(
            Rectangle(
              left: frame.frame.left, top: top, width: frame.frame.width, height: bottom - top),
            color.with(alpha: 0.11)))
      }
      addLine(.reference, line, color, width: 1.1)
      if reference.replicates.count > 1 {
        for value in reference.replicates {
          add(
            .replicate,
            replicate(at: Point(frame.frame.right - 4, frame.y(value)), hue: color))
        }
      }
    }
  }

  private mutating func addSeries(_ series: Series, shift: Double, _ frame: PanelFrame) {
    let hue = theme.color(of: series.style.hue)
    let points = series.sortedPoints
    func place(_ point: DataPoint, _ value: Double) -> Point {
      Point(frame.x(point.x) + shift, frame.y(value))
    }
    // A diverged point breaks the line: nothing lies between it and its neighbours.
    for run in points.split(whereSeparator: \.isDiverged) where run.count > 1 {
      addLine(
        .seriesLine, run.map { place($0, $0.center) }, hue.with(alpha: 0.85), width: 1.1,
        dash: series.style.dash)
    }
    let shown = points.filter { !$0.isDiverged }
    for point in shown where point.replicates.count > 1 {
      for value in point.replicates {
        let position = place(point, value)
        add(.replicate, replicate(at: Point(position.x - 4.5, position.y), hue: hue))
      }
    }
    for point in shown {
      guard let interval = point.interval else { continue }
      addLine(
        .interval, [place(point, interval.low), place(point, interval.high)], hue, width: 1.1)
    }
    for point in shown {
      add(
        .point,
        marker(
          series.style.marker, at: place(point, point.center), hue: hue,
          isHollow: !point.isPrimary))
    }
    for point in points where point.isDiverged {
      addCross(.diverged, at: Point(frame.x(point.x) + shift, frame.foot), hue: hue)
    }
  }

  /// Series with intervals or replicates at a common x stand side by side, a few points apart, so
  /// that no bar hides another. Where nothing would hide, nothing moves.
  private func sidewaysShifts(_ series: [Series], _ frame: PanelFrame) -> [Double] {
    var users: [Double: Int] = [:]
    for series in series {
      for point in series.points
      where !point.isDiverged && (point.interval != nil || point.replicates.count > 1) {
        users[point.x, default: 0] += 1
      }
    }
    guard let most = users.values.max(), most > 1 else { return series.map { _ in 0 } }
    let positions = Set(series.flatMap(\.points).map(\.x)).sorted().map { frame.x($0) }
    let narrowest = zip(positions, positions.dropFirst()).map { $1 - $0 }.min() ?? 40
    let step = min(3.5, 0.5 * narrowest / Double(series.count))
    return series.indices.map { (Double($0) - Double(series.count - 1) / 2) * step }
  }
}
