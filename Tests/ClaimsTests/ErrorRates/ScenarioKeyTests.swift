import Claims
import Testing

@Suite struct ScenarioKeyTests {
  private static let all = ScenarioKey.Truth.allCases.flatMap { truth in
    ScenarioKey.Extent.allCases.flatMap { extent in
      ScenarioKey.Disturbance.allCases.map { ScenarioKey(truth, extent, $0) }
    }
  }

  @Test func everyTextIsItsOwnAndIsReadBack() {
    #expect(Set(Self.all.map(\.text)).count == Self.all.count)
    for key in Self.all { #expect(ScenarioKey(text: key.text) == key) }
  }

  /// Streams are seeded with these texts, and stores keep them.
  @Test func textsAreFrozen() {
    #expect(ScenarioKey(.noDifference, .oneCell).text == "no-difference/one-cell")
    #expect(
      ScenarioKey(.shortByMargin, .everyCell, .heavyTails).text
        == "short-by-margin/every-cell/heavy-tails")
    #expect(
      ScenarioKey.Truth.allCases.map(\.rawValue) == [
        "holds", "no-difference", "reversed-order", "short-by-margin", "short-by-twice-margin",
        "ahead-by-margin", "ahead-by-twice-margin", "no-reference-effect", "best-at-window-edge",
        "best-at-0.5", "best-at-1.5", "lead-of-margin", "lead-of-twice-margin", "no-lead",
        "level-at-range-end", "level-outside-range", "off-by-factor", "off-by-factor-squared",
        "as-published", "as-piloted",
      ])
    #expect(
      ScenarioKey.Disturbance.allCases.map(\.rawValue) == [
        "none", "heavy-tails", "one-seed-diverges",
      ])
  }

  @Test(arguments: [
    "", "holds", "no-difference/two-cells", "no-difference/one-cell/none",
    "no-difference/one-cell/heavy-tails/more",
  ])
  func otherTextsAreNoScenario(text: String) { #expect(ScenarioKey(text: text) == nil) }
}
