import Foundation
import Randomness
import SystemResources

/// Several measurements that share the time which they have together.
///
/// Each gets its first eight processes, in the order given. Then the next process goes to the measurement
/// with the widest interval, as a multiple of what was asked for, among those in which something is still
/// open, until nothing is or the time is over.
public struct TimingSession {
  public private(set) var measurements: [ScheduleTiming]
  private let laboratory: TimingLaboratory
  private var random: RandomStream
  private let shouldStop: () -> Bool
  private var plans: [Plan]
  private var isFinished: [Bool]

  /// What the processes of one measurement have shown of their cost.
  private struct Plan {
    /// Blocks of each process; nil until the first one has shown how long they take.
    var blocks: Int?
    var longestProcess = 0.0
    var processes = 0
  }

  /// As a multiple of the time that is meant for all, what the first looks may take on a slow machine.
  private let patience: Double

  /// - Parameters:
  ///   - measurements: with what earlier attempts gave.
  ///   - patience: what the first looks of all may take on a slow machine, as a multiple of the sum of the
  ///     schedules' budgets.
  ///   - seed: of the random orders.
  ///   - shouldStop: asked between blocks.
  public init(
    laboratory: TimingLaboratory, measurements: [ScheduleTiming],
    patience: Double = 4.0 / 3, seed: UInt64 = 0, shouldStop: @escaping () -> Bool = { false }
  ) {
    self.laboratory = laboratory
    self.measurements = measurements
    self.shouldStop = shouldStop
    self.patience = patience
    random = RandomStream(seed: seed, name: "timing")
    plans = measurements.map { _ in Plan() }
    isFinished = measurements.map { _ in false }
  }

  /// - Parameters:
  ///   - progress: called after every block.
  ///   - finished: called once for each measurement, as soon as nothing is open in it or at the end.
  /// - Throws: `TimingError` when another timing runs on this host, a process failed, the program was
  ///   replaced, or it was stopped; and what `finished` throws.
  public mutating func run(
    progress: (TimingProgress) -> Void = { _ in },
    finished: (_ index: Int, ScheduleTiming) throws -> Void = { _, _ in }
  ) throws {
    try SharedNode.requireNone()
    let lock = try HostLock(folder: laboratory.lockFolder)
    defer { withExtendedLifetime(lock) {} }
    let program = ProgramFile.Version(of: laboratory.executable)
    let planned = measurements.reduce(0) { $0 + $1.schedule.budget }
    let start = monotonicSeconds()
    while let next = next(elapsed: monotonicSeconds() - start, planned: planned) {
      guard ProgramFile.Version(of: laboratory.executable) == program else {
        throw TimingError.programReplaced(path: laboratory.executable)
      }
      try takeProcess(of: next, since: start, planned: planned, progress: progress)
      guard measurements[next].isDue else { continue }
      measurements[next].look()
      if measurements[next].isSettled {
        isFinished[next] = true
        try finished(next, measurements[next])
      }
    }
    for index in measurements.indices where !isFinished[index] {
      measurements[index].look()
      try finished(index, measurements[index])
    }
  }

  /// Which measurement gets a process now; nil when nothing is open, or the time is over.
  private func next(elapsed: Double, planned: Double) -> Int? {
    let open = measurements.indices.filter { !isFinished[$0] }
    // Two processes are the fewest that give an interval at all.
    if let first = open.first(where: { !measurements[$0].hasLooked }) {
      let isInTime = elapsed + plans[first].longestProcess <= patience * planned
      if isInTime || (first == 0 && measurements[first].processCount < 2) { return first }
    }
    return open.filter {
      measurements[$0].hasLooked && elapsed + plans[$0].longestProcess <= planned
    }.max { measurements[$0].openWidth < measurements[$1].openWidth }
  }

  private mutating func takeProcess(
    of index: Int, since start: Double, planned: Double, progress: (TimingProgress) -> Void
  ) throws(TimingError) {
    let schedule = measurements[index].schedule
    let processesBefore = measurements[index].processCount
    let processStart = monotonicSeconds()
    let isFirst = plans[index].processes == 0
    let worker = try BlockProcess(
      of: laboratory, works: schedule.works,
      what: "steps of \(schedule.name) at \(schedule.model)",
      measuresBandwidth: isFirst && schedule.base.traffic(threads: laboratory.threads) != nil,
      random: &random, shouldStop: shouldStop)
    let peer = try peerWorker(schedule)
    if let bandwidth = worker.bandwidth { measurements[index].bandwidth = bandwidth }
    let preparation = monotonicSeconds() - processStart
    var taken = 0
    while taken < plans[index].blocks ?? TimingLaboratory.pilotBlocks {
      let before = try peer?.step()
      var block = try worker.block(process: plans[index].processes, random: &random)
      if let before, let after = try peer?.step() { block.peerSeconds = (before + after) / 2 }
      measurements[index].blocks.append(block)
      taken += 1
      if isFirst && taken == TimingLaboratory.pilotBlocks {
        plans[index].blocks = Self.blocks(
          preparation: preparation,
          blockSeconds: (monotonicSeconds() - processStart - preparation) / Double(taken),
          budget: schedule.budget)
      }
      let timing = measurements[index]
      progress(
        TimingProgress(
          schedule: schedule, process: processesBefore + 1,
          nextLook: TimingSeries.nextLook(after: timing.seen),
          open: timing.open,
          secondsLeft: max(0, planned - (monotonicSeconds() - start))))
    }
    worker.stop()
    peer?.stop()
    plans[index].processes += 1
    plans[index].longestProcess = max(
      plans[index].longestProcess, monotonicSeconds() - processStart)
  }

  /// Blocks of each process: as long as it takes to get ready, since processes differ and a long one says
  /// little more than a short one; fewer where eight would not fit the budget.
  private static func blocks(preparation: Double, blockSeconds: Double, budget: Double) -> Int {
    let block = max(1e-6, blockSeconds)
    let wanted = min(max(8, preparation / block), Double(TimingLaboratory.mostBlocks))
    let share =
      TimingLaboratory.plannedFraction * budget / Double(MeasuredProcesses.fewestProcesses)
    let affordable = (share - preparation) / block
    return max(TimingLaboratory.pilotBlocks, Int(min(wanted, affordable)))
  }

  private func peerWorker(_ schedule: TimingSchedule) throws(TimingError) -> PeerProcess? {
    guard schedule.hasPeer, let peer = laboratory.peer, let softmax = schedule.softmaxOption else {
      return nil
    }
    return try peer.start(
      schedule.options[softmax].work, threads: laboratory.threads, shouldStop: shouldStop)
  }
}
