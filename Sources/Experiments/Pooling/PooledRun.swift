import Networks
import SystemResources

/// What stores hold of one run.
struct PooledRun {
  /// One store's finished record of the run.
  struct Copy {
    let store: RunStore
    let folder: RecordFolder
    let run: StoredRun
    /// Nil where it was not read, or an older program wrote none.
    var cost: RunCost?

    var file: String { folder.file("result.json") }
    var revision: Int { run.result.numericsRevision }
  }

  /// The results that count, which are equal, in the order of the stores; none where two that would
  /// count differ.
  let copies: [Copy]
  /// Results of other revisions of the numerics than that of those which count.
  let superseded: [Copy]
  /// Why records say nothing, in the order of the stores; a difference between two comes first.
  let damages: [ExperimentError]

  init(_ found: [Copy], damages: [ExperimentError] = []) {
    let revisions = Set(found.map(\.revision))
    let revision = revisions.contains(numericsRevision) ? numericsRevision : revisions.max()
    let counting = found.filter { $0.revision == revision }
    superseded = found.filter { $0.revision != revision }
    if let first = counting.first,
      let other = counting.first(where: { $0.run.result != first.run.result })
    {
      copies = []
      self.damages =
        [.differentRecords(run: first.run.id, files: [first.file, other.file])] + damages
    } else {
      copies = counting
      self.damages = damages
    }
  }

  /// Finished, or damaged; nil where no store says either.
  var state: RunState? {
    guard let copy = copies.first else { return damages.isEmpty ? nil : .damaged }
    if copy.revision != numericsRevision { return .stale }
    return copy.run.result.outcome == .diverged ? .diverged : .complete
  }
}

extension RunStores {
  func pooled(_ specification: RunSpecification) -> PooledRun {
    var copies: [PooledRun.Copy] = []
    var damages: [ExperimentError] = []
    for store in all {
      do {
        let folder = try store.folder(specification.id)
        guard let (result, cost) = try store.resultAndCost(of: specification, in: folder) else {
          continue
        }
        copies.append(
          PooledRun.Copy(
            store: store, folder: folder,
            run: StoredRun(specification: specification, result: result), cost: cost))
      } catch {
        damages.append(error)
      }
    }
    return PooledRun(copies, damages: damages)
  }

  /// In the order of the runs; read on several threads, since each record is a few files.
  private func pooled(_ runs: [PlannedRun]) -> [PooledRun] {
    // Fewer records than these are read before a thread has begun.
    let threads = runs.count < 32 ? 1 : min(8, UsableProcessors.count)
    return ThreadTeam(count: threads).map(tasks: runs.count) { pooled(runs[$0].specification) }
  }

  /// How far a run has come in the store in which it came furthest.
  public func state(of specification: RunSpecification) -> RunState {
    if let state = pooled(specification).state { return state }
    let states = all.map { $0.state(of: specification) }
    return [.partial, .failed].first(where: states.contains) ?? .absent
  }

  public func records(of runs: [PlannedRun]) -> PooledRecords {
    var records = PooledRecords()
    for (run, pooled) in zip(runs, pooled(runs)) {
      var damages = pooled.damages[...]
      if let copy = pooled.copies.first {
        records.finished.append(
          FinishedRun(planned: run, result: copy.run.result, cost: copy.cost))
      } else if let error = damages.popFirst() {
        records.damaged.append(DamagedRun(planned: run, error: error))
      }
      records.passedOver += damages
      records.superseded += pooled.superseded.map {
        PooledRecords.Superseded(run: $0.run.id, file: $0.file, revision: $0.revision)
      }
    }
    return records
  }

  /// The finished run whose identity begins with `prefix`, as no other's does.
  public func run(_ prefix: String) throws(ExperimentError) -> StoredRun {
    guard !others.isEmpty else { return try first.run(prefix) }
    var identities: Set<String> = []
    for store in all { identities.formUnion(try store.identities()) }
    let matches = identities.filter { $0.hasPrefix(prefix) }.sorted()
    guard let id = matches.first, !prefix.isEmpty else { throw .unknownRun(prefix, store: names) }
    guard matches.count == 1 else { throw .ambiguousRun(prefix, matches: matches) }
    let pooled = try PooledRun(copies(of: id))
    if let run = pooled.copies.first?.run { return run }
    if let damage = pooled.damages.first { throw damage }
    throw .unfinishedRun(id, store: names)
  }

  /// - Throws: `ExperimentError` at the first damaged record, if there is no sound one.
  private func copies(of id: String) throws(ExperimentError) -> [PooledRun.Copy] {
    var copies: [PooledRun.Copy] = []
    var damage: ExperimentError?
    for store in all {
      do {
        let folder = try store.folder(id)
        guard let run = try store.storedRun(in: folder) else { continue }
        copies.append(PooledRun.Copy(store: store, folder: folder, run: run))
      } catch {
        damage = damage ?? error
      }
    }
    if let damage, copies.isEmpty { throw damage }
    return copies
  }

  /// Why a run is in its state: see `RunStore.explain`. For a run that no store has, the finished run
  /// that is nearest to it in any.
  public func explain(
    _ specification: RunSpecification
  ) throws(ExperimentError) -> RunExplanation {
    let pooled = pooled(specification)
    if let copy = pooled.copies.first { return try copy.store.explain(specification) }
    if let damage = pooled.damages.first { throw damage }
    var nearest = try first.explain(specification)
    for store in others {
      let other = try store.explain(specification)
      let isNearer =
        other.nearest != nil
        && (nearest.nearest == nil || other.changes.count < nearest.changes.count)
      if isNearer { nearest = other }
    }
    return RunExplanation(
      id: nearest.id, state: state(of: specification), nearest: nearest.nearest,
      changes: nearest.changes)
  }
}
