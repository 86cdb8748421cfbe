import Foundation
import Networks
import Statistics
import Timing

/// Scenarios of claims about time: ratios of simulated processes that spread as the measured ones do.
extension Claim {
  func timingScenarios(_ evidence: Evidence) -> [Scenario] {
    guard let stage = TimingStage(self, evidence) else { return [] }
    if case .factor(let factor) = margin, let value = published.value {
      // Over and under the published overhead in turn.
      func off(_ times: Double) -> @Sendable (Int, Double) -> Double {
        { number, _ in log(1 + value * pow(factor, number % 2 == 0 ? times : -times)) }
      }
      return [
        stage.scenario(.init(.offByFactor, .oneCell), .boundary, off(1)),
        stage.scenario(.init(.offByFactorSquared, .oneCell), .beyond, off(2)),
        stage.scenario(.init(.offByFactor, .everyCell), .boundary, off(1)),
        stage.scenario(.init(.asPublished, .everyCell), .boundary, isFalse: false, off(0)),
        stage.scenario(.init(.offByFactor, .oneCell, .heavyTails), .boundary, off(1)),
      ]
    }
    let none: @Sendable (Int, Double) -> Double = { _, _ in 0 }
    return [
      stage.scenario(.init(.noDifference, .oneCell), .boundary, none),
      stage.scenario(.init(.noDifference, .everyCell), .boundary, none),
      stage.scenario(.init(.reversedOrder, .oneCell), .beyond) { -max(abs($1), 0.01) },
      stage.scenario(.init(.noDifference, .oneCell, .heavyTails), .boundary, none),
    ]
  }
}
