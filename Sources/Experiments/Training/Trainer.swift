import Datasets
import Networks

/// Trains the missing runs of a list, in its order, and records them in a store.
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
    conditions = TrainingConditions(
      dataset: dataset, transfer: transfer, threads: threads, checkpointSeconds: checkpointSeconds,
      isInterrupted: isInterrupted, report: report)
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
    var pace = Pace(runs: runs.count, pending: pending)
    var patience = Patience()
    while !pending.isEmpty {
      var heldElsewhere: [PlannedRun] = []
      for run in pending {
        if conditions.isInterrupted() { return .interrupted }
        if redoesDamaged, let damage = store.records(of: [run]).damaged.first,
          let copy = try store.setAsideDamaged(run, isShard: isShard)
        {
          conditions.report(.setAside(damage, copy: copy))
        }
        guard let record = try store.take(run.specification, isShard: isShard) else {
          heldElsewhere.append(run)
          continue
        }
        // Another process may have finished it since the list was made.
        if !store.state(of: run.specification).isMissing {
          pace.skip(run)
          continue
        }
        guard try train(run, into: record, &pace) else { return .interrupted }
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

  /// False when interrupted.
  private func train(
    _ run: PlannedRun, into record: RunRecord, _ pace: inout Pace
  ) throws(ExperimentError) -> Bool {
    do {
      var training = try RunInTraining(run, record: record, under: conditions)
      return try training.finish(&pace)
    } catch {
      // The disk that failed may not take the note either; the first fault is the one to tell.
      try? record.fail(error.description)
      throw error
    }
  }
}
