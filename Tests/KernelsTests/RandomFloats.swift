import Randomness

extension RandomStream {
  /// `count` floats, uniform in [-scale, scale).
  mutating func floats(_ count: Int, scale: Double = 1) -> [Float] {
    (0..<count).map { _ in Float((2 * uniform() - 1) * scale) }
  }
}
