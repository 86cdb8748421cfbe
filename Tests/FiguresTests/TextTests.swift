import Figures
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    (8.25, 1, "8.3"), (-8.25, 1, "\u{2212}8.3"), (0.0, 2, "0.00"), (-0.001, 2, "0.00"),
    (99.999, 1, "100.0"), (1234, 0, "1234"), (0.05, 3, "0.050"),
  ])
  func fixedDecimals(_ value: Double, places: Int, expected: String) {
    #expect(fixed(value, places: places) == expected)
  }

  @Test(arguments: [
    (95.0, "95"), (99.5, "99.5"), (0.25, "0.25"), (100.0, "100"), (-2.0, "\u{2212}2"),
  ])
  func withoutTrailingZeros(_ value: Double, expected: String) {
    #expect(shortest(value, places: 2) == expected)
  }

  @Test(arguments: [
    ("L^{−α} h", "L^−α h"), ("x_{1}", "x_1"), ("a ^ b_c", "a ^ b_c"), ("open ^{", "open ^{"),
    ("", ""), ("ReLU²", "ReLU²"),
  ])
  func markup(_ markup: String, plain: String) {
    #expect(RichText(markup).plain == plain)
  }

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
