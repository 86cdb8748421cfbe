import Claims
import Reports
import Testing

@Suite struct ScenarioWordingTests {
  @Test(arguments: [
    (ScenarioKey(.noDifference, .oneCell), "no difference in one cell"),
    (ScenarioKey(.noDifference, .everyCell), "no difference in any cell"),
    (
      ScenarioKey(.shortByMargin, .oneCell, .heavyTails),
      "short by the margin in one cell, heavy tails"
    ),
    (
      ScenarioKey(.leadOfMargin, .oneCell, .oneSeedDiverges),
      "one function leads by the margin in one cell, one seed diverges"
    ),
  ])
  func aScenarioIsWorded(key: ScenarioKey, words: String) { #expect(key.words == words) }

  @Test func wordsTellScenariosApart() {
    let keys = ScenarioKey.Truth.allCases.map { ScenarioKey($0, .oneCell) }
    #expect(Set(keys.map(\.words)).count == keys.count)
  }
}
