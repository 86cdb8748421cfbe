import Foundation
import Statistics

/// What blocks say of the ratio of two arms, with the process as the unit.
///
/// Blocks of one process share what that process got from the machine: where its memory lies, which
/// neighbours its cores have. So a process gives one number, and the interval is Student's over those.
///
/// The number is the logarithm of the ratio of two lower deciles: of the arm's step times and of A's. Other
/// programs only ever make a step longer, so the fast steps are those that were left alone. A lower decile
/// has a breakdown point of nine tenths against them: it is carried away only where more than that many of an
/// arm's steps were slowed. On a quiet machine it scatters by a fifth more than the median of the ratios of
/// neighbouring steps does, and beside two busy programs on two processors by a third to a tenth as much.
/// Over processes the mean is taken, which every process moves: what differs between them belongs to the
/// result's uncertainty. How often the interval leaves out the truth is simulated from recorded steps by
/// `rectify-timing-study`.
public struct MeasuredProcesses: Sendable {
  /// The fewest processes that a result may decide with.
  public static let fewestProcesses = 8
  /// The fewest undisturbed blocks of a process that counts.
  public static let fewestBlocks = 2

  /// Undisturbed blocks of each process that counts.
  private let processes: [[TimedBlock]]
  /// Blocks left out.
  public let dropped: Int

  public init(_ blocks: [TimedBlock]) {
    let disturbance = Disturbance(blocks)
    let quiet = Dictionary(grouping: blocks.filter { !disturbance.touches($0) }, by: \.process)
    processes = quiet.keys.sorted().compactMap { quiet[$0] }
      .filter { $0.count >= Self.fewestBlocks }
    dropped = blocks.count - processes.reduce(0) { $0 + $1.count }
  }

  public var processCount: Int { processes.count }
  public var blockCount: Int { processes.reduce(0) { $0 + $1.count } }

  /// What each process says of an arm, in their order.
  ///
  /// - Parameter hasPeer: whether another library's operator was timed beside it.
  public func ratios(of arm: Int, hasPeer: Bool = false) -> [ProcessRatios] {
    processes.map { blocks in
      func logRatio(_ numerator: [Double], _ denominator: [Double]) -> Double? {
        guard let above = Self.lowerDecile(of: numerator),
          let below = Self.lowerDecile(of: denominator), above > 0, below > 0
        else { return nil }
        return log(above / below)
      }
      func steps(_ arm: Int) -> [Double] { blocks.flatMap { $0.seconds(of: arm) } }
      func processor(_ arm: Int) -> [Double] { blocks.flatMap { $0.processorSeconds(of: arm) } }
      return ProcessRatios(
        // A process that counts has steps of every arm.
        control: logRatio(steps(1), steps(0))!, measured: logRatio(steps(arm), steps(0))!,
        processor: logRatio(processor(arm), processor(0)),
        peer: hasPeer ? logRatio(blocks.compactMap(\.peerSeconds), steps(arm)) : nil)
    }
  }

  /// Median over processes of an arm's step that was left alone, in seconds; nil where there is none.
  public func seconds(of arm: Int) -> Double? {
    let deciles = processes.compactMap { blocks in
      Self.lowerDecile(of: blocks.flatMap { $0.seconds(of: arm) })
    }
    return deciles.isEmpty ? nil : median(of: deciles)
  }

  /// A tenth of the way from the least to the greatest by rank, between the two next to it; nil of none.
  static func lowerDecile(of values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let place = 0.1 * Double(sorted.count - 1)
    let below = sorted[Int(place)]
    let above = sorted[min(Int(place) + 1, sorted.count - 1)]
    return below + (place - place.rounded(.down)) * (above - below)
  }

  var peak: Double? {
    guard !processes.isEmpty else { return nil }
    return median(of: processes.flatMap { $0.map(\.peak) })
  }
}
