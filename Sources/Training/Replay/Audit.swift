import Datasets
import Experiments
import Networks
import Randomness

/// A random sample of a store's finished runs, trained again and compared with their records.
///
/// Runs are taken in random order. With a budget, one that fits what is left of it is replayed in
/// full; one that does not, to a recorded digest drawn at random from those that fit its even
/// share.
public struct Audit: Sendable {
  public struct Mismatch: Hashable, Codable, Sendable {
    public var run: String
    /// After which the weights, the loss or, at a run's end, the result is not the recorded one.
    public var step: Int

    public init(run: String, step: Int) {
      self.run = run
      self.step = step
    }

    public var error: ExperimentError { .replayDiffers(run: run, step: step) }
  }

  public enum Event: Sendable {
    /// A run is replayed up to `step`, of `steps`.
    case started(StoredRun, number: Int, count: Int, step: Int)
    case progressed(StoredRun, step: Int, secondsLeft: Double)
    case finished(StoredRun, Replay.Outcome, auditedSteps: Int, inFull: Bool)
    /// The budget had no room for the first digests of so many runs.
    case leftOut(runs: Int)
  }

  /// The runs that could be replayed: of this revision of the numerics, on the data and the transfer
  /// sets at hand.
  public let candidates: [StoredRun]
  /// Finished by another revision, whose bits are others.
  public let otherRevision: [StoredRun]
  /// Of this revision, on other data or other transfer sets than what is at hand.
  public let otherData: [StoredRun]
  /// Of all finished runs, those that could not be replayed among them.
  public let stepsTotal: Int
  public let choiceSeed: UInt64
  private let data: DatasetIdentity
  private let transfer: [TransferProbe]
  public private(set) var replayed = 0
  /// Replayed to their ends, with accuracy, `correctBits` and losses compared.
  public private(set) var replayedInFull = 0
  public private(set) var stepsAudited = 0
  public private(set) var mismatches: [Mismatch] = []
  public private(set) var isInterrupted = false

  /// - Parameter transfer: the transfer sets at hand, fitted to the data.
  public init(
    _ runs: [StoredRun], data: DatasetIdentity, transfer: [TransferProbe] = [], choiceSeed: UInt64
  ) {
    func isAtHand(_ run: StoredRun) -> Bool {
      Self.missingData(run, data: data, transfer: transfer) == nil
    }
    let current = runs.filter { $0.result.numericsRevision == numericsRevision }
    candidates = current.filter(isAtHand)
    otherRevision = runs.filter { $0.result.numericsRevision != numericsRevision }
    otherData = current.filter { !isAtHand($0) }
    stepsTotal = runs.reduce(0) { $0 + $1.result.steps }
    self.choiceSeed = choiceSeed
    self.data = data
    self.transfer = transfer
  }

  /// What a run of `otherData` lacks; nil for others.
  public func missingData(_ run: StoredRun) -> ExperimentError? {
    Self.missingData(run, data: data, transfer: transfer)
  }

  private static func missingData(
    _ run: StoredRun, data: DatasetIdentity, transfer: [TransferProbe]
  ) -> ExperimentError? {
    let own = run.specification.data
    guard own.digest == data.digest else {
      return .otherData(run: run.id, digest: own.digest)
    }
    do {
      _ = try transfer.probes(of: run.specification)
      return nil
    } catch {
      return error
    }
  }

  /// The chance that at least one of `altered` runs is among those replayed in full, if any so many
  /// of the candidates are as likely as any other to be the altered ones (hypergeometric); nil
  /// where there are not so many.
  public func chanceOfCatching(_ altered: Int) -> Double? {
    guard altered <= candidates.count else { return nil }
    var missed = 1.0
    for index in 0..<altered {
      missed *=
        Double(max(0, candidates.count - replayedInFull - index))
        / Double(candidates.count - index)
    }
    return 1 - missed
  }

  /// Replays `count` runs, or all candidates where there are fewer.
  ///
  /// - Parameters:
  ///   - budget: seconds, after which nothing more is trained; nil for no bound.
  ///   - shouldStop: ends the audit with `isInterrupted` set.
  public mutating func replay(
    _ count: Int, on dataset: Dataset, threads: Int, budget: Double? = nil,
    shouldStop: () -> Bool = { false }, report: (Event) -> Void = { _ in }
  ) throws(ExperimentError) {
    var stream = RandomStream(seed: choiceSeed, name: "audit")
    let order = stream.permutation(of: candidates.count)
    // Drawn for every run, so that the choice of one does not depend on the speed of another.
    let draws = candidates.map { _ in stream.uniform() }
    let chosen = order.prefix(count).map { candidates[$0] }
    var speed = ReplaySpeed(chosen, threads: threads, budget: budget)
    var leftOut = 0

    for (index, run) in chosen.enumerated() {
      let target = speed.target(of: run, runsLeft: chosen.count - index, draw: draws[index])
      guard let target else {
        leftOut += 1
        continue
      }
      report(.started(run, number: index + 1, count: chosen.count, step: target.step))
      speed.start(run, target)
      var replay = try Replay(run, on: dataset, threads: threads)
      func isOver() -> Bool { shouldStop() || speed.isOver }
      func note(_ step: Int) {
        guard let secondsLeft = speed.reportDue(at: step) else { return }
        report(.progressed(run, step: step, secondsLeft: secondsLeft))
      }
      let outcome =
        try target.inFull
        ? replay.finish(transfer: transfer, shouldStop: isOver, report: note)
        : replay.advance(to: target.step, shouldStop: isOver, report: note)
      speed.finish(at: replay.step)
      let inFull = target.inFull && outcome != .stopped
      replayed += replay.auditedSteps > 0 || outcome != .stopped ? 1 : 0
      replayedInFull += inFull ? 1 : 0
      stepsAudited += replay.auditedSteps
      if case .differs(let step) = outcome { mismatches.append(Mismatch(run: run.id, step: step)) }
      report(.finished(run, outcome, auditedSteps: replay.auditedSteps, inFull: inFull))
      if shouldStop() {
        isInterrupted = true
        return
      }
    }
    if leftOut > 0 { report(.leftOut(runs: leftOut)) }
  }
}
