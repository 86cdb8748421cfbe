/// One mirrored block of one process: every arm once forwards and once backwards.
///
/// A drift of the machine's speed that is linear within the block adds as much to the sum of every arm's
/// two steps, so that it favours no arm.
public struct TimedBlock: Hashable, Sendable {
  public var process: Int
  /// Arms by their numbers: 0 is A, 1 is A', then the rest.
  public var order: [Int]
  /// Of each step, in that order.
  public var seconds: [Double]
  /// Processor time of each step over all threads, in seconds; empty where unknown.
  public var processorSeconds: [Double]
  public var load: MachineLoad
  /// Operations a second of a burst of multiply-adds after the block; zero where unknown.
  public var peak: Double
  /// Mean seconds of two steps of another library's operator around the block; nil where none is timed.
  public var peerSeconds: Double?

  public init(
    process: Int, order: [Int], seconds: [Double], processorSeconds: [Double] = [],
    load: MachineLoad, peak: Double = 0
  ) {
    self.process = process
    self.order = order
    self.seconds = seconds
    self.processorSeconds = processorSeconds
    self.load = load
    self.peak = peak
  }

  /// Seconds of each of an arm's steps.
  public func seconds(of arm: Int) -> [Double] { values(seconds, of: arm) }

  /// Processor time of each of an arm's steps; empty where unknown.
  public func processorSeconds(of arm: Int) -> [Double] { values(processorSeconds, of: arm) }

  private func values(_ values: [Double], of arm: Int) -> [Double] {
    zip(order, values).filter { $0.0 == arm }.map(\.1)
  }
}
