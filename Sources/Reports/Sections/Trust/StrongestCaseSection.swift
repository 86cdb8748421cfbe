import Claims
import Experiments
import Figures
import Statistics

/// What a critic would say first.
struct StrongestCaseSection: Section {
  let input: ReportInput

  let title = "The strongest case against this report"

  var body: [Block] {
    let objections =
      [widestInterval, singleSeeds, influence, belowLinearClassifier].compactMap(\.self)
      + identicalRuns + [deviations, shortTraining].compactMap(\.self)
    return [.paragraph(objections.map { "- \($0)" }.joined(separator: "\n"))]
  }

  private var contrasts: [AttentionEffect.Contrast] {
    input.attentionEffects.flatMap(\.contrasts)
  }

  private var widestInterval: String? {
    contrasts.compactMap { contrast in
      contrast.low.flatMap { low in contrast.high.map { (contrast, width: $0 - low) } }
    }.max { $0.width < $1.width }.map { contrast, width in
      "Widest interval: \(contrast.name) spans \(NumberText.percent(width)) points with "
        + "\(counted(contrast.n, "seed"))."
    }
  }

  private var singleSeeds: String? {
    let cells = input.evidence.cells.values
    let single = cells.count { $0.results.count == 1 }
    return single == 0
      ? nil
      : "\(counted(single, "cell")) of \(cells.count) rest on a single seed and decide nothing, "
        + "whatever their points suggest."
  }

  private var influence: String? {
    mostInfluentialSeed.map { influence in
      func points(_ share: Double) -> String { NumberText.signed(share * 100, places: 1) }
      return "Most influential seed: without seed \(influence.seed), \(influence.name) goes from "
        + "\(points(influence.with)) to \(points(influence.without)) points."
    }
  }

  private var deviations: String? {
    let strongest = input.ledger.rows.filter { !$0.weakensNothing }
    guard !strongest.isEmpty else { return nil }
    let examples = strongest.prefix(4).map {
      "\($0.what) (\($0.paper) there, \(MarkdownText.escaped($0.ours)) here)"
    }
    return "Largest deviations: \(counted(strongest.count, "row")) of the ledger below the paper's "
      + "configuration, among them \(list(examples))."
  }

  private var shortTraining: String? {
    let recipes = input.preset.runs.map(\.specification.recipe)
    guard let shortest = recipes.map(\.steps).min(), let longest = recipes.map(\.steps).max()
    else { return nil }
    let steps =
      shortest == longest
      ? NumberText.grouped(longest)
      : "\(NumberText.grouped(shortest)) to \(NumberText.grouped(longest))"
    let batches = Set(recipes.map(\.batch)).sorted()
    return
      "Training is short: \(steps) steps of \(list(batches)) images. Which arm leads can change "
      + "with the length of training, so no verdict here holds for long trainings."
  }

  /// What a classifier without any attention reaches on the same images, where it is more than an arm.
  private var belowLinearClassifier: String? {
    guard let linear = input.evidence.linearClassifier else { return nil }
    let cells = input.evidence.cells.values.filter { !$0.results.isEmpty }
    let below = cells.filter { Estimate.mean($0.percentages) < linear.accuracy * 100 }
    guard !below.isEmpty else { return nil }
    return "A linear classifier of raw pixels, trained on as many images, is at "
      + "\(NumberText.percent(linear.accuracy)) %: above the mean of \(below.count) of "
      + "\(counted(cells.count, "cell")). The models are far from what the data allows."
  }

  /// Runs of different arms that ended with the same weights: there the functions never differed on
  /// any logit that occurred, so the two are one observation.
  private var identicalRuns: [String] {
    var runs: [String: [PlannedRun]] = [:]
    for run in input.finished {
      if let digest = run.result.weightDigests.last?.sha256 {
        runs[digest, default: []].append(run.planned)
      }
    }
    return runs.values.filter { $0.count > 1 }.map { $0.map(\.words) }.sorted { $0[0] < $1[0] }
      .map { "One observation, not \($0.count): \(list($0)) ended with the same weights." }
  }

  /// The seed whose absence moves a difference most.
  private var mostInfluentialSeed: (seed: UInt64, name: String, with: Double, without: Double)? {
    var best: (seed: UInt64, name: String, with: Double, without: Double)?
    for contrast in contrasts {
      guard let estimate = contrast.estimate, contrast.n >= 2 else { continue }
      for left in contrast.differences {
        let rest = contrast.differences.filter { $0.seed != left.seed }
        let without = rest.reduce(0) { $0 + $1.value } / Double(rest.count)
        if best.map({ abs(without - estimate) > abs($0.without - $0.with) }) ?? true {
          best = (left.seed, contrast.name, estimate, without)
        }
      }
    }
    return best
  }
}
