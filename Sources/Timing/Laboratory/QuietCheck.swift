import Foundation
import Networks
import Randomness
import Statistics

/// Whether the machine is quiet enough to time: steps of S/16 against a copy, for some seconds.
public struct QuietCheck: Hashable, Codable, Sendable {
  public var blocks: Int
  /// Blocks whose load departs from that of most.
  public var disturbed: Int
  /// Half the width of the 99 % interval that the control of eight such processes would have.
  public var expectedHalfWidth: Double
  /// Asked for.
  public var halfWidth: Double
  /// Means over blocks.
  public var outside: Double
  public var steal: Double
  public var pressure: Double

  /// Quiet enough: at most a quarter of the blocks disturbed, and the interval within its bounds.
  public var isQuiet: Bool {
    4 * disturbed <= blocks && expectedHalfWidth <= halfWidth
  }
}

extension TimingLaboratory {
  private static let checkBlocks = 8

  /// - Parameter seconds: how long to look, three processes or more.
  public func check(
    seconds: Double = 20, halfWidth: Double,
    shouldStop: @escaping () -> Bool = { false }
  ) throws(TimingError) -> QuietCheck {
    try SharedNode.requireNone()
    let lock = try HostLock(folder: lockFolder)
    defer { withExtendedLifetime(lock) {} }
    var random = RandomStream(seed: 0, name: "timing/check")
    let start = monotonicSeconds()
    let step = TimedWork.step(.probe(threads: threads))
    var blocks: [TimedBlock] = []
    var process = 0
    var longestProcess = 0.0
    while process < 3 || monotonicSeconds() - start + longestProcess < seconds {
      let processStart = monotonicSeconds()
      let worker = try BlockProcess(
        of: self, works: [step, step], what: "steps of S/16", random: &random,
        shouldStop: shouldStop)
      for _ in 0..<Self.checkBlocks {
        blocks.append(try worker.block(process: process, random: &random))
      }
      worker.stop()
      process += 1
      longestProcess = max(longestProcess, monotonicSeconds() - processStart)
    }
    let disturbance = Disturbance(blocks)
    let scatter =
      Estimate(meanOf: MeasuredProcesses(blocks).ratios(of: 1).map(\.control)).standardError
      * Double(process).squareRoot()
    let n = Double(MeasuredProcesses.fewestProcesses)
    let quantile = StudentT(degreesOfFreedom: Int(n) - 1).quantile(
      1 - (1 - TimingSeries.controlLevel) / 2)
    func mean(_ value: (MachineLoad) -> Double) -> Double {
      blocks.reduce(0) { $0 + value($1.load) } / Double(blocks.count)
    }
    return QuietCheck(
      blocks: blocks.count, disturbed: blocks.count(where: disturbance.touches),
      expectedHalfWidth: quantile * scatter / n.squareRoot(),
      halfWidth: halfWidth, outside: mean(\.outside), steal: mean(\.steal),
      pressure: mean(\.pressure))
  }
}
