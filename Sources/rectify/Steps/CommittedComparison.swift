import Claims
import Experiments
import Foundation
import Reports

/// A report's results beside those that are committed with the project, where these are at hand. The same
/// specification gives the same bits on every machine, so that a run which does not is named.
struct CommittedComparison {
  /// Runs that both hold, of one revision of the numerics.
  private var compared = 0
  /// Runs whose result is another, with the first field that differs.
  private var differing: [(run: PlannedRun, field: String)] = []
  /// Runs that both hold, of two revisions of the numerics: their bits say nothing.
  private var revisions: [(here: Int, committed: Int)] = []

  /// Nil where the two share no run, or are one store.
  init?(_ input: ReportInput, stores: RunStores) {
    let path = CommittedRecords.path
    guard FileManager.default.fileExists(atPath: path),
      !stores.all.contains(where: { Self.resolved($0.path) == Self.resolved(path) })
    else { return nil }
    let committed = RunStore(path: path)
    for run in input.finished {
      // A damaged record there says nothing of this one.
      guard let other = try? committed.result(of: run.planned.specification) else { continue }
      if other.numericsRevision != run.result.numericsRevision {
        revisions.append((run.result.numericsRevision, other.numericsRevision))
        continue
      }
      compared += 1
      if let field = run.result.firstDifference(from: other) {
        differing.append((run.planned, field))
      }
    }
    if compared + revisions.count == 0 { return nil }
  }

  var words: String {
    let head = "Committed results (\(CommittedRecords.path)): \(sentences.joined(separator: "; "))."
    let lines = differing.map {
      "  not the same: \($0.run.specification.id), \($0.run.words), in \($0.field)"
    }
    return ([head] + lines).joined(separator: "\n")
  }

  private var sentences: [String] {
    var sentences: [String] = []
    if compared > 0 {
      sentences.append(
        differing.isEmpty
          ? "\(counted(compared, "run")) compared, all the same to the bit"
          : "\(counted(compared, "run")) compared, \(compared - differing.count) the same to the bit"
      )
    }
    if let first = revisions.first {
      sentences.append(
        "\(counted(revisions.count, "run")) not compared, since the numerics are of revision "
          + "\(first.here) here and \(first.committed) there")
    }
    return sentences
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
