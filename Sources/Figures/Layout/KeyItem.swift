/// An entry of a key: a sample of a mark and what it means.
struct KeyItem: Hashable {
  enum Sample: Hashable {
    case replicate, trace, open, diverged, margin
    case interval(isHorizontal: Bool, ends: IntervalLooks.Ends)
    /// The halo of a highest point, with its bar where some have one.
    case optimum(hasInterval: Bool)
    case series(SeriesStyle, Series.Form)
    case reference(Reference.Prominence, hasInterval: Bool)
  }

  var sample: Sample
  var text: String
}

extension Page {
  private static let sampleGap = 4.0
  private static let itemGap = 16.0

  /// Sets `items` in lines from the left padding on, breaking before an item that does not fit.
  mutating func addKey(_ items: [KeyItem]) {
    guard !items.isEmpty else { return }
    var x = Page.padding
    var lineHeight = 0.0
    for item in items {
      let sampleWidth = item.sample.width
      let text = block(
        item.text, Fonts.key, maximumWidth: contentWidth - sampleWidth - Page.sampleGap)
      let itemWidth = sampleWidth + Page.sampleGap + text.width
      if x > Page.padding, x + itemWidth > width - Page.padding {
        x = Page.padding
        cursor += lineHeight + 2
        lineHeight = 0
      }
      let firstLine = metrics.ascent(of: Fonts.key) + metrics.descent(of: Fonts.key)
      addSample(item.sample, left: x, y: cursor + firstLine / 2)
      add(
        .keyText,
        text.placed(x: x + sampleWidth + Page.sampleGap, top: cursor, color: theme.secondaryInk))
      x += itemWidth + Page.itemGap
      lineHeight = max(lineHeight, text.height)
    }
    cursor += lineHeight
  }

  private mutating func addSample(_ sample: KeyItem.Sample, left: Double, y: Double) {
    let center = Point(left + sample.width / 2, y)
    let neutral = theme.secondaryInk
    switch sample {
    case .replicate: add(.sample, replicate(at: center, hue: neutral))
    case .trace:
      addLine(
        .sample, [Point(left, y), Point(left + sample.width, y)], neutral.with(alpha: 0.5),
        width: 0.7)
    case .interval(let isHorizontal, let look):
      let (across, up) = isHorizontal ? (6.0, 0.0) : (0.0, 4.5)
      let ends = [Point(center.x - across, y - up), Point(center.x + across, y + up)]
      addLine(.sample, ends, neutral, width: 1.1)
      for end in ends {
        addEnd(look, at: end, role: .sample, hue: neutral, isHorizontal: isHorizontal)
      }
    case .optimum(let hasInterval):
      addOptimum(
        .sample, at: center, across: hasInterval ? center.x - 8...center.x + 8 : nil, radius: 2.3,
        hue: neutral)
      add(.sample, marker(.circle, at: center, hue: neutral, isExploratory: false, radius: 2.3))
    case .open:
      add(.sample, marker(.circle, at: center, hue: neutral, isExploratory: true, radius: 2.8))
    case .diverged: addCross(.sample, at: center, hue: neutral)
    case .margin:
      let box = Rectangle(left: left, top: y - 4, width: sample.width, height: 8)
      add(.sample, .rectangle(box, theme.quiet.with(alpha: 0.28)))
    case .series(let style, .guide):
      addLine(
        .sample, [Point(left, y), Point(left + sample.width, y)], theme.quiet, width: 0.8,
        dash: style.dash)
    case .series(let style, let form):
      let hue = theme.color(of: style.hue)
      if form != .points {
        addLine(
          .sample, [Point(left, y), Point(left + sample.width, y)], hue,
          width: form == .curve ? 1.6 : 1.2, dash: style.dash)
      }
      if form.hasMarkers {
        add(.sample, marker(style.marker, at: center, hue: hue, isExploratory: false))
      }
    case .reference(let prominence, let hasInterval):
      addSample(
        of: prominence, hasInterval: hasInterval, at: center, width: sample.width)
    }
  }
}

extension KeyItem.Sample {
  fileprivate var width: Double {
    switch self {
    case .replicate: 3
    case .interval(let isHorizontal, _): isHorizontal ? 12 : 6
    case .trace: 12
    case .optimum(let hasInterval): hasInterval ? 16 : 11
    case .open, .diverged: 6
    case .margin: 8
    case .series(_, .points): 7
    case .series, .reference: 20
    }
  }
}
