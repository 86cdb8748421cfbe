import Experiments
import Networks
import Statistics

/// Scenarios of claims about the level of a quantity in every layer: made-up seeds that spread, in
/// proportion to their mean, as the measured ones do.
extension Claim {
  func levelScenarios(_ evidence: Evidence) -> [Scenario] {
    guard case .range(let range) = margin, let result = evidence.initialisation,
      let stage = LevelStage(self, result, range)
    else { return [] }
    return [
      stage.scenario("one layer of one cell lies at an end of the range", .boundary) { $0 },
      stage.scenario("one layer of one cell lies outside by a factor of two", .beyond) { end in
        end == range.upperBound ? 2 * end : end / 2
      },
      stage.scenario("every layer lies at an end of the range", .boundary, everyLayer: true) { $0 },
      stage.scenario(
        "one layer of one cell lies at an end of the range, heavy tails", .boundary,
        shape: .heavyTailed
      ) { $0 },
    ]
  }
}
