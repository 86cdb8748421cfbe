import Foundation
import Randomness

/// What makes replicates of a made-up world differ: draws with mean zero and variance one, the same
/// on every machine.
struct WorldNoise {
  enum Shape: Sendable {
    case normal
    /// Student's t with three degrees of freedom, over its standard deviation: now and then a
    /// replicate far out.
    case heavyTailed
  }

  private let shape: Shape
  private var stream: RandomStream

  /// - Parameter number: of the world; every one has its own stream, whichever thread makes it.
  init(_ shape: Shape, claim: String, world: String, number: Int) {
    self.shape = shape
    stream = RandomStream(seed: UInt64(number), name: "claims/error rates/\(claim)/\(world)")
  }

  mutating func draw() -> Double {
    switch shape {
    case .normal: return normal()
    case .heavyTailed:
      let squares = (0..<3).reduce(0.0) { sum, _ in
        let z = normal()
        return sum + z * z
      }
      // A normal draw over the root of a third of a chi-square; its variance is three.
      return normal() / squares.squareRoot()
    }
  }

  mutating func choice(below count: Int) -> Int { stream.uniform(below: count) }

  private mutating func normal() -> Double {
    (-2 * log(1 - stream.uniform())).squareRoot() * cos(2 * Double.pi * stream.uniform())
  }
}
