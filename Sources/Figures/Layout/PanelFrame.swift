/// A panel with its box and its two scales.
struct PanelFrame {
  var panel: Panel
  var frame: Rectangle
  var x: Scale
  var y: Scale
  /// Points between the places of neighbouring series at one x; 0 where none would hide another.
  var sidewaysStep: Double
  var looks: IntervalLooks

  func x(_ value: Double) -> Double { frame.left + x.fraction(of: value) * frame.width }
  /// What a logarithmic axis has no place for is at the foot.
  func y(_ value: Double) -> Double {
    guard y.holds(value) else { return frame.bottom }
    return frame.bottom - y.fraction(of: value) * frame.height
  }
  /// Where the cross of a diverged run stands.
  var foot: Double { frame.bottom - 5 }
  /// Small panels get small markers.
  var markerRadius: Double { frame.width < 160 ? 2.3 : 3 }

  /// The series with a marker at `value`.
  private func present(at value: Double) -> [Int] {
    panel.series.indices.filter { series in
      panel.series[series].form.hasMarkers
        && panel.series[series].points.contains { $0.x == value }
    }
  }

  /// How many series lie on that at `index`, where none stands beside another.
  func covered(_ index: Int) -> Double {
    Double(sidewaysStep == 0 ? panel.coverers(of: index, y).count : 0)
  }

  /// Whether several series have a marker at `value`.
  func isShared(_ value: Double) -> Bool { present(at: value).count > 1 }

  /// How far the point at `value` of the series at `index` stands from its x: series that have a
  /// point there stand in their order around it.
  func shift(_ index: Int, at value: Double) -> Double {
    let present = present(at: value)
    guard let place = present.firstIndex(of: index) else { return 0 }
    return (Double(place) - Double(present.count - 1) / 2) * sidewaysStep
  }
}

extension Series {
  /// No cell of it decides a claim.
  var isExploratory: Bool { !points.contains(where: \.isConfirmatory) }

  var sortedPoints: [DataPoint] { points.sorted { $0.x < $1.x } }
}

extension Page {
  /// The marks of a panel: the line of no difference, margins, bands, quiet lines, guides, then the
  /// series, the first on top.
  mutating func addMarks(_ frame: PanelFrame) {
    if let origin = frame.panel.origin {
      let y = frame.y(origin)
      addLine(
        .origin, [Point(frame.frame.left, y), Point(frame.frame.right, y)], theme.axis, width: 0.9)
    }
    for index in frame.panel.series.indices { addMargins(index, frame) }
    let references = frame.panel.references
    for reference in references where reference.isBand { addReference(reference, frame) }
    for reference in references where !reference.isBand { addReference(reference, frame) }
    let series = frame.panel.series
    for guide in series where guide.form == .guide {
      for run in guide.unbrokenPoints {
        addLine(
          .guide, run.map { Point(frame.x($0.x), frame.y($0.center)) }, theme.quiet, width: 0.8,
          dash: guide.style.dash)
      }
    }
    for index in series.indices.reversed() where series[index].form == .trace {
      let alike = series.count { $0.form == .trace && $0.style == series[index].style }
      addTrace(series[index], frame, among: alike)
    }
    for index in series.indices.reversed()
    where ![.guide, .trace].contains(series[index].form) {
      addSeries(index, frame)
    }
    // Outlines last: a full marker would hide them.
    for index in series.indices.reversed() where series[index].form.hasMarkers {
      for point in series[index].sortedPoints where !point.isConfirmatory && !point.isDiverged {
        addPoint(
          point, of: series[index], index, frame, covered: frame.covered(index))
      }
    }
  }

  /// Pale boxes at the points, from one end of the margin to the other.
  private mutating func addMargins(_ index: Int, _ frame: PanelFrame) {
    let series = frame.panel.series[index]
    let color = theme.quiet.with(alpha: 0.28)
    for point in series.points {
      guard let margin = point.margin else { continue }
      let x = frame.x(point.x) + frame.shift(index, at: point.x)
      let (top, bottom) = (frame.y(margin.upperBound), frame.y(margin.lowerBound))
      let half = (frame.isShared(point.x) ? max(frame.sidewaysStep, 2) : 11) / 2
      add(
        .margin,
        .rectangle(
          Rectangle(left: x - half, top: top, width: 2 * half, height: bottom - top), color))
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
            replicate(
              at: Point(frame.frame.right - 4, frame.y(value)), hue: color,
              among: reference.replicates.count))
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
    // A series that others lie on is drawn wider, so that it shows around them.
    let covered = frame.covered(index)
    if series.form != .points {
      let width = series.form == .curve ? 1.7 : 1.1
      // A diverged point or a gap breaks the line: nothing lies between it and its neighbours.
      for run in series.unbrokenPoints where run.count > 1 {
        addLine(
          .seriesLine, run.map { place($0, $0.center) },
          hue.with(alpha: series.form == .curve ? 1 : 0.85), width: width + 2 * covered,
          dash: series.style.dash)
      }
    }
    guard series.form.hasMarkers else { return }
    let shown = points.filter { !$0.isDiverged }
    for point in points {
      guard let optimum = point.optimum else { continue }
      let center = Point(
        place(point, point.center).x, point.isDiverged ? frame.foot : frame.y(point.center))
      addOptimum(
        .optimum, at: center,
        across: optimum.interval.map { frame.x($0.low)...frame.x($0.high) },
        radius: frame.markerRadius, hue: hue)
    }
    for point in shown where point.replicates.count > 1 {
      for value in point.replicates where frame.y.holds(value) {
        add(.replicate, replicate(at: place(point, value), hue: hue, among: point.replicates.count))
      }
    }
    for point in shown {
      guard let interval = point.interval else { continue }
      let ends = [place(point, interval.low), place(point, interval.high)]
      // Set off from a column of points of its own colour.
      if point.replicates.count > Page.few {
        addLine(.interval, ends, theme.background, width: 3)
      }
      // Fainter where a point decides nothing, so that the outlines of several stay legible.
      let bar = point.isConfirmatory ? hue : hue.with(alpha: 0.45)
      addLine(.interval, ends, bar, width: 0.9)
      for end in ends {
        addEnd(
          frame.looks.ends(of: interval), at: end, role: .intervalEnd, hue: bar, isHorizontal: false
        )
      }
    }
    for point in shown where point.isConfirmatory {
      addPoint(point, of: series, index, frame, covered: covered)
    }
    for point in points where point.isDiverged {
      let x = frame.x(point.x) + frame.shift(index, at: point.x)
      addCross(.diverged, at: Point(x, frame.foot), hue: hue)
    }
  }

  /// Open ones show what lies below where they would cover another marker.
  private mutating func addPoint(
    _ point: DataPoint, of series: Series, _ index: Int, _ frame: PanelFrame, covered: Double
  ) {
    func center(_ point: DataPoint, _ index: Int) -> Point {
      Point(frame.x(point.x) + frame.shift(index, at: point.x), frame.y(point.center))
    }
    let own = center(point, index)
    let reach = 2 * frame.markerRadius + 1
    let covers = frame.panel.series.indices.contains { other in
      other != index && frame.panel.series[other].form.hasMarkers
        && frame.panel.series[other].points.contains { neighbour in
          let place = center(neighbour, other)
          return !neighbour.isDiverged && (place.x - own.x).magnitude < reach
            && (place.y - own.y).magnitude < reach
        }
    }
    add(
      .point,
      marker(
        series.style.marker, at: own, hue: theme.color(of: series.style.hue),
        isExploratory: !point.isConfirmatory, radius: frame.markerRadius + 1.5 * covered,
        showsBelow: covers),
      words: point.words(in: series, of: frame.panel))
  }

  /// One replicate's course; a cross where it ended early.
  private mutating func addTrace(_ series: Series, _ frame: PanelFrame, among count: Int) {
    let hue = theme.color(of: series.style.hue)
    let points = series.sortedPoints
    for run in series.unbrokenPoints where run.count > 1 {
      addLine(
        .seriesLine, run.map { Point(frame.x($0.x), frame.y($0.center)) },
        hue.with(alpha: Page.opacity(0.35, among: count)), width: 0.7)
    }
    for point in points where point.isDiverged {
      addCross(.diverged, at: Point(frame.x(point.x), frame.foot), hue: hue)
    }
  }

  /// A halo, and a bar with caps from one end of the interval to the other.
  mutating func addOptimum(
    _ role: FigureLayout.Role, at center: Point, across: ClosedRange<Double>?, radius: Double,
    hue: Color
  ) {
    add(
      role,
      .marker(
        Marker(
          shape: .circle, center: center, radius: radius + 3.2, fill: hue.with(alpha: 0.32))))
    guard let across else { return }
    let ends = [Point(across.lowerBound, center.y), Point(across.upperBound, center.y)]
    addLine(role, ends, hue, width: 1.3)
    for end in ends { addCap(at: end, role: role, hue: hue) }
  }
}
