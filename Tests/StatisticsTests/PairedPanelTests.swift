import Foundation
import Randomness
import Statistics
import Testing

@Suite struct PairedPanelTests {
  @Test func pooledVarianceAndContrastsAgreeWithLeastSquares() throws {
    var worst = WorstError()
    for (index, item) in try Fixture.load().panels.enumerated() {
      let panel = PairedPanel(values: item.values)
      worst.note(panel.pooledVariance, item.variance, scale: item.variance, at: "\(index) variance")
      #expect(panel.degreesOfFreedom == item.df)
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
          contrast.probabilityAgainst(atLeast: 0), expected.pAtLeastZero, at: "\(index) p")
      }
    }
    // Values near 80 with residuals near 0.4 leave about 80 / 0.4 x 2^-53 per operation.
    print("paired panels: worst error \(worst.value) at \(worst.place)")
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

  @Test func equalArmsLeaveAnExactZero() {
    let row = [0.813, 0.82, 0.791]
    let panel = PairedPanel(values: [row, row, row])
    #expect(panel.pooledVariance == 0)
    let contrast = panel.contrast([1, -1, 0])
    #expect(contrast.value == 0)
    #expect(contrast.interval(level: 0.95).high == 0)
    #expect(contrast.probabilityAgainst(atLeast: 0) == 1)
  }

  /// In worlds drawn from the model that the interval assumes, it must hold the truth in 95 % of
  /// them; where one arm has its own, larger variance, contrasts without it must not lose coverage.
  @Test(arguments: [
    (arms: 5, seeds: 3, wild: 1.0), (arms: 8, seeds: 5, wild: 1.0), (arms: 5, seeds: 3, wild: 4.0),
  ])
  func coverageIsTheLevel(arms: Int, seeds: Int, wild: Double) {
    let worlds = 20_000
    var stream = RandomStream(seed: 1, name: "coverage/\(arms)/\(seeds)/\(wild)")
    func normal() -> Double {
      (-2 * log(1 - stream.uniform())).squareRoot() * cos(2 * Double.pi * stream.uniform())
    }
    var weights = [Double](repeating: 0, count: arms)
    weights[arms - 1] = 1
    weights[arms - 2] = -1
    let truth = 0.3
    var covered = 0
    for _ in 0..<worlds {
      let seedEffects = (0..<seeds).map { _ in 2 * normal() }
      let values = (0..<arms).map { arm in
        (0..<seeds).map { seed in
          seedEffects[seed] + (arm == 0 ? wild : 1) * normal() + (arm == arms - 1 ? truth : 0)
        }
      }
      let interval = PairedPanel(values: values).contrast(weights).interval(level: 0.95)
      if interval.low <= truth && truth <= interval.high { covered += 1 }
    }
    let coverage = Double(covered) / Double(worlds)
    // Four binomial standard errors, and half a point for the choice between two variances.
    let tolerance = 4 * (0.95 * 0.05 / Double(worlds)).squareRoot() + 0.005
    print(
      "coverage, \(arms) arms, \(seeds) seeds, one arm's sd x \(wild): "
        + "\(coverage), 0.95 within \(tolerance)")
    #expect(coverage > 0.95 - tolerance)
    if wild == 1 { #expect(coverage < 0.95 + tolerance + 0.01) }
  }
}
