import Foundation
import Networks
import Statistics
import Timing

/// Scenarios of claims about time: ratios of made-up processes that spread as the measured ones do.
extension Claim {
  func timingScenarios(_ evidence: Evidence) -> [Scenario] {
    guard let stage = TimingStage(self, evidence) else { return [] }
    if case .factor(let factor) = margin, let value = published.value {
      // Over and under the published overhead in turn.
      func off(_ times: Double) -> @Sendable (Int, Double) -> Double {
        { number, _ in log(1 + value * pow(factor, number % 2 == 0 ? times : -times)) }
      }
      return [
        stage.scenario("off by the factor in one cell", .boundary, everyCell: false, off(1)),
        stage.scenario("off by the factor squared in one cell", .beyond, everyCell: false, off(2)),
        stage.scenario("off by the factor in every cell, and no more", .boundary, off(1)),
        stage.scenario("as published in every cell", .boundary, isFalse: false, off(0)),
        stage.scenario(
          "off by the factor in one cell, heavy tails", .boundary, everyCell: false,
          shape: .heavyTailed, off(1)),
      ]
    }
    let none: @Sendable (Int, Double) -> Double = { _, _ in 0 }
    return [
      stage.scenario("no difference in one cell", .boundary, everyCell: false, none),
      stage.scenario("no difference in any cell", .boundary, none),
      stage.scenario("in one cell the order is the other way round", .beyond, everyCell: false) {
        -max(abs($1), 0.01)
      },
      stage.scenario(
        "no difference in one cell, heavy tails", .boundary, everyCell: false,
        shape: .heavyTailed, none),
    ]
  }
}
