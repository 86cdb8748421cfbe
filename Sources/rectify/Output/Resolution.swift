import Claims
import Experiments
import Reports

/// What would settle a claim, or why nothing is to be planned for it.
struct Resolution {
  let sentence: String

  /// - Parameter runs: those that would settle it.
  init(_ assessment: Assessment, runs: [PlannedRun]) {
    let id = assessment.id
    let reason = assessment.reason.sentence
    switch assessment.verdict.outcome {
    case .consistent, .contradicted:
      sentence =
        "\(id) is settled: \(assessment.verdict.outcome.rawValue). There is nothing to plan."
    case .notTested:
      sentence = "\(id) is not tested, so no further seed would settle it. \(reason)"
    case .invalid:
      sentence =
        "\(id) is invalid, so nothing can be planned before the records are mended. \(reason)"
    case .notComparable:
      sentence = "\(id) is not comparable, which no further seed would change. \(reason)"
    case .inconclusive:
      if assessment.isBeyondSeeds {
        sentence =
          "\(id) is inconclusive, and no affordable number of seeds settles it: the estimate sits "
          + (assessment.kind == .ordering ? "at zero" : "on its margin") + ". \(reason)"
        return
      }
      guard let seeds = assessment.seedsToSettle, let cell = assessment.cellsToSettle.first else {
        sentence =
          "\(id) is inconclusive, and no number of seeds is known that would settle it. \(reason)"
        return
      }
      let arms = assessment.cellsToSettle.map(\.arm.label)
      sentence =
        "\(id) is inconclusive. \(counted(seeds, "more seed")) of \(arms.joined(separator: ", ")) "
        + "at \(cell.model) (\(counted(runs.count, "run"))) would settle it with 80 % power at the "
        + "observed effect"
        + (assessment.cells.contains { $0.rung != nil }
          ? "; beside the ladder they are exploratory. " : ". ") + reason
    }
  }
}
