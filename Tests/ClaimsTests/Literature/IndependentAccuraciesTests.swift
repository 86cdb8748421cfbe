import Claims
import Testing

@Suite struct IndependentAccuraciesTests {
  @Test func theShippedFileHoldsSevenArmsOfEightSeeds() {
    let known = IndependentAccuracies.shipped
    #expect(known.model == .s32 && known.images == 60_000 && known.testImages == 10_000)
    #expect(
      known.rows.map(\.arm.label) == [
        "softmax", "relu at alpha 1", "relu at alpha 0", "uniform", "none",
        "relu at alpha 1, gated", "relu at alpha 0, gated",
      ])
    #expect(known.rows.allSatisfy { $0.percentages.count == 8 })
    #expect(known.rows[0].percentages.prefix(3) == [82.24, 82.52, 82.75])
  }
}
