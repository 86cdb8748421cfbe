import Figures

/// A figure as part of a page of HTML: one drawing for both themes.
enum InlineSVG {
  typealias Color = (name: String, light: String, dark: String)

  static func text(
    light: FigureLayout, dark: FigureLayout, prefix: String, title: String, altText: String,
    metrics: any FontMetrics
  ) -> (svg: String, colors: [Color]) {
    let (group, colors) = merged(drawn(light, metrics), drawn(dark, metrics))
    let size = light.size
    let (width, height) = (
      NumberText.shortest(size.width, places: 3), NumberText.plain(size.height)
    )
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" role="group" tabindex="0" \
      aria-labelledby="\(prefix)-title \(prefix)-desc">
      <title id="\(prefix)-title">\(XMLText.escaped(RichText(title).plain))</title>
      <desc id="\(prefix)-desc">\(XMLText.escaped(altText))</desc>
      \(group)
      \(values(light))
      </svg>
      """
    // A blank line would end a block of HTML in Markdown.
    return (svg.split(separator: "\n").joined(separator: "\n"), colors)
  }

  private static func drawn(_ layout: FigureLayout, _ metrics: any FontMetrics) -> String {
    var canvas = SVGCanvas(metrics: metrics)
    layout.draw(on: &canvas)
    return canvas.group
  }

  /// Two drawings that differ in their colours alone, as one.
  private static func merged(_ light: String, _ dark: String) -> (String, [Color]) {
    let pieces = zip(
      light.split(separator: "#", omittingEmptySubsequences: false),
      dark.split(separator: "#", omittingEmptySubsequences: false))
    var colors: [Color] = []
    let texts = pieces.enumerated().map { index, pair -> String in
      guard index > 0 else { return String(pair.0) }
      let (ofLight, ofDark) = (pair.0.prefix(6), pair.1.prefix(6))
      // A sign of the text, or a colour of both themes.
      guard ofLight != ofDark else { return "#" + pair.0 }
      let name = "--\(ofLight)-\(ofDark)"
      if !colors.contains(where: { $0.name == name }) {
        colors.append((name, "#\(ofLight)", "#\(ofDark)"))
      }
      return "var(\(name))" + pair.0.dropFirst(6)
    }
    return (texts.joined(), colors)
  }

  /// A round place to point at over every mark that says something.
  private static func values(_ layout: FigureLayout) -> String {
    layout.elements.compactMap { element -> String? in
      guard let text = element.words, case .marker(let marker) = element.shape else { return nil }
      let words = XMLText.escaped(text)
      let (x, y) = (
        NumberText.fixed(marker.center.x, places: 1), NumberText.fixed(marker.center.y, places: 1)
      )
      return "<g class=\"value\" role=\"img\" aria-label=\"\(words)\"><title>\(words)</title>"
        + "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"6\"/></g>"
    }.joined(separator: "\n")
  }
}
