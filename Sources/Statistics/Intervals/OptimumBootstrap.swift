import Randomness
import Synchronization

/// The bootstrap over seeds of where a curve is highest.
///
/// A resample of n seeds spreads as their own variance, without the n / (n - 1) that makes it
/// unbiased, and as a normal variable where few seeds need Student's. The interval's tails are
/// therefore taken further out, where a t interval of the level asked for would end: the expanded
/// percentile interval of Hesterberg ("What teachers should know about the bootstrap", 2015).
public struct OptimumBootstrap: Hashable, Sendable {
  /// Index of the grid point whose mean over all seeds is largest; the first of equals.
  public let best: Int
  /// Indices of the grid points whose means tie for the largest, `best` among them.
  public let ties: [Int]
  /// Indices of the grid points that bound the percentile interval. Where points tie for the highest
  /// of a resample it covers all of them.
  public let low: Int
  public let high: Int
  /// How often each grid point was highest, over all resamples; the first of equals.
  public let shares: [Double]
  /// Mean over seeds of each grid point.
  public let means: [Double]

  /// - Parameters:
  ///   - values: [grid points][seeds], in the grid's order; seeds are drawn whole, so that what the
  ///     points of one seed share stays together. At least two seeds.
  ///   - level: of the two-sided percentile interval.
  public init(values: [[Double]], level: Double, resamples: Int = 10_000) {
    let seeds = values[0].count
    precondition(
      values.allSatisfy { $0.count == seeds } && seeds > 1, "every point needs every seed")
    means = values.map(Estimate.mean)
    best = Self.best(of: means)
    ties = Self.ties(among: means)
    let counts = Self.highest(values, among: Self.draws(of: seeds, resamples: resamples))
    shares = counts.first.map { Double($0) / Double(resamples) }
    // The smallest interval that leaves at most a tail on either side.
    let tail = Int(Self.tail(level: level, seeds: seeds) * Double(resamples))
    func bound(_ indices: [Int], _ counts: [Int]) -> Int {
      var left = 0
      for index in indices {
        left += counts[index]
        if left > tail { return index }
      }
      return indices[indices.count - 1]
    }
    low = bound(Array(values.indices), counts.first)
    high = bound(values.indices.reversed(), counts.last)
  }

  /// How often each point is the highest, over all resamples: the first and the last of equals.
  private static func highest(
    _ values: [[Double]], among draws: [UInt16]
  ) -> (first: [Int], last: [Int]) {
    let seeds = values[0].count
    // The points of one seed lie together, in vectors that are filled up with what never wins.
    let vectors = (values.count + 7) / 8
    var ofSeeds = [SIMD8<Double>](repeating: SIMD8(repeating: -.infinity), count: seeds * vectors)
    for (point, row) in values.enumerated() {
      for (seed, value) in row.enumerated() {
        ofSeeds[seed * vectors + point / 8][point % 8] = value
      }
    }
    var first = [Int](repeating: 0, count: values.count)
    var last = first
    var sums = [SIMD8<Double>](repeating: .zero, count: vectors)
    for start in stride(from: 0, to: draws.count, by: seeds) {
      for vector in 0..<vectors { sums[vector] = ofSeeds[Int(draws[start]) * vectors + vector] }
      for draw in start + 1..<start + seeds {
        for vector in 0..<vectors { sums[vector] += ofSeeds[Int(draws[draw]) * vectors + vector] }
      }
      var (best, lastBest) = (0, 0)
      var highest = sums[0][0]
      for point in 1..<values.count {
        let sum = sums[point / 8][point % 8]
        if sum > highest + Self.rounding * highest.magnitude {
          (best, lastBest, highest) = (point, point, sum)
        } else if sum >= highest - Self.rounding * highest.magnitude {
          lastBest = point
        }
      }
      first[best] += 1
      last[lastBest] += 1
    }
    return (first, last)
  }

  /// The seeds of each resample in turn, from a stream with a fixed seed: the same values give the
  /// same interval on every machine. Kept, since thousands of curves have as many seeds.
  private static func draws(of seeds: Int, resamples: Int) -> [UInt16] {
    let key = [seeds, resamples]
    if let known = kept.withLock({ $0[key] }) { return known }
    var stream = RandomStream(seed: 0, name: "statistics/optimum bootstrap")
    let draws = (0..<resamples * seeds).map { _ in UInt16(stream.uniform(below: seeds)) }
    kept.withLock { $0[key] = draws }
    return draws
  }

  private static let kept = Mutex<[[Int]: [UInt16]]>([:])

  /// The share of resamples that is left out on either side.
  package static func tail(level: Double, seeds: Int) -> Double {
    let n = Double(seeds)
    let t = StudentT(degreesOfFreedom: seeds - 1).quantile((1 + level) / 2)
    return StandardNormal.cdf(-t * (n / (n - 1)).squareRoot())
  }

  /// The unbroken run of grid points around the best whose means lie within `margin` of it: more
  /// than one where the curve is flat.
  public func plateau(within margin: Double) -> ClosedRange<Int> {
    func reaches(_ point: Int) -> Bool { means[best] - means[point] <= margin }
    let from = means.indices.prefix { $0 <= best }.reversed().prefix(while: reaches).last
    let to = means.indices[best...].prefix(while: reaches).last
    return (from ?? best)...(to ?? best)
  }

  /// Equal numbers of correct images give means that differ by no more than this share.
  private static let rounding = 1e-12

  /// Index of the largest value; the first of equals.
  public static func best(of sums: [Double]) -> Int {
    var best = 0
    for index in sums.indices where sums[index] > sums[best] + rounding * sums[best].magnitude {
      best = index
    }
    return best
  }

  /// Indices of the values that equal the largest, in order; one where nothing ties.
  public static func ties(among values: [Double]) -> [Int] {
    let highest = values[best(of: values)]
    return values.indices.filter { values[$0] >= highest - rounding * highest.magnitude }
  }
}

extension Judgement {
  /// Whether a curve is highest at a grid point in `window`. It is where the bootstrap's interval
  /// lies inside and every point beyond it is shown, all at once, to be worse than some other: with
  /// five seeds the bootstrap alone would err twice as often as its level says. It is not where
  /// every point of the window is so shown.
  public static func isHighest(
    in window: ClosedRange<Int>, _ bootstrap: OptimumBootstrap, _ comparison: ComparisonWithBest
  ) -> Judgement {
    // The least certain point of the window sets the p value: all of them must be excluded.
    let against = window.map(comparison.pValueAgainstBest).max() ?? 1
    let level = 1 - comparison.level
    let noneBeyond = bootstrap.means.indices.allSatisfy {
      window.contains($0) || comparison.distances[$0].high <= 0
    }
    let decision: Decision =
      if window.contains(bootstrap.low) && window.contains(bootstrap.high) && noneBeyond {
        .holds
      } else if against <= level {
        .fails
      } else {
        .undecided
      }
    return Judgement(decision: decision, pValue: against, oneSidedLevel: level)
  }
}
