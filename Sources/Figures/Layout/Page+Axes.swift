extension Page {
  static let tickLength = 3.0
  static let tickGap = 2.5

  /// Ticks for a horizontal axis of `length` points: at `values` where they are given, else as many
  /// round numbers as keep their labels apart; labels only where they stay within `overhang` of the
  /// ends.
  func horizontalTicks(
    _ scale: Scale, at values: [Double]? = nil, length: Double, overhang: Double
  ) -> [Tick] {
    if let values {
      let ticks = values.sorted().filter { scale.domain.contains($0) }
        .map { Tick(value: $0, label: NumberText.shortest($0, places: 6)) }
      return labelled(ticks, scale, length: length, overhang: overhang).ticks
    }
    let wanted = max(Int((length / 60).rounded()), 3)
    // A logarithmic axis of less than a decade may keep too few of its usual numbers.
    let candidates =
      (1...wanted).reversed().map { scale.ticks(target: $0) }
      + (scale.kind == .logarithmic
        ? labelledMultiples.map {
          logarithmicTicks(scale.domain, labelling: $0, target: wanted)
        } + (2...wanted).reversed().map { linearTicks(scale.domain, target: $0) } : [])
    let fitting = candidates.map { labelled($0, scale, length: length, overhang: overhang) }
      .filter(\.fits).map(\.ticks)
    if let best = fitting.first(where: { $0.count { $0.label != nil } > 1 }) { return best }
    return endTicks(scale) { tick in
      let half = block(tick.label ?? "", Fonts.tick).width / 2
      let center = scale.fraction(of: tick.value) * length
      return center - half >= -max(overhang, 12) && center + half <= length + max(overhang, 12)
        ? center - half...center + half : nil
    } ?? fitting.first ?? []
  }

  /// Takes labels off that would leave the axis or touch the one before, and says whether any touched.
  private func labelled(
    _ ticks: [Tick], _ scale: Scale, length: Double, overhang: Double
  ) -> (ticks: [Tick], fits: Bool) {
    var ticks = ticks
    var end = -Double.infinity
    var fits = true
    for index in ticks.indices {
      guard let label = ticks[index].label else { continue }
      let half = block(label, Fonts.tick).width / 2
      let center = scale.fraction(of: ticks[index].value) * length
      let leaves = center - half < -overhang || center + half > length + overhang
      let touches = center - half < end + 7
      fits = fits && (leaves || !touches)
      if leaves || touches {
        ticks[index].label = nil
      } else {
        end = center + half
      }
    }
    return (ticks, fits)
  }

  /// Points from a panel's foot to below the numbers of its horizontal axis.
  var horizontalAxisHeight: Double { Page.tickLength + Page.tickGap + tickLabelHeight }

  /// Ticks for a vertical axis of `length` points whose labels do not touch.
  func verticalTicks(_ scale: Scale, length: Double) -> [Tick] {
    let height = metrics.ascent(of: Fonts.tick) + metrics.descent(of: Fonts.tick)
    let wanted = max(Int(length / 28), 2)
    for target in (1...wanted).reversed() {
      let ticks = scale.ticks(target: target)
      let centers = ticks.filter { $0.label != nil }.map { scale.fraction(of: $0.value) * length }
      if centers.count > 1 || scale.kind == .linear,
        zip(centers, centers.dropFirst()).allSatisfy({ $1 - $0 >= height * 1.15 })
      {
        return ticks
      }
    }
    return endTicks(scale) { tick in
      let center = scale.fraction(of: tick.value) * length
      return center - height * 0.6...center + height * 0.6
    } ?? []
  }

  /// The two ticks that are farthest apart of those whose labels have room, where a logarithmic axis
  /// would show one number or none: a reader needs two. Nil on another axis, or where none fit.
  ///
  /// - Parameter room: what a tick's label covers along the axis; nil where it would leave it.
  private func endTicks(
    _ scale: Scale, room: (Tick) -> ClosedRange<Double>?
  ) -> [Tick]? {
    guard scale.kind == .logarithmic else { return nil }
    let candidates =
      [Set([1]), [1, 2, 5], Set(1...9)].map {
        logarithmicTicks(scale.domain, labelling: $0, target: 20)
      } + (2...9).map { linearTicks(scale.domain, target: $0) }
    for ticks in candidates {
      let places = ticks.indices.filter { ticks[$0].label != nil && room(ticks[$0]) != nil }
      guard let first = places.first, let last = places.last,
        room(ticks[last])!.lowerBound - room(ticks[first])!.upperBound >= 3
      else { continue }
      return ticks.enumerated().map { index, tick in
        Tick(value: tick.value, label: index == first || index == last ? tick.label : nil)
      }
    }
    return nil
  }

  /// The width of the widest label.
  func labelWidth(_ ticks: [Tick]) -> Double {
    ticks.compactMap(\.label).map { block($0, Fonts.tick).width }.max() ?? 0
  }

  var tickLabelHeight: Double {
    metrics.ascent(of: Fonts.tick) + metrics.descent(of: Fonts.tick)
  }

  /// The line below `frame` with its ticks, and their labels where wanted.
  mutating func addHorizontalAxis(
    _ ticks: [Tick], _ scale: Scale, frame: Rectangle, showsLabels: Bool
  ) {
    addLine(
      .axis, [Point(frame.left, frame.bottom), Point(frame.right, frame.bottom)], theme.axis,
      width: 0.7)
    for tick in ticks {
      let x = frame.left + scale.fraction(of: tick.value) * frame.width
      let length = tick.label == nil ? Page.tickLength * 0.6 : Page.tickLength
      addLine(
        .tick, [Point(x, frame.bottom), Point(x, frame.bottom + length)], theme.axis, width: 0.6)
      if showsLabels, let label = tick.label {
        add(
          .tickLabel,
          block(label, Fonts.tick).placed(
            x: x, top: frame.bottom + Page.tickLength + Page.tickGap, alignment: .center,
            color: theme.secondaryInk))
      }
    }
  }

  /// Grid lines at the labelled ticks, the line left of `frame`, ticks, and labels where wanted.
  mutating func addVerticalAxis(
    _ ticks: [Tick], _ scale: Scale, frame: Rectangle, showsLabels: Bool
  ) {
    for tick in ticks where tick.label != nil {
      let y = frame.bottom - scale.fraction(of: tick.value) * frame.height
      addLine(.grid, [Point(frame.left, y), Point(frame.right, y)], theme.grid, width: 0.6)
    }
    addLine(
      .axis, [Point(frame.left, frame.top), Point(frame.left, frame.bottom)], theme.axis,
      width: 0.7)
    for tick in ticks {
      let y = frame.bottom - scale.fraction(of: tick.value) * frame.height
      let length = tick.label == nil ? Page.tickLength * 0.6 : Page.tickLength
      addLine(.tick, [Point(frame.left - length, y), Point(frame.left, y)], theme.axis, width: 0.6)
      if showsLabels, let label = tick.label {
        // Digits have no descenders: centred by their height, not by that of the line.
        let middle = y - metrics.ascent(of: Fonts.tick) + 0.365 * Fonts.tick.size
        add(
          .tickLabel,
          block(label, Fonts.tick).placed(
            x: frame.left - Page.tickLength - Page.tickGap, top: middle, alignment: .trailing,
            color: theme.secondaryInk))
      }
    }
  }
}
