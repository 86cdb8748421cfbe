import Foundation
import Randomness
import Statistics

/// Measures schedules, each in short fresh processes on an otherwise idle machine.
///
/// Each process builds the arms in an order of its own, warms up until its running median is flat,
/// and takes mirrored blocks in random order. The first process is the pilot: from the scatter of
/// its blocks follows how many each process takes. When eight processes do not make the result
/// valid, more are added until the budget is spent.
public struct TimingLaboratory: Sendable {
  /// The program that the processes run, and the arguments that make it a worker.
  public var executable: String
  public var arguments: [String]
  public var threads: Int
  /// This machine's processor, for the record.
  public var processor: String
  /// Another library's attention, where it is installed.
  public var peer: PeerProgram?
  /// Where the host's lock is.
  package var lockFolder = NSTemporaryDirectory()

  public init(
    executable: String, arguments: [String] = ["time", "--worker"], threads: Int,
    processor: String, peer: PeerProgram? = nil
  ) {
    self.executable = executable
    self.arguments = arguments
    self.threads = threads
    self.processor = processor
    self.peer = peer
  }

  static let pilotBlocks = 3
  static let mostBlocks = 60
  /// Of a budget, what is planned: the rest is left for processes that take longer than the pilot, and
  /// for blocks taken again.
  static let plannedFraction = 0.75

  /// - Parameters:
  ///   - seed: of the random orders.
  ///   - progress: called after every block.
  ///   - shouldStop: asked between blocks.
  /// - Throws: `TimingError` when another timing runs on this host, a process failed, or it was
  ///   stopped.
  public func measure(
    _ schedule: TimingSchedule, seed: UInt64 = 0,
    progress: (TimingProgress) -> Void = { _ in }, shouldStop: @escaping () -> Bool = { false }
  ) throws(TimingError) -> ScheduleTiming {
    try SharedNode.requireNone()
    let lock = try HostLock(folder: lockFolder)
    defer { withExtendedLifetime(lock) {} }
    var random = RandomStream(seed: seed, name: "timing/\(schedule.name)/\(schedule.model)")
    let start = monotonicSeconds()
    var timing = ScheduleTiming(schedule: schedule, threads: threads, processor: processor)
    var planned: Int?
    var longestProcess = 0.0
    var process = 0
    while true {
      let processStart = monotonicSeconds()
      let worker = try BlockProcess(
        of: self, works: schedule.works,
        what: "steps of \(schedule.name) at \(schedule.model)",
        measuresBandwidth: process == 0 && schedule.base.traffic(threads: threads) != nil,
        random: &random, shouldStop: shouldStop)
      let peerWorker = try peerWorker(schedule, shouldStop: shouldStop)
      if let bandwidth = worker.bandwidth { timing.bandwidth = bandwidth }
      let preparation = monotonicSeconds() - processStart
      var taken = 0
      var quiet = 0
      // A disturbed block is made up for, up to as many again.
      while quiet < planned ?? Self.pilotBlocks, taken < 2 * (planned ?? Self.pilotBlocks) {
        let block = try takeBlock(
          of: worker, peer: peerWorker, schedule: schedule, process: process, random: &random,
          into: &timing)
        taken += 1
        if !block.isDisturbed { quiet += 1 }
        if process == 0 && taken == Self.pilotBlocks {
          planned = plannedBlocks(
            after: timing, preparation: preparation,
            blockSeconds: (monotonicSeconds() - processStart - preparation) / Double(taken))
        }
        let elapsed = monotonicSeconds() - start
        progress(
          progressNow(
            process: process, planned: planned, taken: taken, preparation: preparation,
            processElapsed: monotonicSeconds() - processStart, elapsed: elapsed,
            budget: schedule.budget))
      }
      worker.stop()
      peerWorker?.stop()
      process += 1
      longestProcess = max(longestProcess, monotonicSeconds() - processStart)
      if timing.isSettled { return timing }
      // Two are the fewest that give an interval, if only an invalid one.
      if process >= 2 && monotonicSeconds() - start + longestProcess > schedule.budget {
        return timing
      }
    }
  }

  // MARK: - Parts

  private func peerWorker(
    _ schedule: TimingSchedule, shouldStop: @escaping () -> Bool
  ) throws(TimingError) -> PeerProcess? {
    guard let peer, let softmax = schedule.softmaxOption else { return nil }
    return try peer.start(
      schedule.options[softmax].work, threads: threads, shouldStop: shouldStop)
  }

  /// A block and, around it, a step of the other library.
  private func takeBlock(
    of worker: BlockProcess, peer: PeerProcess?, schedule: TimingSchedule, process: Int,
    random: inout RandomStream, into timing: inout ScheduleTiming
  ) throws(TimingError) -> TimedBlock {
    let before = try peer?.step()
    let block = try worker.block(process: process, random: &random)
    let after = try peer?.step()
    timing.blocks.append(block)
    if let before, let after, let softmax = schedule.softmaxOption, !block.isDisturbed {
      let ours = block.mean(of: schedule.optionArm(softmax))
      timing.peerLogRatios[process, default: []].append(log((before + after) / 2 / ours))
    }
    return block
  }

  /// Blocks of each process, so that the control's interval is about seven tenths as wide as it may
  /// be: the rest is for what differs between processes, which the pilot cannot show. Half of the
  /// variance is then the blocks', and half may be the processes'.
  ///
  /// The median of the 2 m ratios of m blocks scatters by sqrt(pi / 2) / sqrt(2 m) times as much as
  /// a ratio. A ratio's scatter is taken as 1.4826 times the median of its distances from the
  /// median, so that one step that was held up does not make all processes long.
  private func plannedBlocks(
    after timing: ScheduleTiming, preparation: Double, blockSeconds: Double
  ) -> Int {
    let schedule = timing.schedule
    // Every arm that is a whole step scatters alike.
    let distances = (1..<schedule.partArm(0)).flatMap { arm -> [Double] in
      let ratios = timing.blocks.flatMap { $0.logRatios(of: arm) }
      let middle = median(of: ratios)
      return ratios.map { ($0 - middle).magnitude }
    }
    let scatter = 1.4826 * median(of: distances)
    let n = ProcessMedians.fewestProcesses
    let quantile = StudentT(degreesOfFreedom: n - 1).quantile(0.995)
    let perProcess = 0.7 * schedule.halfWidth * Double(n).squareRoot() / quantile
    let needed = (Double.pi / 4) * (scatter / perProcess) * (scatter / perProcess)
    let perProcessSeconds = Self.plannedFraction * schedule.budget / Double(n) - preparation
    let affordable = perProcessSeconds / max(1e-6, blockSeconds)
    let wanted = min(needed.rounded(.up), Double(Self.mostBlocks))
    return Int(max(Double(ProcessMedians.fewestBlocks), min(wanted, affordable)))
  }

  private func progressNow(
    process: Int, planned: Int?, taken: Int, preparation: Double, processElapsed: Double,
    elapsed: Double, budget: Double
  ) -> TimingProgress {
    let n = ProcessMedians.fewestProcesses
    let blockSeconds = (processElapsed - preparation) / Double(max(1, taken))
    var left = max(0, budget - elapsed)
    let isPlanned = planned != nil && process < n
    if let planned, process < n {
      let whole = preparation + Double(planned) * blockSeconds
      left = min(
        left, Double(max(0, planned - taken)) * blockSeconds + Double(n - process - 1) * whole)
    }
    return TimingProgress(
      process: process + 1, processes: n, blocks: planned, secondsElapsed: elapsed,
      secondsLeft: left, isLeftAtMost: !isPlanned)
  }
}
