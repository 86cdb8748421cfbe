/// A figure with every position decided: marks, texts and lines in drawing order.
public struct FigureLayout: Hashable, Sendable {
  /// What an element stands for.
  public enum Role: Hashable, Sendable {
    case title, finding, panelTitle, panelSubtitle, emptyPanel, axisTitle, tickLabel
    case rowHeading, rowCode, rowLabel, rowValue, rowNote, directLabel, pointLabel, keyText
    case grid, axis, tick, origin
    case margin, band, reference, guide, seriesLine, interval, replicate, point, diverged
    /// The caps or arrows of an interval, and the halo of a highest point with its bar.
    case intervalEnd, optimum
    case leader, sample

    public static let texts: Set<Role> = [
      .title, .finding, .panelTitle, .panelSubtitle, .emptyPanel, .axisTitle, .tickLabel,
      .rowHeading, .rowCode, .rowLabel, .rowValue, .rowNote, .directLabel, .pointLabel, .keyText,
    ]
  }

  public enum Shape: Hashable, Sendable {
    case rectangle(Rectangle, Color)
    case line([Point], Pen)
    case marker(Marker)
    case text(PlacedText)
  }

  public struct Element: Hashable, Sendable {
    public var role: Role
    public var shape: Shape
    /// What a mark says, for a reader who points at it; nil where it says nothing by itself.
    public var words: String? = nil
  }

  public var size: Size
  public var background: Color
  public var elements: [Element]

  /// Draws the background and then every element.
  public func draw(on canvas: inout some Canvas) {
    let page = Rectangle(left: 0, top: 0, width: size.width, height: size.height)
    canvas.fill(.rectangle(page), color: background)
    for element in elements {
      switch element.shape {
      case .rectangle(let box, let color): canvas.fill(.rectangle(box), color: color)
      case .line(let points, let pen): canvas.stroke(.polyline(points), pen: pen)
      case .marker(let marker):
        canvas.fill(marker.path, color: marker.fill)
        if let pen = marker.outline { canvas.stroke(marker.path, pen: pen) }
      case .text(let text): canvas.text(text.run)
      }
    }
  }
}

extension Figure {
  /// Decides all positions, given the measures of the text.
  /// - Throws: `FigureError` for values that cannot be shown.
  public func layout(
    metrics: some FontMetrics, theme: FigureTheme
  ) throws(FigureError) -> FigureLayout {
    try validate()
    var page = Page(width: width, metrics: metrics, theme: theme)
    page.addHeader(title: title, finding: finding)
    page.add(chart)
    return FigureLayout(
      size: Size(width: width, height: (page.cursor + Page.padding).rounded(.up)),
      background: theme.background,
      elements: page.elements)
  }
}

extension Page {
  fileprivate mutating func add(_ chart: Figure.Chart) {
    for (index, part) in chart.parts.enumerated() {
      if index > 0 { cursor += 16 }
      switch part {
      case .lines(let chart): add(chart)
      case .intervals(let chart): add(chart)
      case .matrix(let chart): add(chart)
      case .stacked: break  // Its parts stand in the list themselves.
      }
    }
  }
}
