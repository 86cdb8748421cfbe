import Randomness
import Statistics

/// Simulated replicates with a fixed seed, so that a rate is the same wherever it is counted.
struct SimulatedScenarios {
  private var stream: RandomStream

  init(_ name: String) { stream = RandomStream(seed: 2309, name: name) }

  mutating func normal() -> Double { stream.normal() }

  mutating func draw(_ noise: Noise) -> Double { stream.draw(noise) }

  mutating func uniform() -> Double { stream.uniform() }

  /// [arms][seeds]: a mean for each arm, twice the noise shared by the arms of a seed, and noise of
  /// a standard deviation for each arm, one unless given.
  mutating func panel(
    means: [Double], seeds: Int, noise: Noise, deviations: [Int: Double] = [:]
  ) -> [[Double]] {
    let shared = (0..<seeds).map { _ in 2 * normal() }
    return means.enumerated().map { arm, mean in
      shared.map { mean + $0 + (deviations[arm] ?? 1) * draw(noise) }
    }
  }
}

/// How often something happened in simulated scenarios, with its Monte Carlo error.
struct ErrorRate {
  let name: String
  private(set) var errors = 0
  private(set) var scenarios = 0

  init(_ name: String) { self.name = name }

  mutating func note(_ isError: Bool) {
    scenarios += 1
    if isError { errors += 1 }
  }

  var value: Double { Double(errors) / Double(scenarios) }

  /// Four binomial standard errors of a rate that truly is `level`.
  func tolerance(_ level: Double) -> Double {
    4 * (level * (1 - level) / Double(scenarios)).squareRoot()
  }

  /// Whether the rate may truly be `level` or less; prints it.
  ///
  /// - Parameter excess: what the choice between two variances may add.
  func isAtMost(_ level: Double, excess: Double = 0) -> Bool {
    let allowed = level + excess + tolerance(level + excess)
    print(
      "\(name): \(value) of \(scenarios) scenarios; at most \(level), allowed \(rounded(allowed))")
    return value <= allowed
  }

  /// Whether the rate may truly be `level`; prints it.
  func isNear(_ level: Double) -> Bool {
    print(
      "\(name): \(value) of \(scenarios) scenarios; \(level) within \(rounded(tolerance(level)))")
    return abs(value - level) <= tolerance(level)
  }

  private func rounded(_ value: Double) -> Double { (value * 1e5).rounded() / 1e5 }
}
