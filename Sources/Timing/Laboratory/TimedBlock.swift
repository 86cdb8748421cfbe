import Foundation

/// One mirrored block of one process: every arm once forwards and once backwards.
///
/// A drift of the machine's speed that is linear within the block adds the same to every arm's two
/// steps, and cancels.
public struct TimedBlock: Hashable, Sendable {
  public var process: Int
  /// Arms by their numbers: 0 is A, 1 is A', then the rest.
  public var order: [Int]
  /// Of each step, in that order.
  public var seconds: [Double]
  public var load: MachineLoad
  /// Operations a second of a burst of multiply-adds after the block; zero where unknown.
  public var peak: Double

  public init(
    process: Int, order: [Int], seconds: [Double], load: MachineLoad, peak: Double = 0
  ) {
    self.process = process
    self.order = order
    self.seconds = seconds
    self.load = load
    self.peak = peak
  }

  public var isDisturbed: Bool { load.isDisturbing }

  /// Mean seconds of an arm's steps.
  public func mean(of arm: Int) -> Double {
    let steps = zip(order, seconds).filter { $0.0 == arm }.map(\.1)
    return steps.reduce(0, +) / Double(max(1, steps.count))
  }

  /// The logarithms of an arm's time over A's, one of each half of the block.
  ///
  /// A drift moves the two as far in opposite directions, so their median is free of it; and one
  /// step that something held up spoils one of them and not both, as it would spoil their mean.
  package func logRatios(of arm: Int) -> [Double] {
    func steps(_ arm: Int) -> [Double] { zip(order, seconds).filter { $0.0 == arm }.map(\.1) }
    return zip(steps(arm), steps(0)).map { log($0 / $1) }
  }
}
