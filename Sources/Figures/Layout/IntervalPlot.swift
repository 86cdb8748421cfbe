/// The box of an interval chart with its scale.
struct IntervalPlot {
  var chart: IntervalChart
  var scale: Scale
  var frame: Rectangle
  let looks: IntervalLooks

  init(chart: IntervalChart, scale: Scale, frame: Rectangle) {
    self.chart = chart
    self.scale = scale
    self.frame = frame
    looks = chart.intervalLooks
  }

  /// Within the chart's limits.
  func x(_ value: Double) -> Double {
    frame.left + scale.fraction(of: chart.limited(value)) * frame.width
  }

  /// -1 where `value` lies below the limits, 1 above them.
  func side(_ value: Double) -> Double? {
    let limited = chart.limited(value)
    return value == limited ? nil : value < limited ? -1 : 1
  }
}

extension Page {
  /// Regions, grid lines and the line of no difference.
  mutating func addGround(
    _ plot: IntervalPlot, _ table: IntervalTable, middles: [Double]
  ) -> [Tick] {
    let frame = plot.frame
    let rows = table.rows
    // Lines across all rows would run through labels that stand between these.
    let stretches =
      table.labelsAbove
      ? zip(rows, middles).map { ($1 - $0.height / 2, $1 + $0.height / 2) }
      : [(frame.top, frame.bottom)]
    // Neighbours that share a region share a box.
    var boxes: [(region: ClosedRange<Double>, top: Double, bottom: Double)] = []
    for (row, middle) in zip(rows, middles) {
      guard let region = row.row.region else { continue }
      let (top, bottom) = (middle - row.height / 2, middle + row.height / 2)
      if let last = boxes.last, last.region == region, top - last.bottom < 0.01 {
        boxes[boxes.count - 1].bottom = bottom
      } else {
        boxes.append((region, top, bottom))
      }
    }
    for box in boxes {
      let left = box.region.lowerBound.isFinite ? plot.x(box.region.lowerBound) : frame.left
      let right = box.region.upperBound.isFinite ? plot.x(box.region.upperBound) : frame.right
      add(
        .margin,
        .rectangle(
          Rectangle(
            left: left, top: box.top + 1, width: right - left, height: box.bottom - box.top - 2),
          theme.quiet.with(alpha: 0.2)))
    }
    let ticks = horizontalTicks(
      plot.scale, at: plot.chart.axis.ticks, length: frame.width, overhang: 12)
    for tick in ticks where tick.label != nil {
      let x = plot.x(tick.value)
      for (top, bottom) in stretches {
        addLine(.grid, [Point(x, top), Point(x, bottom)], theme.grid, width: 0.6)
      }
    }
    if let origin = plot.chart.origin {
      let x = plot.x(origin)
      for (top, bottom) in stretches {
        addLine(.origin, [Point(x, top), Point(x, bottom)], theme.axis, width: 0.9)
      }
    }
    return ticks
  }

  mutating func addMarks(_ item: IntervalTable.Row, middle: Double, _ plot: IntervalPlot) {
    let row = item.row
    let hue = theme.color(of: row.source.style.hue)
    guard let value = row.value else {
      addNote(item.note, middle: middle, plot)
      return
    }
    if row.replicates.count > 1 {
      for value in row.replicates {
        add(
          .replicate,
          replicate(at: Point(plot.x(value), middle + 5.5), hue: hue, among: row.replicates.count))
      }
    }
    if let interval = row.interval {
      let ends = [interval.low, interval.high]
      addLine(.interval, ends.map { Point(plot.x($0), middle) }, hue, width: 1.5)
      for end in ends {
        if let side = plot.side(end) {
          addArrow(at: Point(plot.x(end), middle), side: side, hue: hue)
        } else {
          addEnd(
            plot.looks.ends(of: interval), at: Point(plot.x(end), middle), role: .intervalEnd,
            hue: hue, isHorizontal: true)
        }
      }
    } else if let side = plot.side(value) {
      addArrow(at: Point(plot.x(value) + side * 6, middle), side: side, hue: hue)
    }
    add(
      .point,
      marker(
        row.source.style.marker, at: Point(plot.x(value), middle), hue: hue,
        isExploratory: !row.isConfirmatory, radius: radius(of: row, plot)), words: row.words)
  }

  /// No larger than lets the ends of a short bar be seen.
  private func radius(of row: IntervalRow, _ plot: IntervalPlot) -> Double {
    guard let interval = row.interval else { return 3.6 }
    return min(3.6, max(1.6, (plot.x(interval.high) - plot.x(interval.low)) / 2 - 1.5))
  }

  /// Words where a mark would stand, on the background's colour so that no line runs through them.
  private mutating func addNote(_ note: TextBlock, middle: Double, _ plot: IntervalPlot) {
    guard !note.isEmpty else { return }
    let top = middle - note.height / 2
    let center = plot.frame.center.x
    add(
      .rowNote,
      .rectangle(
        Rectangle(
          left: center - note.width / 2 - 3, top: top, width: note.width + 6,
          height: note.height), theme.background))
    add(
      .rowNote,
      note.placed(x: center, top: top, alignment: .center, color: theme.secondaryInk))
  }

  private mutating func addArrow(at tip: Point, side: Double, hue: Color) {
    addLine(
      .intervalEnd,
      [
        Point(tip.x - side * 4, tip.y - 3.2), tip, Point(tip.x - side * 4, tip.y + 3.2),
      ], hue, width: 1.5)
  }

  mutating func addEnd(
    _ ends: IntervalLooks.Ends, at end: Point, role: FigureLayout.Role, hue: Color,
    isHorizontal: Bool
  ) {
    switch ends {
    case .plain: break
    case .caps where isHorizontal: addCap(at: end, role: role, hue: hue)
    case .caps:
      addLine(role, [Point(end.x - 3, end.y), Point(end.x + 3, end.y)], hue, width: 1)
    case .dots:
      add(role, .marker(Marker(shape: .circle, center: end, radius: 1.6, fill: hue)))
    }
  }

  mutating func addCap(at end: Point, role: FigureLayout.Role, hue: Color) {
    addLine(role, [Point(end.x, end.y - 3), Point(end.x, end.y + 3)], hue, width: 1.2)
  }
}
