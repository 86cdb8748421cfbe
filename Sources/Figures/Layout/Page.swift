/// A page being laid out from top to bottom.
struct Page {
  /// Empty points along every edge.
  static let padding = 10.0

  enum Fonts {
    static let finding = Font(size: 10, weight: .bold)
    static let title = Font(size: 9)
    static let panelTitle = Font(size: 8.5, weight: .bold)
    static let axisTitle = Font(size: 8.5)
    static let tick = Font(size: 8)
    static let label = Font(size: 8.5)
    static let key = Font(size: 8)
  }

  let width: Double
  let metrics: any FontMetrics
  let theme: FigureTheme
  /// Where the next block begins.
  var cursor = Page.padding
  private(set) var elements: [FigureLayout.Element] = []

  init(width: Double, metrics: any FontMetrics, theme: FigureTheme) {
    self.width = width
    self.metrics = metrics
    self.theme = theme
  }

  /// The width between the paddings.
  var contentWidth: Double { width - 2 * Page.padding }

  func block(_ markup: String, _ font: Font, maximumWidth: Double = .infinity) -> TextBlock {
    TextBlock(markup, font: font, metrics: metrics, maximumWidth: maximumWidth)
  }

  mutating func add(_ role: FigureLayout.Role, _ texts: [PlacedText]) {
    elements += texts.map { FigureLayout.Element(role: role, shape: .text($0)) }
  }

  mutating func add(
    _ role: FigureLayout.Role, _ shape: FigureLayout.Shape, words: String? = nil
  ) {
    elements.append(FigureLayout.Element(role: role, shape: shape, words: words))
  }

  mutating func addLine(
    _ role: FigureLayout.Role, _ points: [Point], _ color: Color, width: Double, dash: Dash = .solid
  ) {
    let pen = Pen(
      color: color, width: width, dash: dash.pattern.map { $0 * max(width, 0.8) })
    add(role, .line(points, pen))
  }

  /// The finding as the headline, what is shown below it, and a gap.
  mutating func addHeader(title: String, finding: String) {
    let headline = block(finding, Fonts.finding, maximumWidth: contentWidth)
    add(.finding, headline.placed(x: Page.padding, top: cursor, color: theme.ink))
    cursor += headline.height + 2.5
    let line = block(title, Fonts.title, maximumWidth: contentWidth)
    add(.title, line.placed(x: Page.padding, top: cursor, color: theme.secondaryInk))
    cursor += line.height + 10
  }

  /// Open markers hold the background's colour, so that lines end at their outline; filled ones are set
  /// off by a thin rim of it.
  func marker(
    _ shape: MarkerShape, at center: Point, hue: Color, isExploratory: Bool, radius: Double = 3,
    showsBelow: Bool = false
  ) -> FigureLayout.Shape {
    .marker(
      Marker(
        shape: shape, center: center, radius: isExploratory ? radius - 0.3 : radius,
        fill: isExploratory ? theme.background.with(alpha: showsBelow ? 0 : 1) : hue,
        outline: Pen(
          color: isExploratory ? hue : theme.background, width: isExploratory ? 1.1 : 0.7)))
  }

  /// A replicate: small and faint, the fainter the more there are, so that a hundred show where most lie.
  func replicate(at center: Point, hue: Color, among count: Int = 1) -> FigureLayout.Shape {
    .marker(
      Marker(
        shape: .circle, center: center, radius: 1.7,
        fill: hue.with(alpha: Page.opacity(0.55, among: count))))
  }

  /// More than a few marks on one line are drawn fainter.
  static let few = 12
  static func opacity(_ usual: Double, among count: Int) -> Double {
    max(usual * min(1, Double(few) / Double(max(count, 1))), 0.12)
  }

  mutating func addCross(_ role: FigureLayout.Role, at center: Point, hue: Color) {
    let arm = 2.8
    for sign in [-1.0, 1.0] {
      addLine(
        role,
        [
          Point(center.x - arm, center.y - sign * arm),
          Point(center.x + arm, center.y + sign * arm),
        ], hue, width: 1.4)
    }
  }
}
