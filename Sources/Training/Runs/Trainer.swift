import Datasets
import Experiments
import Foundation
import Networks

/// Trains the missing runs of a list, in its order, and records them in a store. Runs of small models are
/// trained at once, one a thread (`TrainingLanes`).
///
/// It may be stopped at any time, also by a crash, and loses at most the work since the last
/// checkpoint; several trainers may share a store. A damaged record is left as it is, or set aside and
/// its run trained again.
public struct Trainer {
  public enum Outcome: Sendable {
    case finished
    /// `isInterrupted` said so; the state is saved.
    case interrupted
  }

  private let store: RunStore
  private let isShard: Bool
  private let redoesDamaged: Bool
  private let conditions: TrainingConditions

  /// - Parameters:
  ///   - transfer: at least those of the runs' transfer sets, fitted to the data.
  ///   - isShard: whether no other process trains these runs, so that locks may be done without.
  ///   - redoesDamaged: whether runs whose record is damaged are trained again, beside a kept copy.
  public init(
    store: RunStore, dataset: Dataset, transfer: [TransferProbe] = [], threads: Int,
    checkpointSeconds: Double = 5, isShard: Bool = false, redoesDamaged: Bool = false,
    isInterrupted: @escaping () -> Bool = { false },
    report: @escaping (TrainingEvent) -> Void = { _ in }
  ) {
    self.store = store
    self.isShard = isShard
    self.redoesDamaged = redoesDamaged
    // Runs that are trained at once speak one after the other.
    let lock = NSLock()
    conditions = TrainingConditions(
      dataset: dataset, transfer: transfer, threads: threads, checkpointSeconds: checkpointSeconds,
      isInterrupted: { lock.withLock(isInterrupted) },
      report: { event in lock.withLock { report(event) } })
  }

  /// - Precondition: the runs are planned on this trainer's data.
  public func run(_ runs: [PlannedRun]) throws(ExperimentError) -> Outcome {
    precondition(runs.allSatisfy { $0.specification.data == conditions.dataset.identity })
    var pending: [PlannedRun] = []
    var leftAlone: [DamagedRun] = []
    for run in runs {
      let state = store.state(of: run.specification)
      if let damage = state == .damaged ? store.records(of: [run]).damaged.first : nil {
        guard redoesDamaged, case .damagedRecord = damage.error else {
          leftAlone.append(damage)
          continue
        }
      } else if !state.isMissing {
        store.tidy(run.specification)
        continue
      }
      // A missing transfer set is an error before anything is trained.
      _ = try conditions.transfer.probes(of: run.specification)
      pending.append(run)
    }
    conditions.report(
      .began(runs: runs.count, finished: runs.count - pending.count - leftAlone.count))
    for run in leftAlone { conditions.report(.leftAlone(run)) }
    let pace = Pace(runs: runs.count, pending: pending)
    var patience = Patience()
    while !pending.isEmpty {
      var heldElsewhere: [PlannedRun] = []
      for (lanes, runs) in TrainingLanes.stretches(of: pending, threads: conditions.threads) {
        let board = LaneBoard(runs)
        // A lane that meets its end for whatever reason ends the others, which save their state.
        var conditions = conditions
        conditions.threads = lanes.threads
        conditions.isBesideOthers = lanes.count > 1
        let own = conditions.isInterrupted
        conditions.isInterrupted = { board.isStopped || own() }
        let team = ThreadTeam(count: lanes.count)
        team.run(tasks: lanes.count) { _, _ in self.train(from: board, under: conditions, pace) }
        if let fault = board.fault { throw fault }
        if board.isStopped { return .interrupted }
        heldElsewhere += board.heldElsewhere
      }
      if heldElsewhere.count < pending.count { patience = Patience() }
      pending = heldElsewhere
      guard !pending.isEmpty else { break }
      if patience.isFresh { conditions.report(.waiting(runs: pending.count)) }
      // The lock tells when a holder is done or dead, but not by a wake-up.
      patience.wait(unless: conditions.isInterrupted)
    }
    return .finished
  }

  /// One lane: takes the next run of the board until there is none.
  private func train(from board: LaneBoard, under conditions: TrainingConditions, _ pace: Pace) {
    while let run = board.next() {
      do throws(ExperimentError) {
        switch try take(run, under: conditions, pace) {
        case .finished: break
        case .heldElsewhere: board.leave(run)
        case .interrupted: board.stop()
        }
      } catch {
        board.stop(for: error)
      }
    }
  }

  private enum Taken { case finished, heldElsewhere, interrupted }

  private func take(
    _ run: PlannedRun, under conditions: TrainingConditions, _ pace: Pace
  ) throws(ExperimentError) -> Taken {
    if conditions.isInterrupted() { return .interrupted }
    if redoesDamaged, let damage = store.records(of: [run]).damaged.first,
      let copy = try store.setAsideDamaged(run, isShard: isShard)
    {
      conditions.report(.setAside(damage, copy: copy))
    }
    guard let record = try store.take(run.specification, isShard: isShard) else {
      return .heldElsewhere
    }
    // Another process may have finished it since the list was made.
    if !store.state(of: run.specification).isMissing {
      pace.skip(run)
      return .finished
    }
    do {
      var training = try RunInTraining(run, record: record, under: conditions)
      return try training.finish(pace) ? .finished : .interrupted
    } catch {
      // The disk that failed may not take the note either; the first fault is the one to tell.
      try? record.fail(error.description)
      throw error
    }
  }
}

/// What lanes share: the runs that none has taken yet, and why they stop.
///
/// Safe to send: the lock guards all that changes.
private final class LaneBoard: @unchecked Sendable {
  private let lock = NSLock()
  private var waiting: [PlannedRun]
  private var held: [PlannedRun] = []
  private var stopped = false
  private var firstFault: ExperimentError?

  /// - Parameter runs: in the order in which they are taken.
  init(_ runs: [PlannedRun]) { waiting = runs.reversed() }

  /// Nil when all are taken, or the work is stopped.
  func next() -> PlannedRun? { lock.withLock { stopped ? nil : waiting.popLast() } }

  /// One that another process holds.
  func leave(_ run: PlannedRun) { lock.withLock { held.append(run) } }

  func stop(for fault: ExperimentError? = nil) {
    lock.withLock {
      stopped = true
      firstFault = firstFault ?? fault
    }
  }

  var isStopped: Bool { lock.withLock { stopped } }
  var fault: ExperimentError? { lock.withLock { firstFault } }
  var heldElsewhere: [PlannedRun] { lock.withLock { held } }
}
