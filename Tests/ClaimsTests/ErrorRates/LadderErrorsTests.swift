import Claims
import Experiments
import Networks
import Paper
import Testing

@Suite struct LadderErrorsTests {
  /// Relu with and without its division by L, softmax and uniform on S/32, with so many seeds.
  private func planned(_ seeds: Int, confirmatory: Bool = true) -> [PlannedRun] {
    [HandMade.relu1, HandMade.relu0, HandMade.softmax, HandMade.uniform].flatMap { arm in
      (0..<seeds).map {
        HandMade.planned(
          arm, seed: Rung.firstSeed + UInt64($0), confirmatory: confirmatory, images: 60_000)
      }
    }
  }

  /// Someone who stops at the first decision errs no more often than the looks may together, and more often
  /// than at one look; a claim that nothing is declared for is not decided.
  @Test func theLooksKeepTheirLevelsTogether() throws {
    let claims = try ClaimsFile.shipped().keeping(["S1", "D1", "L1"])
    let ladder = [(Rung.quick, planned(4)), (.standard, planned(8)), (.full, planned(16))]
    let errors = LadderErrors(claims, ladder: ladder, scenarios: 2_000, threads: 2)
    #expect(errors.rows.map(\.claim) == ["S1", "D1"])
    #expect(abs(errors.bound - 0.05) < 1e-12 && errors.scenarios == 2_000)
    let limit = errors.bound + 3 * (0.05 * 0.95 / 2_000).squareRoot()
    for row in errors.rows {
      #expect(row.worst.share <= limit, "\(row)")
      #expect(
        row.worst.scenario.disturbance == .none && row.disturbed.scenario.disturbance != .none)
    }
    let once = LadderErrors(claims, ladder: [ladder[0]], scenarios: 2_000, threads: 1)
    #expect(abs(once.bound - 0.02) < 1e-12)
    #expect(
      once.rows[1].worst.share < errors.rows[1].worst.share && once.rows[1].worst.share > 0.005)
    #expect(
      errors == LadderErrors(claims, ladder: ladder, scenarios: 2_000, threads: 1))
    let undeclared = [(Rung.quick, planned(4, confirmatory: false))]
    #expect(LadderErrors(claims, ladder: undeclared, scenarios: 20, threads: 1).rows.isEmpty)
  }
}
