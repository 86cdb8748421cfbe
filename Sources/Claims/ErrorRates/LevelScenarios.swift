import Experiments
import Networks
import Statistics

/// Scenarios of claims about the level of a quantity in every layer: simulated seeds that spread, in
/// proportion to their mean, as the measured ones do.
extension Claim {
  func levelScenarios(_ evidence: Evidence) -> [Scenario] {
    guard case .range(let range) = margin, let result = evidence.initialisation,
      let stage = LevelStage(self, result, range, evidence.look)
    else { return [] }
    return [
      stage.scenario(.init(.levelAtRangeEnd, .oneCell), .boundary) { $0 },
      stage.scenario(.init(.levelOutsideRange, .oneCell), .beyond) { end in
        end == range.upperBound ? 2 * end : end / 2
      },
      stage.scenario(.init(.levelAtRangeEnd, .everyCell), .boundary) { $0 },
      stage.scenario(.init(.levelAtRangeEnd, .oneCell, .heavyTails), .boundary) { $0 },
    ]
  }
}
