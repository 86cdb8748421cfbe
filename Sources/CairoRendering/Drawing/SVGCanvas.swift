import Figures

/// Writes what is drawn as SVG elements, one a line, with lengths to 0.01 point.
///
/// Text stays text: it can be searched, selected and edited, and glyph outlines made up most of a
/// file. Each run states its width, so that it keeps its place where DejaVu Sans is missing and a
/// reader's program puts another font there. What must look the same everywhere is the PNG or PDF.
struct SVGCanvas: Canvas {
  private let metrics: any FontMetrics
  private var lines: [String] = []
  /// Circles of one paint that follow each other, which share it: points of seeds are many.
  private var circles: (paint: String, elements: [String]) = ("", [])

  /// - Parameter metrics: of the font that the drawing was laid out with.
  init(metrics: any FontMetrics) { self.metrics = metrics }

  /// All that was drawn, as one group.
  var group: String {
    """
    <g font-family="'\(CairoFonts.family)', Verdana, sans-serif" text-rendering="geometricPrecision" \
    stroke-linejoin="round">
    \((lines + circlesTogether).joined(separator: "\n"))
    </g>
    """
  }

  private var circlesTogether: [String] {
    switch circles.elements.count {
    case 0: []
    case 1: ["<circle\(circles.paint)\(circles.elements[0])/>"]
    default:
      ["<g\(circles.paint)>\(circles.elements.map { "<circle\($0)/>" }.joined())</g>"]
    }
  }

  private mutating func append(_ line: String) {
    lines += circlesTogether
    circles.elements = []
    lines.append(line)
  }

  mutating func fill(_ path: Path, color: Color) {
    append(path, paint: paint("fill", color))
  }

  mutating func stroke(_ path: Path, pen: Pen) {
    let dash = pen.dash.isEmpty ? "" : attribute("stroke-dasharray", pen.dash.map(number))
    let cap = pen.cap == .round ? " stroke-linecap=\"round\"" : ""
    append(
      path,
      paint: " fill=\"none\"\(paint("stroke", pen.color))"
        + "\(attribute("stroke-width", [number(pen.width)]))\(dash)\(cap)")
  }

  mutating func text(_ run: TextRun) {
    // Programs differ in whether they draw spaces at the ends of an element; so there are none.
    let indent = run.string.prefix { $0 == " " }
    let string = run.string.dropFirst(indent.count).trimmingSuffix { $0 == " " }
    guard !string.isEmpty else { return }
    let advance = metrics.width(of: String(indent), font: run.font)
    let isUpwards = run.direction == .upwards
    let x = number(run.origin.x + (isUpwards ? 0 : advance))
    let y = number(run.origin.y - (isUpwards ? advance : 0))
    let turn = isUpwards ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
    let weight = run.font.weight == .bold ? " font-weight=\"bold\"" : ""
    let width = number(metrics.width(of: String(string), font: run.font))
    append(
      "<text x=\"\(x)\" y=\"\(y)\"\(turn) font-size=\"\(number(run.font.size))\"\(weight)"
        + "\(paint("fill", run.color)) textLength=\"\(width)\" lengthAdjust=\"spacingAndGlyphs\">"
        + "\(XMLText.escaped(String(string)))</text>")
  }

  private func attribute(_ name: String, _ values: [String]) -> String {
    " \(name)=\"\(values.joined(separator: " "))\""
  }

  private func paint(_ name: String, _ color: Color) -> String {
    let digits = [color.red, color.green, color.blue].map { component -> String in
      let byte = String(Int((component * 255).rounded()), radix: 16)
      return byte.count < 2 ? "0" + byte : byte
    }
    let opacity =
      color.alpha < 1 ? attribute("\(name)-opacity", [number(color.alpha)]) : ""
    return " \(name)=\"#\(digits.joined())\"\(opacity)"
  }

  private mutating func append(_ path: Path, paint: String) {
    let data = data(path)
    guard let (center, radius) = circle(path),
      self.data(.circle(center: center, radius: radius)) == data
    else { return append("<path\(paint) d=\"\(data)\"/>") }
    if circles.paint != paint {
      lines += circlesTogether
      circles = (paint, [])
    }
    circles.elements.append(
      " cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\"")
  }

  /// The circle that a path would be if it were one.
  private func circle(_ path: Path) -> (center: Point, radius: Double)? {
    guard path.elements.count == 6, case .move(let right) = path.elements[0],
      case .curve(_, _, let left) = path.elements[2], left.x < right.x
    else { return nil }
    return (Point((left.x + right.x) / 2, right.y), (right.x - left.x) / 2)
  }

  private func data(_ path: Path) -> String {
    path.elements.map { element in
      switch element {
      case .move(let end): "M\(pair(end))"
      case .line(let end): "L\(pair(end))"
      case .curve(let control1, let control2, let end):
        "C\(pair(control1)) \(pair(control2)) \(pair(end))"
      case .close: "Z"
      }
    }.joined()
  }

  private func pair(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }

  /// Adding zero turns a negative zero into a positive one.
  private func number(_ value: Double) -> String {
    NumberText.plain((value * 100).rounded() / 100 + 0)
  }
}

extension Substring {
  /// Without the characters at its end that fulfil `predicate`.
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
