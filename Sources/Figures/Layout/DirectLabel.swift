/// A name to be set beside the right end of what it names; one for all series that lie on each other.
struct DirectLabel {
  /// Points from the panel to the text of a label with one sample: a leader line, then the sample.
  static let inset = 29.0
  static let sampleOffset = 21.0
  static let sampleStep = 9.0

  enum Target {
    /// With its place among the panel's series.
    case series(Series, index: Int)
    case reference(Reference)
  }

  /// Those that the label names, the one on top first.
  var targets: [Target]
  var text: TextBlock

  /// From the panel to the text.
  var textOffset: Double { Self.inset + Double(targets.count - 1) * Self.sampleStep }
  /// From the panel to the text's end.
  var reach: Double { textOffset + text.width }
  /// With the gap to the next label.
  var height: Double { text.height + (text.lineCount > 1 ? 4 : 1.5) }
}

extension Page {
  /// A label for every series with a point, or for all that lie on one another, and for every
  /// reference of `panel`.
  func directLabels(_ panel: Panel, _ scale: Scale) -> [DirectLabel] {
    let limit = width * 0.3 - DirectLabel.inset
    func label(_ names: [String], _ targets: [DirectLabel.Target]) -> DirectLabel {
      DirectLabel(
        targets: targets,
        text: block(names.joined(separator: ", "), Fonts.label, maximumWidth: limit))
    }
    let named = panel.series.indices.filter { panel.series[$0].isNamed }
    let groups = Dictionary(grouping: named) { index in
      panel.coverers(of: index, scale).first { named.contains($0) } ?? index
    }
    return groups.sorted { $0.key < $1.key }.map { _, members in
      label(
        members.map { panel.series[$0].label },
        members.map { .series(panel.series[$0], index: $0) })
    } + panel.references.map { label([$0.label], [.reference($0)]) }
  }

  /// Sets `labels` right of the panel in the order of what they name, moved apart where they would
  /// touch, each joined to its end by a leader line.
  mutating func add(_ labels: [DirectLabel], beside frame: PanelFrame) {
    let ends = labels.map { end(of: $0.targets[0], frame) }
    let order = labels.indices.sorted { (ends[$0].y, $0) < (ends[$1].y, $1) }
    let centers = LabelPlacement.centers(
      anchors: order.map { ends[$0].y }, heights: order.map { labels[$0].height },
      within: frame.frame.top...frame.frame.bottom)
    let edge = frame.frame.right
    for (index, center) in zip(order, centers) {
      let (label, end) = (labels[index], ends[index])
      let sample = Point(edge + DirectLabel.sampleOffset, center)
      // All leaders bend at the same two places, so that none crosses another; grey dots are no data.
      addLine(
        .leader, [end, Point(edge + 3, end.y), Point(sample.x - 6, center)],
        theme.quiet.with(alpha: 0.6), width: 0.5, dash: .dotted)
      for (place, target) in label.targets.enumerated() {
        addSample(
          target, at: Point(sample.x + Double(place) * DirectLabel.sampleStep, center))
      }
      add(
        .directLabel,
        label.text.placed(
          x: edge + label.textOffset, top: center - label.text.height / 2,
          color: label.isQuiet ? theme.secondaryInk : theme.ink))
    }
  }

  private mutating func addSample(_ target: DirectLabel.Target, at center: Point) {
    switch target {
    case .series(let series, _) where series.form == .guide:
      addLine(
        .sample, [Point(center.x - 5, center.y), Point(center.x + 5, center.y)], theme.quiet,
        width: 0.8, dash: series.style.dash)
    case .series(let series, _) where series.form == .curve:
      addLine(
        .sample, [Point(center.x - 5, center.y), Point(center.x + 5, center.y)],
        theme.color(of: series.style.hue), width: 1.7, dash: series.style.dash)
    case .series(let series, _):
      add(
        .sample,
        marker(
          series.style.marker, at: center, hue: theme.color(of: series.style.hue),
          isExploratory: series.isExploratory))
    case .reference(let reference):
      addSample(
        of: reference.prominence, hasInterval: reference.interval != nil, at: center, width: 10)
    }
  }

  /// A short piece of a line across a panel, with its band where it has one.
  mutating func addSample(
    of prominence: Reference.Prominence, hasInterval: Bool, at center: Point, width: Double
  ) {
    let line = [Point(center.x - width / 2, center.y), Point(center.x + width / 2, center.y)]
    switch prominence {
    case .quiet(let dash): addLine(.sample, line, theme.quiet, width: 0.8, dash: dash)
    case .band(let hue):
      let color = theme.color(of: hue)
      if hasInterval {
        let box = Rectangle(
          left: center.x - width / 2, top: center.y - 3.5, width: width, height: 7)
        add(.sample, .rectangle(box, color.with(alpha: 0.11)))
      }
      addLine(.sample, line, color, width: 1.1)
    }
  }

  /// The last point that is drawn at its value, or the last cross where all diverged.
  private func end(of target: DirectLabel.Target, _ frame: PanelFrame) -> Point {
    switch target {
    case .reference(let reference): return Point(frame.frame.right, frame.y(reference.value))
    case .series(let series, let index):
      let points = series.sortedPoints
      let last = points.last { !$0.isDiverged }
      guard let end = last ?? points.last else { return Point(frame.frame.right, frame.foot) }
      return Point(
        frame.x(end.x) + frame.shift(index, at: end.x) + 5,
        last.map { frame.y($0.center) } ?? frame.foot)
    }
  }
}

extension FigureTheme {
  fileprivate func color(of target: DirectLabel.Target) -> Color {
    switch target {
    case .series(let series, _): series.form == .guide ? quiet : color(of: series.style.hue)
    case .reference(let reference):
      switch reference.prominence {
      case .band(let hue): color(of: hue)
      case .quiet: quiet
      }
    }
  }
}

extension Series {
  /// Drawn, and not named by its axis.
  var isNamed: Bool { !points.isEmpty && !label.isEmpty }
}

extension DirectLabel {
  fileprivate var isQuiet: Bool {
    switch targets[0] {
    case .series(let series, _): series.form == .guide
    case .reference(let reference): !reference.isBand
    }
  }
}
