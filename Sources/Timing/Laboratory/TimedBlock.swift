import Foundation
import Statistics

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

  /// The logarithms of an arm's time over A's, in the forward pass and in the backward pass.
  ///
  /// A drift moves the two as far in opposite directions, so their median is free of it; and one
  /// step that something held up spoils one of them and not both, as it would spoil their mean.
  func logRatios(of arm: Int) -> [Double] {
    func steps(_ arm: Int) -> [Double] { zip(order, seconds).filter { $0.0 == arm }.map(\.1) }
    return zip(steps(arm), steps(0)).map { log($0 / $1) }
  }
}

/// What blocks say of the ratio of two arms, with the process as the unit.
///
/// Blocks of one process share what that process got from the machine: where its memory lies, which
/// neighbours its cores have. So a process gives one number, the median of its blocks' log ratios,
/// and the interval is Student's over those. Eight such medians are near enough normal, and eight
/// values leave a distribution-free interval no choice but their whole range, at 95 % and at 99 %
/// alike. That the interval misses as seldom as it says is tried on recorded steps
/// (`FalsePositiveStudy`).
public struct ProcessMedians: Sendable {
  /// The fewest processes that a result may rest on.
  public static let fewestProcesses = 8
  /// The fewest undisturbed blocks of a process that counts.
  public static let fewestBlocks = 2

  /// Undisturbed blocks of each process that counts.
  private let processes: [[TimedBlock]]
  /// Blocks left out.
  public let dropped: Int

  public init(_ blocks: [TimedBlock]) {
    let quiet = Dictionary(grouping: blocks.filter { !$0.isDisturbed }, by: \.process)
    processes = quiet.keys.sorted().compactMap { quiet[$0] }
      .filter { $0.count >= Self.fewestBlocks }
    dropped = blocks.count - processes.reduce(0) { $0 + $1.count }
  }

  public var processCount: Int { processes.count }
  public var blockCount: Int { processes.reduce(0) { $0 + $1.count } }

  /// Nil with fewer than two processes.
  public func ratio(of arm: Int, level: Double) -> RatioInterval? {
    Self.interval(
      processes.map { blocks in medianOf(blocks.flatMap { $0.logRatios(of: arm) }) }, level)
  }

  /// An interval of a ratio from one logarithm for each process; nil with fewer than two.
  static func interval(_ logRatios: [Double], _ level: Double) -> RatioInterval? {
    guard logRatios.count >= 2 else { return nil }
    let interval = Estimate(meanOf: logRatios).interval(level: level)
    return RatioInterval(
      ratio: exp(interval.estimate), low: exp(interval.low), high: exp(interval.high),
      level: level)
  }

  /// Median over processes of the median seconds of an arm's step; nil without a process.
  public func seconds(of arm: Int) -> Double? {
    guard !processes.isEmpty else { return nil }
    return medianOf(processes.map { medianOf($0.map { $0.mean(of: arm) }) })
  }

  var peak: Double? {
    guard !processes.isEmpty else { return nil }
    return medianOf(processes.flatMap { $0.map(\.peak) })
  }
}
