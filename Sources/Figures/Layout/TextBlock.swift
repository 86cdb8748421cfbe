/// Rich text broken into lines that fit a width, measured and ready to be placed.
package struct TextBlock {
  package enum Alignment { case leading, center, trailing }

  private let lines: [(text: RichText, width: Double)]
  private let font: Font
  private let ascent: Double
  private let descent: Double
  private let measure: (String, Font) -> Double

  /// `markup` as in `RichText`. Lines break at spaces, and within a word only where it is longer
  /// than `maximumWidth` points alone.
  package init(
    _ markup: String, font: Font, metrics: some FontMetrics, maximumWidth: Double = .infinity
  ) {
    self.font = font
    measure = { metrics.width(of: $0, font: $1) }
    ascent = metrics.ascent(of: font)
    descent = metrics.descent(of: font)
    func width(_ markup: String) -> Double { RichText(markup).width(font: font, metrics: metrics) }

    var broken: [String] = []
    var line = ""
    for word in markup.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }).map(
      String.init)
    {
      let extended = line.isEmpty ? word : line + " " + word
      if width(extended) <= maximumWidth {
        line = extended
        continue
      }
      if !line.isEmpty { broken.append(line) }
      line = word
      while width(line) > maximumWidth, line.count > 1 {
        var head = ""
        for character in line {
          if !head.isEmpty, width(head + String(character)) > maximumWidth { break }
          head.append(character)
        }
        broken.append(head)
        line.removeFirst(head.count)
        if line.isEmpty { break }
      }
    }
    if !line.isEmpty { broken.append(line) }
    lines = broken.map { (RichText($0), width($0)) }
  }

  package var isEmpty: Bool { lines.isEmpty }
  package var lineCount: Int { lines.count }
  package var width: Double { lines.map(\.width).max() ?? 0 }
  /// Points from one baseline to the next.
  private var leading: Double { (ascent + descent) * 1.05 }
  package var height: Double {
    lines.isEmpty ? 0 : Double(lines.count - 1) * leading + ascent + descent
  }

  /// The runs of all lines, below `top`, aligned at the horizontal position `x`.
  package func placed(
    x: Double, top: Double, alignment: Alignment = .leading, color: Color
  ) -> [PlacedText] {
    lines.enumerated().flatMap { index, line in
      let baseline = top + Double(index) * leading + ascent
      var position: Double
      switch alignment {
      case .leading: position = x
      case .center: position = x - line.width / 2
      case .trailing: position = x - line.width
      }
      return line.text.pieces.map { piece in
        let font = piece.font(within: self.font)
        let advance = measure(piece.string, font)
        let scale = font.size / self.font.size
        let origin = Point(position, baseline - piece.rise(within: self.font))
        position += advance
        return PlacedText(
          run: TextRun(piece.string, font: font, color: color, origin: origin),
          box: Rectangle(
            left: origin.x, top: origin.y - ascent * scale, width: advance,
            height: (ascent + descent) * scale))
      }
    }
  }

  /// The same, turned to be read upwards: lines follow each other to the right from `left`, centred
  /// at the vertical position `y`.
  package func placedUpwards(left: Double, y: Double, color: Color) -> [PlacedText] {
    placed(x: 0, top: 0, alignment: .center, color: color).map { text in
      let (origin, box) = (text.run.origin, text.box)
      return PlacedText(
        run: TextRun(
          text.run.string, font: text.run.font, color: color,
          origin: Point(left + origin.y, y - origin.x), direction: .upwards),
        box: Rectangle(
          left: left + box.top, top: y - box.right, width: box.height, height: box.width))
    }
  }
}

/// A run of text with the box that it fills.
public struct PlacedText: Hashable, Sendable {
  public var run: TextRun
  public var box: Rectangle

  public init(run: TextRun, box: Rectangle) {
    self.run = run
    self.box = box
  }
}
