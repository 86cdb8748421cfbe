import Statistics
import Testing

@Suite struct PairedPanelTests {
  @Test func pooledVarianceAndContrastsAgreeWithLeastSquares() throws {
    var worst = WorstError()
    for (index, item) in try Fixture.load().panels.enumerated() {
      let panel = PairedPanel(values: item.values)
      worst.note(panel.pooledVariance, item.variance, scale: item.variance, at: "\(index) variance")
      #expect(panel.degreesOfFreedom == item.df)
      #expect(panel.hasOwnVariance == panel.values.indices.map(item.wild.contains))
      for (actual, expected) in zip(panel.varianceRatios, item.ratios) {
        worst.note(actual, expected, scale: expected, at: "\(index) ratio")
      }
      for expected in item.intervals {
        let contrast = panel.contrast(expected.weights)
        let interval = contrast.interval(level: 0.95)
        let scale = expected.high - expected.low
        #expect(contrast.degreesOfFreedom == expected.df)
        worst.note(interval.estimate, expected.estimate, scale: scale, at: "\(index) estimate")
        worst.note(interval.low, expected.low, scale: scale, at: "\(index) low")
        worst.note(interval.high, expected.high, scale: scale, at: "\(index) high")
        worst.note(
          contrast.pValue(atLeast: 0), expected.pAtLeastZero, at: "\(index) p")
      }
    }
    // Values near 80 with residuals near 0.4 leave about 80 / 0.4 x 2^-53 per operation.
    print("paired panels: worst error \(worst.value) at \(worst.place)")
    #expect(worst.value < 1e-10)
  }

  /// A paired difference is a panel of two arms; the p value of two one-sided tests is the larger.
  @Test func equivalenceAgreesWithStatsmodels() throws {
    var worst = WorstError()
    for (index, item) in try Fixture.load().equivalence.enumerated() {
      let difference = PairedPanel(values: [item.second, item.first]).contrast([1, -1])
      let p = max(
        difference.pValue(atMost: -item.margin),
        difference.pValue(atLeast: item.margin))
      worst.note(p, item.p, scale: item.p, at: "case \(index)")
      // The same as a decision: the statement is that both bounds lie above zero.
      let bounds = [1.0, -1].map { sign in
        Estimate(meanOf: zip(item.second, item.first).map { item.margin + sign * ($0 - $1) })
      }
      let judgement = Judgement.areAllAboveZero(bounds, level: 0.90)
      #expect((judgement.decision == .holds) == (item.p < 0.05))
    }
    print("equivalence: worst relative error of p \(worst.value) at \(worst.place)")
    #expect(worst.value < 1e-10)
  }

  @Test func meansAgreeWithSciPy() throws {
    for item in try Fixture.load().means {
      let interval = Estimate(meanOf: item.values).interval(level: 0.9)
      #expect(abs(interval.estimate - item.estimate) < 1e-10)
      #expect(abs(interval.low - item.low90) < 1e-10)
      #expect(abs(interval.high - item.high90) < 1e-10)
      #expect(interval.n == item.values.count)
    }
  }

  /// What the arms of one seed share must not matter.
  @Test func aSeedEffectDropsOut() {
    let values = [[1.0, 2, 4], [0.5, 2.25, 3], [1.5, 1.75, 3.5]]
    let shift = [8.0, -16, 32]
    let shifted = values.map { row in zip(row, shift).map { $0 + $1 } }
    let plain = PairedPanel(values: values)
    let moved = PairedPanel(values: shifted)
    #expect(abs(plain.pooledVariance - moved.pooledVariance) < 1e-12)
    let contrast = (plain.contrast([1, -1, 0]), moved.contrast([1, -1, 0]))
    #expect(abs(contrast.0.value - contrast.1.value) < 1e-12)
  }

  /// A wild arm must not hide a lesser one, nor widen what is said of the rest.
  @Test func wildArmsKeepTheirVarianceToThemselves() {
    let calm = [[1.0, 1.1, 0.9, 1], [1, 1, 1.05, 0.95], [0.9, 1.05, 1, 1.1], [1.1, 0.95, 1, 1]]
    let panel = PairedPanel(values: [[90.0, 0, 50, 10]] + calm + [[0.0, 7, 1, 8]])
    #expect(panel.hasOwnVariance == [true, false, false, false, false, true])
    let alone = PairedPanel(values: calm)
    #expect(abs(panel.pooledVariance - alone.pooledVariance) < 1e-12)
    #expect(panel.degreesOfFreedom == alone.degreesOfFreedom)
    #expect(panel.contrast([1, -1, 0, 0, 0, 0]).degreesOfFreedom == 3)
  }

  @Test func equalArmsLeaveAnExactZero() {
    let row = [0.813, 0.82, 0.791]
    let panel = PairedPanel(values: [row, row, row])
    #expect(panel.pooledVariance == 0)
    let contrast = panel.contrast([1, -1, 0])
    #expect(contrast.value == 0)
    #expect(contrast.interval(level: 0.95).high == 0)
    #expect(contrast.pValue(atLeast: 0) == 1)
  }
}
