import Randomness
import Statistics

/// What makes the replicates of one simulated scenario differ: the same on every machine, whichever
/// thread makes the scenario.
struct ScenarioNoise {
  private let noise: Noise
  private var stream: RandomStream

  /// - Parameter number: of the scenario; every one has its own stream.
  init(claim: String, scenario: ScenarioKey, number: Int) {
    noise = scenario.disturbance == .heavyTails ? .heavyTailed : .normal
    stream = RandomStream(
      seed: UInt64(number), name: "claims/error rates/\(claim)/\(scenario.text)")
  }

  /// With mean zero and variance one.
  mutating func draw() -> Double { stream.draw(noise) }

  mutating func choice(below count: Int) -> Int { stream.uniform(below: count) }
}
