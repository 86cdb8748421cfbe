import Statistics
import Testing

@Suite struct ComparisonWithBestTests {
  /// The trapezoidal rule against adaptive quadrature, which is asked for 1e-10 in the root.
  @Test func criticalValuesAgreeWithQuadrature() throws {
    var worst = WorstError()
    for item in try Fixture.load().dunnett {
      let actual = DunnettDistribution(others: item.others, degreesOfFreedom: item.df)
        .quantile(item.level)
      worst.note(actual, item.critical, at: "\(item.others) others, df \(item.df)")
    }
    print("Dunnett's distribution: worst critical value error \(worst.value) at \(worst.place)")
    #expect(worst.value < 1e-8)
  }

  /// Against whole simulated panels, which know nothing of Dunnett's distribution.
  @Test func criticalValuesAgreeWithSimulation() throws {
    var worst = WorstError()
    for item in try Fixture.load().hsu {
      let actual = DunnettDistribution(
        others: item.arms - 1, degreesOfFreedom: (item.arms - 1) * (item.seeds - 1)
      ).quantile(item.level)
      worst.note(
        actual, item.critical, scale: item.error,
        at: "\(item.arms) arms, \(item.seeds) seeds, level \(item.level)")
    }
    print("Hsu by simulation: worst \(worst.value) Monte Carlo errors at \(worst.place)")
    #expect(worst.value < 4)
  }

  /// Whole comparisons against Hsu's intervals written out, on the least-squares fit of the panel.
  @Test func intervalsAgreeWithTheFixture() throws {
    var worst = WorstError()
    for (index, item) in try Fixture.load().hsuIntervals.enumerated() {
      let comparison = ComparisonWithBest(
        panel: PairedPanel(values: item.values), arms: Array(item.values.indices), level: 0.95)
      for (arm, distance) in comparison.distances.enumerated() {
        let place = "case \(index), arm \(arm)"
        worst.note(distance.estimate, item.estimates[arm], at: place)
        worst.note(distance.low, item.lows[arm], at: place)
        worst.note(distance.high, item.highs[arm], at: place)
        worst.note(comparison.pValueAgainstBest(arm), item.pAgainstBest[arm], at: place)
        // Of arms that share their variance, the one that is fixed does not matter.
        worst.note(
          comparison.probability(ofDistance: -distance.estimate), item.pAgainstBest[arm], at: place)
      }
      worst.note(comparison.advantage.estimate, item.lead, at: "case \(index), lead")
      worst.note(comparison.advantage.low, item.leadLow, at: "case \(index), lead")
      worst.note(comparison.advantage.high, item.leadHigh, at: "case \(index), lead")
    }
    print("Hsu's intervals: worst error \(worst.value) at \(worst.place)")
    // The fixture's critical values are asked for 1e-10, its tails for 1e-11 relative.
    #expect(worst.value < 1e-8)
  }

  /// With one other arm it is Student's distribution.
  @Test(arguments: [1, 4, 30, 1000])
  func twoArmsAreStudents(degreesOfFreedom: Int) {
    let dunnett = DunnettDistribution(others: 1, degreesOfFreedom: degreesOfFreedom)
    let student = StudentT(degreesOfFreedom: degreesOfFreedom)
    var worst = WorstError()
    for t in [0.0, 0.5, 2, 5] {
      let tail = student.upperTail(t)
      worst.note(dunnett.upperTail(t), tail, scale: tail, at: "t \(t)")
    }
    print("one other, df \(degreesOfFreedom): worst relative tail \(worst.value), \(worst.place)")
    #expect(worst.value < 1e-10)
  }

  @Test func onlyAClearlyWorseArmIsExcluded() {
    let panel = PairedPanel(values: [
      [1.0, 1.1, 0.9, 1.0], [1.0, 1.0, 1.05, 0.95], [-3, -3.1, -2.9, -3.05], [9, 9.1, 9, 8.9],
    ])
    // The fourth arm is not compared.
    let comparison = ComparisonWithBest(panel: panel, arms: [0, 1, 2], level: 0.95)
    #expect(comparison.distances[0].high > 0)
    #expect(comparison.distances[1].high > 0)
    #expect(comparison.distances[2].high == 0)
    #expect(comparison.distances[2].low < -3.9)
    #expect(comparison.distances.allSatisfy { $0.low <= $0.estimate || $0.estimate >= 0 })
  }

  /// The p value crosses the level where the upper bound reaches zero.
  @Test(arguments: [[1.0, 1, 1, 1], [9, 1, 1, 1]])
  func probabilitiesAgreeWithBounds(deviations: [Double]) {
    var scenarios = SimulatedScenarios("bounds/\(deviations)")
    let spreads = Dictionary(uniqueKeysWithValues: deviations.enumerated().map { ($0, $1) })
    for _ in 0..<200 {
      let panel = PairedPanel(
        values: scenarios.panel(
          means: [0, 0, 1.5, 2], seeds: 5, noise: .normal, deviations: spreads))
      let comparison = ComparisonWithBest(panel: panel, arms: [0, 1, 2, 3], level: 0.95)
      for (arm, distance) in comparison.distances.enumerated() {
        #expect((comparison.pValueAgainstBest(arm) <= 0.05) == (distance.high == 0))
        #expect(distance.low <= min(0, distance.estimate) && distance.high >= 0)
      }
    }
  }

  @Test func armsNearTheBestAreShownToBe() {
    let panel = PairedPanel(values: [
      [1.0, 1.1, 0.9, 1.0], [1.0, 1.0, 1.05, 0.95], [-3, -3.1, -2.9, -3.05],
    ])
    let comparison = ComparisonWithBest(panel: panel, arms: [0, 1, 2], level: 0.95)
    #expect(comparison.armsNearBest(within: 0.5) == [0, 1])
    #expect(comparison.armsNearBest(within: 5) == [0, 1, 2])
    #expect(comparison.armsNearBest(within: 0.01) == [])
  }

  @Test func equalArmsAreAllTheBest() {
    let row = [0.8, 0.81, 0.79]
    let comparison = ComparisonWithBest(
      panel: PairedPanel(values: [row, row, row]), arms: [0, 1, 2], level: 0.95)
    #expect(comparison.distances.allSatisfy { $0.low == 0 && $0.high == 0 })
    #expect(comparison.pValueAgainstBest(1) == 1)
    #expect(comparison.advantage.low == 0 && comparison.advantage.high == 0)
  }
}
