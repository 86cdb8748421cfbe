import Claims
import Experiments
import Figures
import Paper
import Statistics

/// Three sentences and the counts of verdicts.
struct AnswerSection: Section {
  let input: ReportInput

  let title = "Answer"

  var body: [Block] {
    [
      "\(stored) \(attentionEffect) \(decided)",
      """
      Verdicts on \(counted(input.assessments.claims.count, "claim")): \
      \(input.assessments.countsSentence).
      """,
    ] + [linearClassifier.map { .paragraph($0) }].compactMap(\.self)
  }

  /// What a classifier without any attention reaches on the same images, where it is more than an arm:
  /// a limit of what is said here, which decides nothing.
  private var linearClassifier: String? {
    guard let linear = input.evidence.linearClassifier else { return nil }
    let cells = input.evidence.cells.values.filter {
      !$0.results.isEmpty && $0.images == linear.images
    }
    let below = cells.count { Estimate.mean($0.percentages) < linear.accuracy * 100 }
    guard below > 0 else { return nil }
    return "A limit: a linear classifier of the raw pixels, shown as many images, reaches "
      + "\(NumberText.percent(linear.accuracy)) %, more than \(below) of "
      + "\(counted(cells.count, "arm")) here. It decides no claim."
  }

  private var stored: String {
    let total = input.preset.runs.count
    let models = PaperModel.allCases.filter { model in
      input.preset.runs.contains { $0.model == model }
    }
    let stored =
      input.missing.isEmpty
      ? "All \(counted(total, "planned run"))"
      : "\(input.finished.count) of \(counted(total, "planned run"))"
    return "\(stored) of \(list(models)) are in the store (\(input.dataSentence))."
  }

  /// The effects of attention and of the length factor, by their intervals.
  private var attentionEffect: String {
    // The model that says most: the most intervals, then the most seeds.
    func weight(_ effect: AttentionEffect) -> (Int, Int) {
      (effect.contrasts.count { $0.low != nil }, effect.contrasts.reduce(0) { $0 + $1.n })
    }
    guard let effect = input.attentionEffects.reversed().max(by: { weight($0) < weight($1) })
    else { return "Nothing was trained." }
    let parts = effect.contrasts.compactMap { contrast -> String? in
      guard let estimate = contrast.estimate else { return nil }
      let points = NumberText.signed(estimate * 100, places: 1)
      return "\(contrast.name) is \(points) points" + (contrast.points.map { " " + $0 } ?? "")
    }
    return parts.isEmpty
      ? "No two arms can be compared yet."
      : "On \(effect.model), \(list(parts)); brackets are \(Look.words(of: input.evidence.look.level)) intervals over seeds."
  }

  private var decided: String {
    let decided = input.assessments.claims.filter(\.verdict.outcome.isDecisive)
    if decided.isEmpty {
      return "No claim of the paper is decided by these runs, at this scale, either way."
    }
    return "Decided at this scale: "
      + list(decided.map { "\($0.id) (\($0.verdict.outcome.rawValue))" })
      + "; all other claims are open or were not tested here."
  }
}
