import Foundation
import Statistics

/// What blocks say of the ratio of two arms, with the process as the unit.
///
/// Blocks of one process share what that process got from the machine: where its memory lies, which
/// neighbours its cores have. So a process gives one number, the median of its blocks' log ratios,
/// and the interval is Student's over those. Eight such medians are near enough normal, and eight
/// values leave a distribution-free interval no choice but their whole range, at 95 % and at 99 %
/// alike. How often it leaves out the truth is simulated from recorded steps by
/// `rectify-timing-study`.
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
      processes.map { blocks in median(of: blocks.flatMap { $0.logRatios(of: arm) }) }, level)
  }

  /// An interval of a ratio from one logarithm for each process; nil with fewer than two.
  package static func interval(_ logRatios: [Double], _ level: Double) -> RatioInterval? {
    guard logRatios.count >= 2 else { return nil }
    let interval = Estimate(meanOf: logRatios).interval(level: level)
    return RatioInterval(
      ratio: exp(interval.estimate), low: exp(interval.low), high: exp(interval.high),
      level: level)
  }

  /// Median over processes of the median seconds of an arm's step; nil without a process.
  public func seconds(of arm: Int) -> Double? {
    guard !processes.isEmpty else { return nil }
    return median(of: processes.map { median(of: $0.map { $0.mean(of: arm) }) })
  }

  var peak: Double? {
    guard !processes.isEmpty else { return nil }
    return median(of: processes.flatMap { $0.map(\.peak) })
  }
}
