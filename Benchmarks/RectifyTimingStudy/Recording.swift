import Foundation
import Randomness
import Timing

/// Steps of A against two copies of it, taken as the laboratory takes them and kept as they are.
struct Recording {
  let laboratory: TimingLaboratory
  /// Of steps: starting a process and warming it up is not counted.
  let seconds: Double
  let blocksPerProcess: Int
  /// A fraction of A's step time that B computes on top, such as 0.02; nil for none.
  let slowdown: Double?

  /// - Parameters:
  ///   - seed: of the random orders.
  ///   - progress: called after every block with the seconds of steps that are recorded.
  /// - Returns: the blocks of A, A' and B.
  /// - Throws: `TimingError` when another timing runs on this host, or a process failed.
  func record(seed: UInt64, progress: (Double) -> Void) throws -> SamplesCSV {
    let lock = try HostLock()
    defer { withExtendedLifetime(lock) {} }
    let step = TimedWork.step(.probe(threads: laboratory.threads))
    var random = RandomStream(seed: seed, name: "timing/recording")
    var samples = SamplesCSV(armNames: ["A", "A'", "B"], blocks: [])
    var process = 0
    var recorded = 0.0
    while recorded < seconds {
      let worker = try BlockProcess(
        of: laboratory, works: [step, step, step], what: "steps of S/16", slowdown: slowdown,
        random: &random, shouldStop: { false })
      for _ in 0..<blocksPerProcess {
        let block = try worker.block(process: process, random: &random)
        samples.blocks.append(block)
        recorded += block.seconds.reduce(0, +)
        progress(recorded)
      }
      worker.stop()
      process += 1
    }
    return samples
  }
}
