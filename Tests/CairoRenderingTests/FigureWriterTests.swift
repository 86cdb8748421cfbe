import CairoRendering
import Figures
import Foundation
import SampleFigures
import Testing

extension Figure: CustomTestStringConvertible {
  public var testDescription: String { name }
}

@Suite struct FigureWriterTests {
  @Test(arguments: FigureFormat.allCases, [FigureTheme.light, .dark])
  func sameFigureSameBytesWhateverWasDrawnBefore(
    _ format: FigureFormat, _ theme: FigureTheme
  ) throws {
    let figures = [SampleFigures.alpha, SampleFigures.overhead, SampleFigures.scaling]
    let forward = try figures.map {
      try FigureWriter.bytes(of: $0, format: format, theme: theme)
    }
    let backward = try figures.reversed().map {
      try FigureWriter.bytes(of: $0, format: format, theme: theme)
    }
    #expect(forward == backward.reversed())
    #expect(Set(forward).count == figures.count)
  }

  @Test(arguments: SampleFigures.all)
  func realMetricsKeepEverythingOnThePageAndTextsApart(_ figure: Figure) throws {
    let fonts = try CairoFonts()
    let layout = try figure.layout(metrics: fonts, theme: .light)
    try fonts.checkMeasuring()
    #expect(layout.faults == [])
  }

  @Test func realMetricsAtOtherWidths() throws {
    let fonts = try CairoFonts()
    for width in [241.0, 260, 360, 720] {
      for var figure in [
        SampleFigures.alpha, SampleFigures.overhead, SampleFigures.recipes, SampleFigures.claims,
        SampleFigures.scaling, SampleFigures.gateWithCost,
      ] {
        figure.width = width
        #expect(try figure.layout(metrics: fonts, theme: .light).faults == [])
      }
    }
  }

  @Test func textIsAsWideAtEverySize() throws {
    let fonts = try CairoFonts()
    let unit = fonts.width(of: "Exponent α", font: Font(size: 1000)) / 1000
    for size in [7.0, 8, 8.5, 9, 10.5] {
      let width = fonts.width(of: "Exponent α", font: Font(size: size)) / size
      // Without hinted metrics only FreeType's rounding of advances to 1/65536 pixel is left.
      #expect(abs(width - unit) < 1e-3, "at \(size): \(width - unit)")
    }
  }

  @Test(arguments: [("a/b.PNG", FigureFormat.png), ("x.svg", .svg), ("..pdf", .pdf)])
  func formatFollowsTheExtension(_ path: String, _ format: FigureFormat) {
    #expect(FigureFormat(path: path) == format)
  }

  @Test(arguments: ["figure", "figure.jpg", "", "png"])
  func otherExtensionsAreErrors(_ path: String) {
    #expect(throws: RenderingError.unknownFormat(path: path)) {
      try FigureWriter.write(SampleFigures.overhead, to: path)
    }
  }

  @Test(arguments: FigureFormat.allCases)
  func writesAFileAndNothingElse(_ format: FigureFormat) throws {
    let folder = try Folder()
    let path = folder.path("gating.\(format.rawValue)")
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    try FigureWriter.write(SampleFigures.overhead, to: path, theme: .dark)
    let expected = try FigureWriter.bytes(
      of: SampleFigures.overhead, format: format, theme: .dark)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(expected))
    #expect(try folder.names() == ["gating.\(format.rawValue)"])
  }
}

/// A temporary folder that goes when its owner does.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("figures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }
}
