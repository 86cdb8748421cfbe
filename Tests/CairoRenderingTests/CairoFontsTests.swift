import CairoRendering
import Figures
import SampleFigures
import Testing

@Suite struct CairoFontsTests {
  /// U+FDD0 and U+FFFE, which no literal takes.
  private static let noncharacters =
    String(Unicode.Scalar(0xFDD0 as UInt32)!) + String(Unicode.Scalar(0xFFFE as UInt32)!)

  /// Texts that no typesetter was asked for: none may stop a figure, and what no font here has is known.
  @Test(arguments: [
    "手写数字", "숫자", "أرقام مكتوبة", "נתונים", "ตัวเลข", "संख्या", "😀👩\u{200D}🔬🇩🇪", "e\u{301}\u{302}\u{303}",
    "a\u{202E}b\u{2066}c", "\u{1B}[31mred", "a\u{0}b", noncharacters, "\u{10FFFD}",
    "\u{301}",
  ])
  func everyScriptIsDrawn(_ text: String) throws {
    var figure = SampleFigures.overhead
    figure.title = "Gate \(text) end"
    figure.provenance["preset"] = text
    let fonts = try CairoFonts()
    let layout = try figure.layout(metrics: fonts, theme: .light)
    try fonts.checkMeasuring()
    #expect(layout.faults == [])
    for format in FigureFormat.allCases {
      #expect(try !FigureWriter.bytes(of: figure, format: format).isEmpty)
    }
    #expect(try FigureWriter.charactersWithoutFont(in: figure) == fonts.boxed)
    #expect(fonts.boxed.allSatisfy(figure.title.unicodeScalars.contains))
  }

  @Test func whatNoFontHasIsABoxAndNamed() throws {
    // No font has these: a private character of the last plane, a control character, a noncharacter.
    let text = "A\u{10FFFD}\u{1B}\(Self.noncharacters)Z"
    #expect(
      try FigureWriter.charactersWithoutFont(in: [text, "plain", text])
        == ["\u{1B}"] + Self.noncharacters.unicodeScalars + ["\u{10FFFD}"])
    let fonts = try CairoFonts()
    let font = Font(size: 10)
    let (whole, letters) = (fonts.width(of: text, font: font), fonts.width(of: "AZ", font: font))
    #expect(abs(whole - letters - 32) < 0.01)
    #expect(try FigureWriter.charactersWithoutFont(in: ["plain α ² −"]) == [])
  }

  @Test func whatOnlyJoinsItsNeighboursHasNoWidth() throws {
    let fonts = try CairoFonts()
    let font = Font(size: 10)
    #expect(
      fonts.width(of: "a\u{200B}\u{FE0F}b\u{2060}", font: font) == fonts.width(of: "ab", font: font)
    )
    #expect(fonts.boxed == [])
  }

  /// Where another font than DejaVu Sans has a character, its own measure is used.
  @Test func otherFontsAreUsedWhereDejaVuSansLacksACharacter() throws {
    let fonts = try CairoFonts()
    let candidates = (0x2000...0xFFFD).compactMap(Unicode.Scalar.init).filter {
      !FontFallback.families(with: $0, near: "DejaVu Sans").isEmpty
    }
    let foreign = candidates.first {
      FontFallback.families(with: $0, near: "DejaVu Sans").first != "DejaVu Sans"
    }
    guard let foreign else { return }  // A machine with no further font.
    #expect(fonts.width(of: String(foreign), font: Font(size: 10)) >= 0)
    #expect(fonts.boxed == [])
  }
}
