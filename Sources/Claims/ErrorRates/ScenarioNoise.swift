import Randomness
import Statistics

/// What makes the replicates of one simulated scenarios differ: the same on every machine, and whichever
/// thread makes the scenario.
struct ScenarioNoise {
  private let noise: Noise
  private var stream: RandomStream

  /// - Parameter number: of the scenario; every one has its own stream.
  init(_ noise: Noise, claim: String, scenario: String, number: Int) {
    self.noise = noise
    stream = RandomStream(seed: UInt64(number), name: "claims/error rates/\(claim)/\(scenario)")
  }

  mutating func draw() -> Double { stream.draw(noise) }

  mutating func choice(below count: Int) -> Int { stream.uniform(below: count) }
}
