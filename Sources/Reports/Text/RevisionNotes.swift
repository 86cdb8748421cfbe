import Experiments
import Networks

extension ReportInput {
  /// Sentences on results of other revisions of the numerics than this program's; none where there are
  /// none.
  public var revisionNotes: [String] {
    let stale = Dictionary(
      grouping: finished.filter { $0.result.numericsRevision != numericsRevision },
      by: \.result.numericsRevision)
    let counted = stale.sorted { $0.key < $1.key }.map { revision, runs in
      "Of revision \(revision) of the numerics, where this program has revision "
        + "\(numericsRevision), which gives other bits: "
        + list(runs.map(\.planned.specification.id)) + "."
    }
    let setAside = superseded.map {
      "Of the run \($0.run) a store holds a result of revision \($0.revision) of the numerics too, which "
        + "does not count beside that of another store."
    }
    return counted + setAside
  }
}
