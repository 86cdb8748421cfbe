/// A panel with its box and its two scales.
struct PanelFrame {
  var panel: Panel
  var frame: Rectangle
  var x: Scale
  var y: Scale
  /// Points between the places of neighbouring series at one x; 0 where none would hide another.
  var sidewaysStep: Double

  func x(_ value: Double) -> Double { frame.left + x.fraction(of: value) * frame.width }
  func y(_ value: Double) -> Double { frame.bottom - y.fraction(of: value) * frame.height }
  /// Where the cross of a diverged run stands.
  var foot: Double { frame.bottom - 5 }
  /// Small panels get small markers.
  var markerRadius: Double { frame.width < 160 ? 2.3 : 3 }

  /// How far the point at `value` of the series at `index` stands from its x: series that have a
  /// point there stand in their order around it.
  func shift(_ index: Int, at value: Double) -> Double {
    let present = panel.series.indices.filter { series in
      panel.series[series].points.contains { $0.x == value }
    }
    let place = present.firstIndex(of: index) ?? 0
    return (Double(place) - Double(present.count - 1) / 2) * sidewaysStep
  }
}

extension Series {
  /// No cell of it decides a claim.
  var isHollow: Bool { !points.contains(where: \.isPrimary) }

  var sortedPoints: [DataPoint] { points.sorted { $0.x < $1.x } }
}

extension Page {
  /// The marks of a panel: bands, quiet lines, then the series, the first on top.
  mutating func addMarks(_ frame: PanelFrame) {
    let references = frame.panel.references
    for reference in references where reference.isBand { addReference(reference, frame) }
    for reference in references where !reference.isBand { addReference(reference, frame) }
    for index in frame.panel.series.indices.reversed() { addSeries(index, frame) }
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

  private mutating func addSeries(_ index: Int, _ frame: PanelFrame) {
    let series = frame.panel.series[index]
    let hue = theme.color(of: series.style.hue)
    let points = series.sortedPoints
    func place(_ point: DataPoint, _ value: Double) -> Point {
      Point(frame.x(point.x) + frame.shift(index, at: point.x), frame.y(value))
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
        add(.replicate, replicate(at: place(point, value), hue: hue))
      }
    }
    for point in shown {
      guard let interval = point.interval else { continue }
      addLine(
        .interval, [place(point, interval.low), place(point, interval.high)], hue, width: 0.9)
    }
    for point in shown {
      add(
        .point,
        marker(
          series.style.marker, at: place(point, point.center), hue: hue,
          isHollow: !point.isPrimary,
          radius: frame.markerRadius))
    }
    for point in points where point.isDiverged {
      let x = frame.x(point.x) + frame.shift(index, at: point.x)
      addCross(.diverged, at: Point(x, frame.foot), hue: hue)
    }
  }
}

extension LineChart {
  /// The largest number of points at one x of one panel.
  var mostPoints: Int {
    panels.flatMap { panel in
      Dictionary(grouping: panel.series.flatMap(\.points), by: \.x).values.map(\.count)
    }.max() ?? 0
  }

  /// Series that share an x stand side by side where one would hide another: where both have bars or
  /// replicates there, or their markers touch. 0 where nothing hides.
  func sidewaysStep(width: Double, height: Double) -> Double {
    let (xScale, yScale) = (xScale(length: width), yScale)
    func hides(_ first: DataPoint, _ second: DataPoint) -> Bool {
      let distance =
        (yScale.fraction(of: first.center) - yScale.fraction(of: second.center)).magnitude
      return (first.isSpread && second.isSpread) || distance * height < 7
    }
    let isCrowded = panels.contains { panel in
      let cells = Dictionary(grouping: panel.series.flatMap(\.points), by: \.x)
      return cells.values.contains { points in
        points.indices.contains { first in
          points[..<first].contains { hides($0, points[first]) }
        }
      }
    }
    guard isCrowded else { return 0 }
    let positions = Set(panels.flatMap(\.series).flatMap(\.points).map(\.x)).sorted()
      .map { xScale.fraction(of: $0) * width }
    let narrowest = zip(positions, positions.dropFirst()).map { $1 - $0 }.min() ?? 60
    // Never so far that a series seems to stand at another x, nor beyond what a tick can hold.
    return min(3.5, min(0.5 * narrowest, 24) / Double(mostPoints))
  }
}

extension DataPoint {
  /// Drawn with a bar or with replicates.
  fileprivate var isSpread: Bool { interval != nil || replicates.count > 1 }
}
