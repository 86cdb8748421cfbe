import Figures
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (8.25, 1, "8.3"), (-8.25, 1, "\u{2212}8.3"), (0.0, 2, "0.00"), (-0.001, 2, "0.00"),
    (99.999, 1, "100.0"), (1234, 0, "1234"), (0.05, 3, "0.050"),
  ])
  func fixedDecimals(_ value: Double, places: Int, expected: String) {
    #expect(NumberText.drawn(value, places: places) == expected)
  }

  @Test(arguments: [
    (95.0, "95"), (99.5, "99.5"), (0.25, "0.25"), (100.0, "100"), (-2.0, "\u{2212}2"),
  ])
  func withoutTrailingZeros(_ value: Double, expected: String) {
    #expect(NumberText.shortest(value, places: 2) == expected)
  }

  /// However a zero was computed, it has no minus.
  @Test func zeroHasNoMinus() {
    #expect(NumberText.plain(-0.0) == "0" && NumberText.scientific(-0.0) == "0.0e+00")
    for value in [-0.0, -0.04] {
      #expect(NumberText.fixed(value, places: 1) == "0.0")
      #expect(NumberText.signed(value, places: 1) == "+0.0")
      #expect(NumberText.percent(value / 100) == "0.0")
    }
  }
}
