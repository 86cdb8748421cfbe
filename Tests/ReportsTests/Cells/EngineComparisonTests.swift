import Claims
import Reports
import Statistics
import Testing

@Suite struct EngineComparisonTests {
  private func known(_ softmax: String, images: Int = 60_000) throws -> IndependentAccuracies {
    try IndependentAccuracies(
      yaml: """
        schemaVersion: 1
        model: S/32
        images: \(images)
        testImages: 10000
        torch: "2.15"
        arms:
          - {arm: softmax, accuracies: \(softmax)}
          - {arm: relu@1, accuracies: [80.1, 80.3]}
        """, named: "own.yaml")
  }

  /// Like against like: as many images shown, and none where they are others.
  @Test func onlyEqualImagesAreCompared() throws {
    let input = try FamiliesInput(size: .full).input()
    #expect(EngineComparison(input, known: try known("[82, 83]")).rows.count == 2)
    let fewer = try known("[82, 83]", images: 24_000)
    #expect(EngineComparison(input, known: fewer).rows.isEmpty)
    let thin = try FamiliesInput(size: .thin).input()
    #expect(EngineComparison(thin, known: try known("[82, 83]")).rows.isEmpty)
  }

  /// A gap is named, and its size is that of the means.
  @Test func aDifferenceThatLeavesOutZeroIsNamed() throws {
    let input = try FamiliesInput(size: .full).input()
    let far = EngineComparison(input, known: try known("[60.0, 60.1, 60.2]"))
    #expect(far.level == 1 - 0.05 / 2)
    let row = try #require(far.rows.first)
    let interval = try #require(far.interval(row))
    let ours = row.ours.accuracies.values.map { $0 * 100 }
    let gap = Estimate.mean(ours) - Estimate.mean([60, 60.1, 60.2])
    #expect(abs(interval.estimate - gap) < 1e-9, "\(interval.estimate) and \(gap)")
    #expect(far.differing.map(\.arm.label).contains("softmax"))
    #expect(far.finding?.contains("softmax") == true, "\(far.finding ?? "-")")
  }

  /// One seed has no spread: the means are shown, and no interval.
  @Test func oneSeedHasNoInterval() throws {
    let input = try FamiliesInput(size: .full).input()
    let single = EngineComparison(input, known: try known("[82]"))
    #expect(single.rows.count == 2)
    #expect(single.rows.first.flatMap { single.interval($0) } == nil)
    #expect(single.level == 1 - 0.05)
  }
}
