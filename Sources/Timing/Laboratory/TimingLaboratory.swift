import Foundation
import Randomness
import Statistics
import SystemResources

/// Measures schedules, each in short fresh processes.
///
/// Each process builds the arms in an order of its own, warms up until its running median is flat,
/// and takes mirrored blocks in random order. `TimingSession` says which schedule gets the next process,
/// and when to stop.
public struct TimingLaboratory: Sendable {
  /// The program that the processes run, and the arguments that make it a worker.
  public var executable: String
  public var arguments: [String]
  public var threads: Int
  /// This machine's processor, for the record.
  public var processor: String
  /// Digest of the program, for the record.
  public var program: String
  /// Another library's attention, where it is installed.
  public var peer: PeerProgram?
  /// The logical processors that the processes are kept to: one of each core, where two share one and
  /// there are enough; nil for all that this process has.
  let processors: [Int]?
  /// Where the host's lock is.
  package var lockFolder = NSTemporaryDirectory()

  public init(
    executable: String, arguments: [String] = ["time", "--worker"], threads: Int,
    processor: String, program: String, peer: PeerProgram? = nil
  ) {
    self.executable = executable
    self.arguments = arguments
    self.threads = threads
    self.processor = processor
    self.program = program
    self.peer = peer
    processors = UsableProcessors.withoutSiblings(atLeast: threads)
  }

  static let pilotBlocks = 3
  static let mostBlocks = 60
  /// Of a budget, what is planned: the rest is for processes that take longer than the first, and for
  /// looks after the first one.
  static let plannedFraction = 0.75

  /// One schedule by itself, within its budget.
  ///
  /// - Throws: `TimingError` when another timing runs on this host, a process failed, or it was
  ///   stopped.
  public func measure(
    _ schedule: TimingSchedule, seed: UInt64 = 0, progress: (TimingProgress) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws -> ScheduleTiming {
    var session = TimingSession(
      laboratory: self,
      measurements: [ScheduleTiming(schedule: schedule, laboratory: self)], patience: 1,
      seed: seed, shouldStop: shouldStop)
    try session.run(progress: progress)
    return session.measurements[0]
  }
}
