import Networks

/// Why a planned run is in the state that it is in: for a run that the store lacks, what sets it
/// apart from the finished run that is nearest to it.
public struct RunExplanation: Hashable, Encodable, Sendable {
  /// One field of a specification, or the revision of the numerics.
  public struct Change: Hashable, Encodable, Sendable {
    public let field: String
    /// As the store has it; nil where the stored run has no such field.
    public let old: String?
    /// As it is planned.
    public let new: String?
  }

  public let id: String
  public let state: RunState
  /// The finished run that `changes` starts from; nil where there is none.
  public let nearest: String?
  /// Empty where the run is finished by this revision.
  public let changes: [Change]
}

extension RunStore {
  /// - Throws: `ExperimentError` where the run's own record is damaged; other damaged records are
  ///   passed over.
  public func explain(
    _ specification: RunSpecification
  ) throws(ExperimentError) -> RunExplanation {
    // A damaged record explains itself.
    let result = try result(of: specification)
    let state = state(of: specification)
    if state.isFinished {
      let revision = result?.numericsRevision ?? numericsRevision
      let change = RunExplanation.Change(
        field: "numericsRevision", old: "\(revision)", new: "\(numericsRevision)")
      return RunExplanation(
        id: specification.id, state: state, nearest: specification.id,
        changes: state == .stale ? [change] : [])
    }
    let planned = specification.allFields
    var nearest: (id: String, changes: [RunExplanation.Change])?
    for name in try runFolders() {
      guard let run = try? storedRun(in: try folder(name)) else { continue }
      let stored = run.specification.allFields
      let changes = Set(planned.keys).union(stored.keys).sorted()
        .filter { planned[$0] != stored[$0] }
        .map { RunExplanation.Change(field: $0, old: stored[$0], new: planned[$0]) }
      if changes.count < nearest?.changes.count ?? .max { nearest = (run.id, changes) }
    }
    return RunExplanation(
      id: specification.id, state: state, nearest: nearest?.id, changes: nearest?.changes ?? [])
  }
}
