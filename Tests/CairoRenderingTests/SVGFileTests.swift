import CairoRendering
import Figures
import Foundation
import FoundationXML
import SampleFigures
import Testing

/// What an XML parser finds in a file.
private final class Contents: NSObject, XMLParserDelegate {
  var ids: [String] = []
  var texts: [String: String] = [:]
  var root: [String: String]?
  var entries: [String: String] = [:]
  /// The drawn texts: attributes and string.
  var runs: [(attributes: [String: String], string: String)] = []
  private var open: [(element: String, key: String?)] = []

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    if root == nil { root = attributes }
    open.append((element, attributes["key"]))
    if let id = attributes["id"] { ids.append(id) }
    if element == "text" { runs.append((attributes, "")) }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard let (element, key) = open.last else { return }
    texts[element, default: ""] += text
    if element == "text" { runs[runs.count - 1].string += text }
    if let key { entries[key, default: ""] += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    open.removeLast()
  }
}

@Suite struct SVGFileTests {
  private func contents(_ figure: Figure, theme: FigureTheme = .light) throws -> Contents {
    let contents = Contents()
    let parser = XMLParser(
      data: Data(try FigureWriter.bytes(of: figure, format: .svg, theme: theme)))
    parser.delegate = contents
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    return contents
  }

  @Test(arguments: SampleFigures.all)
  func isWellFormedAndDescribed(_ figure: Figure) throws {
    let contents = try contents(figure)
    #expect(contents.texts["title"] == RichText(figure.title).plain)
    #expect(contents.texts["desc"] == figure.altText)
    #expect(contents.root?["role"] == "img")
    let labels = contents.root?["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
    #expect(labels.count == 2 && labels.allSatisfy(contents.ids.contains))
    #expect(contents.entries["store"] == figure.provenance["store"])
    #expect(contents.entries["software"] == FigureWriter.software)
  }

  @Test(arguments: SampleFigures.all)
  func idsAreTheFiguresOwn(_ figure: Figure) throws {
    let contents = try contents(figure)
    #expect(contents.ids.allSatisfy { $0.hasPrefix("\(figure.name)-light-") })
    #expect(Set(contents.ids).count == contents.ids.count)
  }

  /// Each run of text is one element at its place, as wide as the layout took it to be.
  @Test(arguments: SampleFigures.all)
  func textIsTextAtItsPlace(_ figure: Figure) throws {
    let fonts = try CairoFonts()
    var canvas = RecordingCanvas()
    try figure.layout(metrics: fonts, theme: .light).draw(on: &canvas)
    let drawn = canvas.operations.compactMap { operation -> TextRun? in
      if case .text(let run) = operation { run } else { nil }
    }
    let written = try contents(figure).runs
    // Spaces at either end are left out, and what follows is moved by their width.
    let strings = drawn.map { $0.string.trimmingCharacters(in: .whitespaces) }
    #expect(written.map(\.string) == strings)
    for ((element, run), string) in zip(zip(written, drawn), strings) {
      let indent = fonts.width(of: String(run.string.prefix { $0 == " " }), font: run.font)
      let isUpwards = run.direction == .upwards
      for (name, value) in [
        ("x", run.origin.x + (isUpwards ? 0 : indent)),
        ("y", run.origin.y - (isUpwards ? indent : 0)),
        ("textLength", fonts.width(of: string, font: run.font)), ("font-size", run.font.size),
      ] {
        let number = try #require(element.attributes[name].flatMap(Double.init))
        #expect(abs(number - value) <= 0.00501, "\(name) of '\(run.string)'")
      }
      #expect((element.attributes["transform"] != nil) == isUpwards)
    }
  }

  @Test func noIDOccursInTwoFigures() throws {
    var others = SampleFigures.all
    for index in others.indices { others[index].provenance["store"] = "sha256:another" }
    let ids = try (SampleFigures.all + others).flatMap { figure in
      try [FigureTheme.light, .dark].flatMap { try contents(figure, theme: $0).ids }
    }
    #expect(ids.count > others.count * 4)
    #expect(Set(ids).count == ids.count)
  }

  /// What XML 1.0 has no way to write, in every place where a name stands.
  @Test func charactersThatXMLForbidsAreLeftOut() throws {
    let forbidden =
      "\u{0}\u{1}\u{8}\u{B}\u{C}\u{E}\u{1B}\u{1F}"
      + String(String.UnicodeScalarView([0xFFFE, 0xFFFF].map { Unicode.Scalar($0 as UInt32)! }))
    var figure = SampleFigures.overhead
    figure.name = "a\(forbidden)b"
    figure.title = "t\(forbidden)t"
    figure.provenance = ["k\(forbidden)": "v\(forbidden)"]
    let contents = try contents(figure)
    #expect(contents.texts["title"] == "tt" && contents.entries["k"] == "v")
  }

  @Test func markupInNamesStaysText() throws {
    var figure = SampleFigures.overhead
    figure.name = "8 gates & <more>"
    figure.title = "A < B & \"C\" > 'D'"
    figure.provenance = ["key \"quoted\"": "a < b\u{1}"]
    let contents = try contents(figure)
    #expect(contents.texts["title"] == figure.title)
    #expect(contents.ids.allSatisfy { $0.hasPrefix("figure-8-gates----more--light-") })
    // XML has no way to write the control character.
    #expect(contents.entries["key \"quoted\""] == "a < b")
  }
}
