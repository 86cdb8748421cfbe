import Statistics

/// Which blocks of a measurement were taken under another load than most of it.
///
/// A neighbour who is always there slows all arms of every block alike, and the control shows what is
/// left of it. What spoils a comparison is a load that comes and goes within a block, and it shows as a
/// block whose load departs from the measurement's own median. The load is that of whole blocks, which all
/// arms share, so that leaving blocks out by it favours none of them.
public struct Disturbance: Sendable {
  /// A block is left out where the processors that others keep busy, or the share of time in which tasks
  /// wait, depart from their medians by more than these and by more than three times the spread of the
  /// measurement's blocks.
  public static let smallestOutside = 0.15
  public static let smallestPressure = 0.10
  /// Below this nobody else was busy, and what waited were the process's own threads, which hand
  /// over to each other many times in a short step.
  private static let leastOutside = 0.05
  /// Seconds of suspension that count: the two clocks are not read at the same moment.
  private static let leastSuspended = 0.01

  /// Processors that others kept busy, median over blocks.
  public let outside: Double
  private let pressure: Double
  private let outsideSpread, pressureSpread: Double

  public init(_ blocks: [TimedBlock]) {
    func middle(_ values: [Double]) -> (median: Double, spread: Double) {
      guard !values.isEmpty else { return (0, 0) }
      let middle = median(of: values)
      // The standard deviation of normal values with such a median distance from the median.
      return (middle, 1.4826 * median(of: values.map { ($0 - middle).magnitude }))
    }
    (outside, outsideSpread) = middle(blocks.map(\.load.outside))
    (pressure, pressureSpread) = middle(blocks.map(\.load.pressure))
  }

  public func touches(_ block: TimedBlock) -> Bool {
    let load = block.load
    return load.suspended > Self.leastSuspended
      || (load.outside - outside).magnitude > max(Self.smallestOutside, 3 * outsideSpread)
      || ((load.pressure - pressure).magnitude > max(Self.smallestPressure, 3 * pressureSpread)
        && load.outside > Self.leastOutside)
  }
}
