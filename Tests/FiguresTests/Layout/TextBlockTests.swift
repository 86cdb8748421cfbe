import Figures
import Testing

@Suite struct TextBlockTests {
  @Test func raisedPiecesStandHigherAndSmaller() throws {
    let block = TextBlock("L^{−α} h", font: Font(size: 10), metrics: FixedFontMetrics())
    let texts = block.placed(x: 0, top: 0, color: Color(0))
    #expect(texts.map(\.run.string) == ["L", "−α", " h"])
    #expect(texts[1].run.origin.y < texts[0].run.origin.y)
    #expect(texts[1].run.font.size < texts[0].run.font.size)
    #expect(texts[2].run.origin.y == texts[0].run.origin.y)
    #expect(texts[2].run.origin.x == texts[1].box.right)
  }

  @Test(arguments: [
    "a few short words that fill some lines", "oneverylongwordwithoutanyspace",
    "short thenaverylongwordindeed short", "x", "",
  ])
  func linesFitAndKeepEveryCharacter(_ text: String) {
    let block = TextBlock(
      text, font: Font(size: 10), metrics: FixedFontMetrics(), maximumWidth: 62)
    let lines = block.placed(x: 0, top: 0, color: Color(0))
    #expect(block.width <= 62)
    #expect(
      lines.map(\.run.string).joined().filter { $0 != " " } == text.filter { $0 != " " })
    #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.box.bottom <= $1.box.top })
  }
}
