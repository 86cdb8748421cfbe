import Randomness

/// The bootstrap over seeds of where a curve is highest.
public struct OptimumBootstrap: Hashable, Sendable {
  /// Index of the grid point whose mean over all seeds is largest; the first of equals.
  public let best: Int
  /// Indices of the grid points that bound the percentile interval.
  public let low: Int
  public let high: Int
  /// How often each grid point was highest, over all resamples.
  public let shares: [Double]

  /// - Parameters:
  ///   - values: [grid points][seeds], in the grid's order; seeds are drawn whole, so that what the
  ///     points of one seed share stays together.
  ///   - level: of the two-sided percentile interval.
  public init(values: [[Double]], level: Double, resamples: Int = 10_000) {
    let seeds = values[0].count
    precondition(
      values.allSatisfy { $0.count == seeds } && seeds > 0, "every point needs every seed")
    best = Self.best(of: values.map { $0.reduce(0, +) })
    // The stream has a fixed seed: the same values give the same interval on every machine.
    var stream = RandomStream(seed: 0, name: "statistics/optimum bootstrap")
    var counts = [Int](repeating: 0, count: values.count)
    for _ in 0..<resamples {
      let drawn = (0..<seeds).map { _ in stream.uniform(below: seeds) }
      counts[Self.best(of: values.map { row in drawn.reduce(0) { $0 + row[$1] } })] += 1
    }
    shares = counts.map { Double($0) / Double(resamples) }
    // The smallest interval that leaves at most (1 - level) / 2 on either side.
    let tail = Int((1 - level) / 2 * Double(resamples))
    func bound(_ indices: [Int]) -> Int {
      var left = 0
      for index in indices {
        left += counts[index]
        if left > tail { return index }
      }
      return indices[indices.count - 1]
    }
    low = bound(Array(counts.indices))
    high = bound(counts.indices.reversed())
  }

  /// Index of the largest value; the first of equals.
  public static func best(of sums: [Double]) -> Int {
    sums.indices.reduce(0) { sums[$1] > sums[$0] ? $1 : $0 }
  }
}
