import Statistics
import Testing

@Suite struct PlannedContrastTests {
  static func bounds(
    _ difference: Double, margin: Double, dfPerSeed: Int = 1
  ) -> [PlannedContrast] {
    [1.0, -1].map {
      PlannedContrast(
        value: margin + $0 * difference, standardDeviation: 1, degreesOfFreedomPerSeed: dfPerSeed)
    }
  }

  @Test func powerAgreesWithStatsmodels() throws {
    let power = try Fixture.load().power
    var worst = WorstError()
    for item in power.orders {
      let contrast = PlannedContrast(value: item.effect, standardDeviation: 1)
      worst.note(
        PlannedContrast.power(ofAllAboveZero: [contrast], seeds: item.n, level: 0.95), item.power,
        at: "order, n \(item.n), effect \(item.effect)")
    }
    for item in power.equivalences {
      worst.note(
        PlannedContrast.power(
          ofAllAboveZero: Self.bounds(
            item.difference, margin: item.margin, dfPerSeed: item.dfPerSeed),
          seeds: item.n, level: 0.90),
        item.power, at: "equivalence, n \(item.n), margin \(item.margin)")
    }
    print("power: worst error \(worst.value) at \(worst.place)")
    // Two bounds leave a kink, at which the quadrature errs by about 1e-6.
    #expect(worst.value < 1e-5)
  }

  @Test func seedsAgreeWithStatsmodels() throws {
    for item in try Fixture.load().power.seeds {
      let contrast = PlannedContrast(value: item.effect, standardDeviation: 1)
      #expect(
        PlannedContrast.seedsToSettle(allAboveZero: [contrast], level: 0.95)
          == max(3, item.seeds))
    }
  }

  /// Margins, in standard deviations of the paired difference, that 80 % need at a true difference
  /// of zero: 1.64, 1.02 and 0.68 at 5, 10 and 20 seeds by the usual sum of two quantiles,
  /// (t(0.95) + t(0.90)) / sqrt(n), which errs on the large side; the exact ones are a little
  /// smaller.
  @Test(arguments: [(5, 1.64), (10, 1.02), (20, 0.68)])
  func marginsForEightyPercent(seeds: Int, table: Double) throws {
    let t = StudentT(degreesOfFreedom: seeds - 1)
    let approximate = (t.quantile(0.95) + t.quantile(0.90)) / Double(seeds).squareRoot()
    #expect(abs(approximate - table) < 0.005)
    let exact = try #require(try Fixture.load().power.margins.first { $0.n == seeds }).margin
    func power(_ margin: Double) -> Double {
      PlannedContrast.power(
        ofAllAboveZero: Self.bounds(0, margin: margin), seeds: seeds, level: 0.90)
    }
    print(
      "\(seeds) seeds: power \(power(exact)) at the exact margin \(exact), "
        + "\(power(table)) at \(table)")
    #expect(abs(power(exact) - 0.8) < 1e-5)
    #expect(power(approximate) > 0.8 && power(approximate) < 0.83)
    #expect(
      PlannedContrast.seedsToSettle(
        allAboveZero: Self.bounds(0, margin: exact + 1e-3), level: 0.90) == seeds)
  }

  @Test func aFalseStatementIsSettledByItsWorstContrast() {
    let contrasts = [
      PlannedContrast(value: 5, standardDeviation: 1),
      PlannedContrast(value: -1, standardDeviation: 1),
    ]
    #expect(
      PlannedContrast.seedsToSettle(allAboveZero: contrasts, level: 0.95)
        == PlannedContrast.seedsToSettle(
          allAboveZero: [PlannedContrast(value: 1, standardDeviation: 1)], level: 0.95))
  }

  @Test func aValueOfZeroIsNeverSettled() {
    let contrast = PlannedContrast(value: 0, standardDeviation: 1)
    #expect(PlannedContrast.seedsToSettle(allAboveZero: [contrast], level: 0.95) == nil)
  }

  @Test func anEstimateTellsItsDesign() {
    let panel = PairedPanel(values: [[1.0, 2, 3], [1, 3, 2], [2, 2, 5], [0, 1, 1]])
    let planned = PlannedContrast(panel.contrast([1, -1, 0, 0]))
    #expect(planned.degreesOfFreedomPerSeed == 3)
    #expect(abs(planned.standardDeviation - (2 * panel.pooledVariance).squareRoot()) < 1e-12)
  }
}
