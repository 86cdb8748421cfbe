import Claims
import Testing

@Suite struct IndependentAccuraciesTests {
  @Test func theShippedFileHoldsFiveArmsOfThreeSeeds() {
    let known = IndependentAccuracies.shipped
    #expect(known.model == .s32 && known.images == 24_000)
    #expect(
      known.rows.map(\.arm.label) == [
        "softmax", "relu at alpha 1", "relu at alpha 0", "uniform", "none",
      ])
    #expect(known.rows.allSatisfy { $0.percentages.count == 3 })
    #expect(known.rows[0].percentages == [76.35, 74.19, 75.97])
  }
}
