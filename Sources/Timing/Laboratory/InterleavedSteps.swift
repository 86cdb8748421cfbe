import Foundation
import Networks
import Randomness
import Statistics
import SystemResources

/// Measures the time of a training step of several models at once, so that their times may be
/// compared: rounds of one step of each, in an order drawn for each round.
public struct InterleavedSteps: Sendable {
  public struct Model: Sendable {
    public var configuration: VisionTransformerConfiguration
    public var batch: Int
    public var shards: Int

    public init(configuration: VisionTransformerConfiguration, batch: Int, shards: Int) {
      self.configuration = configuration
      self.batch = batch
      self.shards = shards
    }
  }

  /// The time of a step of one model.
  public struct StepTime: Hashable, Sendable {
    /// Seconds.
    public var median: Double
    /// Distribution-free 95 % interval of the median.
    public var low, high: Double
    /// Steps that it is over.
    public var steps: Int
    /// Median of a step's processor time, over all threads, in seconds.
    public var processorSeconds: Double
  }

  public struct Result: Hashable, Sendable {
    /// One a model, in their order.
    public var times: [StepTime]
    /// Rounds left out because the machine was busy with something else.
    public var dropped: Int
  }

  /// One step of each model, in the models' order.
  package struct Round {
    package var seconds: [Double]
    /// Of all threads together.
    package var processorSeconds: [Double]
    /// Processors kept busy by others, on average.
    package var outsideLoad: Double

    package init(seconds: [Double], processorSeconds: [Double], outsideLoad: Double) {
      self.seconds = seconds
      self.processorSeconds = processorSeconds
      self.outsideLoad = outsideLoad
    }
  }

  public var models: [Model]
  public var threads: Int
  /// Wall-clock seconds to measure for, after the warm-up.
  public var seconds: Double
  /// Where the host's lock is.
  package var lockFolder = NSTemporaryDirectory()

  public init(models: [Model], threads: Int, seconds: Double) {
    self.models = models
    self.threads = threads
    self.seconds = seconds
  }

  /// The fewest steps that give a median an interval of 95 %.
  package static let fewestRounds = 6

  /// Measures for `seconds`, or for six rounds where those take longer; the warm-up, two steps of
  /// each model, comes on top.
  ///
  /// - Parameters:
  ///   - progress: called after every step with the seconds measured so far, and how long all
  ///     takes.
  ///   - shouldStop: asked between steps.
  /// - Throws: `TimingError` when another timing runs on this host, or it was stopped.
  public func measure(
    progress: (_ elapsed: Double, _ total: Double) -> Void = { _, _ in },
    shouldStop: () -> Bool = { false }
  ) throws(TimingError) -> Result {
    try SharedNode.requireNone()
    let lock = try HostLock(folder: lockFolder)
    defer { withExtendedLifetime(lock) {} }
    let sessions = models.map {
      TimedSteps($0.configuration, batch: $0.batch, shards: $0.shards, threads: threads)
    }
    for session in sessions + sessions {
      if shouldStop() { throw .stopped }
      _ = session.step()
    }
    var random = RandomStream(seed: 0, name: "timing/rounds")
    var rounds: [Round] = []
    let start = monotonicSeconds()
    var elapsed = 0.0
    while elapsed < seconds || rounds.count < Self.fewestRounds {
      let before = OutsideLoad.reading()
      var round = [Double](repeating: 0, count: models.count)
      var processorSeconds = round
      for index in random.permutation(of: models.count) {
        if shouldStop() { throw .stopped }
        let processorStart = ProcessorTime.seconds
        round[index] = sessions[index].step()
        processorSeconds[index] = ProcessorTime.seconds - processorStart
        elapsed = monotonicSeconds() - start
        let atLeast = elapsed / Double(rounds.count + 1) * Double(Self.fewestRounds)
        progress(elapsed, max(seconds, rounds.isEmpty ? 0 : atLeast))
      }
      rounds.append(
        Round(
          seconds: round, processorSeconds: processorSeconds,
          outsideLoad: OutsideLoad.reading().processors(since: before)))
    }
    return Self.result(of: rounds)
  }

  /// Rounds whose load departs from that of most are dropped, as of the comparisons; where that leaves
  /// too few for an interval, all are used.
  package static func result(of rounds: [Round]) -> Result {
    let usual = median(of: rounds.map(\.outsideLoad))
    let quiet = rounds.filter {
      ($0.outsideLoad - usual).magnitude <= Disturbance.smallestOutside
    }
    let used = quiet.count >= fewestRounds ? quiet : rounds
    let times = used[0].seconds.indices.map { model in
      let steps = used.map { $0.seconds[model] }
      // Six values and more have an interval of this level.
      let interval = MedianInterval(of: steps, level: 0.95)!
      return StepTime(
        median: interval.median, low: interval.low, high: interval.high, steps: steps.count,
        processorSeconds: Statistics.median(of: used.map { $0.processorSeconds[model] }))
    }
    return Result(times: times, dropped: rounds.count - used.count)
  }
}
