import Foundation
import Randomness

/// Where the replicates of a simulated scenario come from; each has mean zero and variance one.
package enum Noise: String, CaseIterable, Sendable {
  case normal
  /// Student's t with three degrees of freedom, over its standard deviation: now and then a
  /// replicate far out.
  case heavyTailed
}

extension RandomStream {
  /// A normal variable, by Box and Muller.
  package mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * Double.pi * uniform())
  }

  package mutating func draw(_ noise: Noise) -> Double {
    switch noise {
    case .normal: return normal()
    case .heavyTailed:
      let squares = (0..<3).reduce(0.0) { sum, _ in
        let z = normal()
        return sum + z * z
      }
      // A normal variable over the root of a third of a chi-square has three times this variance.
      return normal() / squares.squareRoot()
    }
  }
}
