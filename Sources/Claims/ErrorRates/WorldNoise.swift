import Randomness
import Statistics

/// What makes the replicates of one made-up world differ: the same on every machine, and whichever
/// thread makes the world.
struct WorldNoise {
  private let noise: Noise
  private var stream: RandomStream

  /// - Parameter number: of the world; every one has its own stream.
  init(_ noise: Noise, claim: String, world: String, number: Int) {
    self.noise = noise
    stream = RandomStream(seed: UInt64(number), name: "claims/error rates/\(claim)/\(world)")
  }

  mutating func draw() -> Double { stream.draw(noise) }

  mutating func choice(below count: Int) -> Int { stream.uniform(below: count) }
}
