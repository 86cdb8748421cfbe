import CairoRendering
import Figures
import Foundation
import PNGBridge
import SampleFigures
import Testing

@Suite struct FigureProvenanceTests {
  private static let formats: [FigureFormat] = FigureFormat.allCases

  private func provenance(_ bytes: [UInt8], _ format: FigureFormat) throws -> FigureProvenance {
    try #require(FigureProvenance(of: bytes, format: format))
  }

  @Test(arguments: formats, [FigureTheme.light, .dark])
  func isReadBackAsItWasWritten(_ format: FigureFormat, _ theme: FigureTheme) throws {
    let figure = SampleFigures.alpha
    let read = try provenance(
      FigureWriter.bytes(of: figure, format: format, theme: theme), format)
    #expect(read.isAsWritten)
    #expect(read.entries == figure.provenance)
    #expect(read.theme == theme.name)
    #expect(read.software == FigureWriter.software)
  }

  @Test(arguments: formats) func markupInItComesBack(_ format: FigureFormat) throws {
    var figure = SampleFigures.overhead
    figure.provenance = [
      "a": "x < y & \"z\" > 'w'", "b": "&lt;entry key=\"c\"&gt;&amp;lt;", "d": "",
      "e": "<\u{301}\"\u{301}>",
    ]
    let read = try provenance(FigureWriter.bytes(of: figure, format: format), format)
    #expect(read.entries == figure.provenance && read.isAsWritten)
  }

  @Test(arguments: formats) func whatTheProgramDidNotWriteHasNone(_ format: FigureFormat) throws {
    let foreign: [[UInt8]] = [
      [], Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata/></svg>".utf8),
      try PNGFile.bytes(
        of: Raster(width: 1, height: 1, rgb: [1, 2, 3]), pixelsPerInch: 192,
        texts: [("Title", "a"), ("Software", "another")]),
    ]
    for bytes in foreign { #expect(FigureProvenance(of: bytes, format: format) == nil) }
  }

  /// One text changed in an SVG file: its title, a place in its drawing, its provenance.
  @Test(arguments: [("</title>", "!</title>"), ("d=\"M", "d=\"M1"), (">quick<", ">quack<")])
  func aChangedSVGShows(_ old: String, _ new: String) throws {
    let bytes = try FigureWriter.bytes(of: SampleFigures.alpha, format: .svg)
    let text = String(decoding: bytes, as: UTF8.self)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text)
    #expect(try !provenance(Array(changed.utf8), .svg).isAsWritten)
  }

  @Test func aChangedPixelShowsAndAnotherCompressionDoesNot() throws {
    let bytes = try FigureWriter.bytes(of: SampleFigures.overhead, format: .png)
    let image = png_bridge_decode(bytes, bytes.count)
    defer { png_bridge_free_image(image) }
    let size = Int(image.width * image.height) * 3
    var picture = Raster(
      width: Int(image.width), height: Int(image.height),
      rgb: Array(UnsafeBufferPointer(start: try #require(image.rgb), count: size)))
    let again = try PNGFile.bytes(of: picture, pixelsPerInch: 96, texts: PNGFile.texts(in: bytes))
    #expect(again != bytes)
    #expect(try provenance(again, .png).isAsWritten)
    picture.rgb[size / 2] ^= 1
    let changed = try PNGFile.bytes(
      of: picture, pixelsPerInch: 192, texts: PNGFile.texts(in: bytes))
    #expect(try !provenance(changed, .png).isAsWritten)
  }

  @Test func aChangedTextOfAPNGShows() throws {
    let bytes = try FigureWriter.bytes(of: SampleFigures.overhead, format: .png)
    let image = png_bridge_decode(bytes, bytes.count)
    defer { png_bridge_free_image(image) }
    let size = Int(image.width * image.height) * 3
    let picture = Raster(
      width: Int(image.width), height: Int(image.height),
      rgb: Array(UnsafeBufferPointer(start: try #require(image.rgb), count: size)))
    var texts = PNGFile.texts(in: bytes)
    texts[0].text += "!"
    let changed = try PNGFile.bytes(of: picture, pixelsPerInch: 192, texts: texts)
    #expect(try !provenance(changed, .png).isAsWritten)
  }

  @Test func aTornPNGIsNotAsWritten() throws {
    let bytes = try FigureWriter.bytes(of: SampleFigures.overhead, format: .png)
    var damaged = bytes
    damaged[bytes.count / 2] ^= 1
    #expect(try !provenance(damaged, .png).isAsWritten)
    #expect(try !provenance(Array(bytes.dropLast(100)), .png).isAsWritten)
    // Nothing of it may be read beyond the end.
    for count in stride(from: 0, to: 2000, by: 7) {
      _ = FigureProvenance(of: Array(bytes.prefix(count)), format: .png)
    }
  }
}
