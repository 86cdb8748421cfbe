import Foundation
import Networks
import Randomness
import Statistics

/// Whether the machine is quiet enough to time: steps of S/16 against a copy, for some seconds.
public struct QuietCheck: Hashable, Codable, Sendable {
  public var blocks: Int
  /// Blocks under more load than a measurement would take.
  public var disturbed: Int
  /// Half the width, at best, of the 99 % interval that the control of a whole measurement would
  /// have.
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
  /// - Parameters:
  ///   - seconds: how long to look, the start included.
  ///   - budget: seconds that the measurement itself would have.
  public func check(
    seconds: Double = 20, halfWidth: Double, budget: Double,
    shouldStop: @escaping () -> Bool = { false }
  ) throws(TimingError) -> QuietCheck {
    try SharedNode.requireNone()
    let lock = try HostLock(folder: lockFolder)
    defer { withExtendedLifetime(lock) {} }
    var random = RandomStream(seed: 0, name: "timing/check")
    let start = monotonicSeconds()
    let step = TimedWork.step(.probe(threads: threads))
    let worker = try BlockProcess(
      of: self, works: [step, step], what: "steps of S/16", random: &random,
      shouldStop: shouldStop)
    let preparation = monotonicSeconds() - start
    var blocks: [TimedBlock] = []
    var blockSeconds = 0.0
    while blocks.count < 3 || monotonicSeconds() - start + blockSeconds < seconds {
      blocks.append(try worker.block(process: 0, random: &random))
      blockSeconds = (monotonicSeconds() - start - preparation) / Double(blocks.count)
    }
    let ratios = blocks.flatMap { $0.logRatios(of: 1) }
    let scatter =
      Estimate(meanOf: ratios).standardError * Double(ratios.count).squareRoot()
    // A measurement has a third arm, so its blocks are half as long again.
    let n = Double(ProcessMedians.fewestProcesses)
    let affordable = (Self.plannedFraction * budget / n - 1.5 * preparation) / (1.5 * blockSeconds)
    let perProcess = max(1, min(affordable, Double(Self.mostBlocks)))
    let quantile = StudentT(degreesOfFreedom: Int(n) - 1).quantile(0.995)
    func mean(_ value: (MachineLoad) -> Double) -> Double {
      blocks.reduce(0) { $0 + value($1.load) } / Double(blocks.count)
    }
    return QuietCheck(
      blocks: blocks.count, disturbed: blocks.count(where: \.isDisturbed),
      expectedHalfWidth: quantile * scatter * (Double.pi / 4 / perProcess / n).squareRoot(),
      halfWidth: halfWidth, outside: mean(\.outside), steal: mean(\.steal),
      pressure: mean(\.pressure))
  }
}
