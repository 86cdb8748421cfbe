import Claims
import Experiments

/// What makes a run missing or stale, in sentences.
enum ExplanationText {
  /// One run's state, and the fields that made it so, old to new.
  static func of(_ explanation: RunExplanation, _ run: PlannedRun, store: String) -> String {
    let name =
      "\(run.model) \(run.recipe) \(Arm(run.specification.model).label), "
      + "seed \(run.specification.seed)"
    let head = "\(explanation.id), \(name): \(explanation.state.rawValue) in \(store)."
    guard !explanation.changes.isEmpty else {
      return explanation.state.isFinished
        ? head : head + " No finished run is there to compare it with."
    }
    let lines = explanation.changes.map {
      "  \($0.field): \($0.old ?? "-") -> \($0.new ?? "-")"
    }
    let comparison =
      explanation.state == .stale
      ? "It is finished by another revision of the numerics:"
      : "The finished run nearest to it, \(explanation.nearest ?? "-"), differs in "
        + "\(counted(explanation.changes.count, "field")):"
    return ([head, comparison] + lines).joined(separator: "\n")
  }
}
