import Digests
import Foundation

/// One self-contained page of several documents in Markdown and of figures: it asks for nothing outside
/// itself, follows the reader's light or dark theme, and needs no script to be read.
public struct WebPage: Sendable {
  public struct Document: Sendable {
    /// The name by which the documents link each other, such as "appendix.md".
    public var name: String
    public var markdown: String

    public init(name: String, markdown: String) {
      self.name = name
      self.markdown = markdown
    }
  }

  /// A figure as SVG, whose colours are variables of the page.
  public struct Picture: Sendable {
    /// What the documents call it: the path of its PNG file as they link it, without the ending.
    public var link: String
    public var svg: String
    /// The variables with their values on light and on dark ground.
    public var colors: [Variable]

    public init(link: String, svg: String, colors: [Variable]) {
      self.link = link
      self.svg = svg
      self.colors = colors
    }
  }

  public struct Variable: Hashable, Sendable {
    public var name: String
    public var light: String
    public var dark: String

    public init(name: String, light: String, dark: String) {
      self.name = name
      self.light = light
      self.dark = dark
    }
  }

  /// The page's title, as text.
  let title: String
  /// The first has the page's one title of the first level; those after it stand a level below.
  let documents: [Document]
  let pictures: [Picture]

  public init(title: String, documents: [Document], pictures: [Picture]) {
    self.title = title
    self.documents = documents
    self.pictures = pictures
  }

  public var html: String {
    var anchors = Anchors()
    let bodies = documents.enumerated().map { index, document in
      body(document, levelsBelow: index == 0 ? 0 : 1, anchors: &anchors)
    }
    let style = PageStyle.text(variables: pictures.flatMap(\.colors))
    let policy =
      "default-src 'none'; img-src data:; style-src '\(Self.hash(style))'; "
      + "script-src '\(Self.hash(PageScript.text))'; base-uri 'none'; form-action 'none'"
    let content = bodies.joined(separator: "\n").replacing(
      Self.contentsMark, with: navigation(anchors.entries), maxReplacements: 1)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(Self.escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body>
      <main>
      \(content.replacing(Self.contentsMark, with: ""))
      </main>
      <script>\(PageScript.text)</script>
      </body>
      </html>

      """
  }

  // MARK: - Documents

  /// Where the list of contents stands; no document holds this sign.
  private static let contentsMark = "\u{E000}contents\u{E000}"

  private func body(
    _ document: Document, levelsBelow: Int, anchors: inout Anchors
  ) -> String {
    let parsed = MarkdownDocument(document.markdown, replacing: drawn)
    let withHeadings = Self.markingHeadings(
      parsed, levelsBelow: levelsBelow, anchors: &anchors)
    let withContents = Self.replacingContents(withHeadings)
    return tables(in: links(in: withContents), isFirst: levelsBelow == 0)
      // What scrolls by itself can be reached with the keyboard.
      .replacing("<pre>", with: "<pre tabindex=\"0\">")
  }

  /// A block that shows a picture becomes the figure itself.
  private func drawn(_ block: String) -> String {
    guard block.hasPrefix("<picture>"),
      let picture = pictures.first(where: { block.contains("src=\"\($0.link).png\"") })
    else { return block }
    return "<figure>\(picture.svg)<output aria-live=\"polite\"></output></figure>\n"
  }

  /// Gives every heading its level and an id to link to.
  private static func markingHeadings(
    _ document: MarkdownDocument, levelsBelow: Int, anchors: inout Anchors
  ) -> String {
    var rest = document.html[...]
    var marked = ""
    for heading in document.headings {
      let opening = "<h\(heading.level)>"
      guard let start = rest.firstRange(of: opening),
        let end = rest[start.upperBound...].firstRange(of: "</h\(heading.level)>")
      else { continue }
      let level = min(heading.level + levelsBelow, 6)
      let anchor = anchors.add(heading.text, level: level)
      marked += rest[..<start.lowerBound]
      marked += "<h\(level) id=\"\(anchor)\">\(rest[start.upperBound..<end.lowerBound])</h\(level)>"
      rest = rest[end.upperBound...]
    }
    return marked + rest
  }

  /// The paragraph of links that a document in Markdown begins with.
  private static func replacingContents(_ html: String) -> String {
    guard let start = html.firstRange(of: "<p>Contents: "),
      let end = html[start.upperBound...].firstRange(of: "</p>")
    else { return html }
    return html[..<start.lowerBound] + contentsMark + html[end.upperBound...]
  }

  /// What leads to another of the documents leads to a place in this page.
  private func links(in html: String) -> String {
    documents.reduce(html) { html, document in
      let top = document.name == documents.first?.name ? "top" : "appendix"
      return html.replacing("href=\"\(document.name)#", with: "href=\"#")
        .replacing("href=\"\(document.name)\"", with: "href=\"#\(top)\"")
    }
  }

  /// Tables scroll by themselves where they are wider than the page; the first is that of the claims.
  private func tables(in html: String, isFirst: Bool) -> String {
    let parts = html.components(separatedBy: "<table>")
    guard parts.count > 1 else { return html }
    return parts[0]
      + parts.dropFirst().enumerated().map { index, part in
        let id = isFirst && index == 0 ? " id=\"claims\"" : ""
        let label =
          isFirst && index == 0
          ? "All claims" : "\(isFirst ? "Table" : "Appendix, table") \(index + 1)"
        return
          "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(label)\"\(id)><table>"
          + part.replacing("</table>", with: "</table></div>", maxReplacements: 1)
      }.joined()
  }

  private func navigation(_ entries: [Anchors.Entry]) -> String {
    let items = entries.filter { (2...3).contains($0.level) && $0.isListed }.map { entry in
      "<li class=\"level\(entry.level)\"><a href=\"#\(entry.id)\">\(Self.escaped(entry.text))</a></li>"
    }
    return """
      <nav aria-label="Contents"><p>Contents</p><ul>
      \(items.joined(separator: "\n"))
      </ul></nav>
      """
  }

  // MARK: - Text

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// As a policy names what it lets through.
  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    hash.update(text)
    return "sha256-" + Data(hash.finish()).base64EncodedString()
  }
}

/// The ids of headings, each once in the page.
struct Anchors {
  struct Entry {
    let id: String
    let text: String
    let level: Int
    /// Whether the list of contents has it: sections, and those of the appendix below them.
    let isListed: Bool
  }

  private(set) var entries: [Entry] = []
  private var isInAppendix = false

  /// As code hosts make them: lower case, spaces as hyphens, no other signs; a number for one that is
  /// there already.
  mutating func add(_ text: String, level: Int) -> String {
    let plain = String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.compactMap { scalar in
          if scalar == " " { return "-" }
          let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          return isKept || scalar == "-" || scalar == "_" ? scalar : nil
        }))
    var id = entries.isEmpty ? "top" : plain
    var number = 0
    while entries.contains(where: { $0.id == id }) {
      number += 1
      id = "\(plain)-\(number)"
    }
    if id == "appendix" { isInAppendix = true }
    entries.append(
      Entry(id: id, text: text, level: level, isListed: level == 2 || isInAppendix && level == 3))
    return id
  }
}
