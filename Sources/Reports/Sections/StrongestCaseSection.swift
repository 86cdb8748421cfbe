import Claims
import Experiments
import Figures
import Statistics

/// What a critic would say first.
struct StrongestCaseSection: Section {
  let input: ReportInput
  let data: ResultData

  let title = "The strongest case against this report"

  var body: [Block] {
    let objections =
      [widestInterval, singleSeeds, influence, belowLinearClassifier].compactMap(\.self)
      + identicalRuns + [deviations, shortTraining].compactMap(\.self)
    return [.paragraph(objections.map { "- \($0)" }.joined(separator: "\n"))]
  }

  /// Among all differences of accuracy, those of the claims' cells too.
  private var widestInterval: String? {
    struct Spread {
      let name: String
      let low: Double
      let high: Double
      let n: Int
      let row: ResultRow
    }
    let ofContrasts = input.attentionEffects.flatMap { effect in
      effect.contrasts.compactMap { contrast -> Spread? in
        guard let low = contrast.low, let high = contrast.high else { return nil }
        return Spread(
          name: "\(contrast.name) on \(effect.model)", low: low, high: high, n: contrast.n,
          row: .difference(contrast.name, effect.model, effect.recipe))
      }
    }
    let ofCells = input.assessments.claims.filter {
      $0.claim.isAboutAccuracy && $0.kind != .optimum
    }.flatMap { assessment in
      assessment.claimedCells.compactMap { cell -> Spread? in
        guard let low = cell.low, let high = cell.high else { return nil }
        let name = "\(MarkdownText.escaped(assessment.id)) on \(cell.model)"
        return Spread(
          name: cell.h.map { "\(name) (\($0))" } ?? name, low: low, high: high, n: cell.n,
          row: .cell(of: assessment.id, cell.model, cell.h))
      }
    }
    func points(_ share: Double) -> String { NumberText.signed(share * 100, places: 1) }
    return (ofCells + ofContrasts).max { $0.high - $0.low < $1.high - $1.low }.map { widest in
      let ends = data.linked("[\(points(widest.low)), \(points(widest.high))]", to: widest.row)
      return "Widest interval: that of \(widest.name), \(ends) points with "
        + "\(counted(widest.n, "seed"))."
    }
  }

  private var singleSeeds: String? {
    let arms = input.evidence.cells.values.filter { !$0.results.isEmpty }
    let single = arms.count { $0.results.count == 1 }
    return single == 0
      ? nil
      : "\(single) of \(counted(arms.count, "arm")) that were trained \(single == 1 ? "rests" : "rest") on a "
        + "single seed and \(single == 1 ? "decides" : "decide") nothing, whatever "
        + "\(single == 1 ? "its point suggests" : "their points suggest")."
  }

  private var influence: String? {
    mostInfluentialSeed.map { influence in
      func points(_ share: Double, _ places: Int) -> String {
        NumberText.signed(share * 100, places: places)
      }
      // Of many seeds none moves a mean by a tenth of a point.
      let places = points(influence.with, 1) == points(influence.without, 1) ? 2 : 1
      let with = data.linked(points(influence.with, places), to: influence.row)
      return "Most influential seed: without seed \(influence.seed), \(influence.name) goes from "
        + "\(with) to \(points(influence.without, places)) points."
    }
  }

  private var deviations: String? {
    let strongest = input.ledger.rows.filter { !$0.weakensNothing }
    guard !strongest.isEmpty else { return nil }
    return "Deviations: \(counted(strongest.count, "row")) of "
      + "[the ledger](\(Report.appendixFile)#\(HeadingAnchor.of(DeviationsSection.heading))) weaken what can "
      + "be compared, among them \(list(strongest.prefix(4).map(\.what)))."
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
    let baseline = LinearBaseline(input)
    guard let linear = input.evidence.linearClassifier, baseline.below > 0 else { return nil }
    return "Models are undertrained: a linear classifier of raw pixels gets "
      + "\(data.linked("\(NumberText.percent(linear.accuracy)) %", to: .linearClassifier)), above the mean of \(baseline.below) of the "
      + "\(counted(baseline.arms, "arm")) that were shown as many images "
      + "(\(NumberText.grouped(linear.images)))."
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
    let groups = runs.values.filter { $0.count > 1 }.map { $0.map(\.words) }.sorted {
      $0[0] < $1[0]
    }
    guard let first = groups.first else { return [] }
    return [
      groups.count == 1
        ? "One observation, not \(first.count): \(list(first)) ended with the same weights."
        : "\(groups.count) sets of runs ended with the same weights and are one observation each, such as "
          + "\(list(first))."
    ]
  }

  private struct Influence {
    let seed: UInt64
    let name: String
    let with: Double
    let without: Double
    let row: ResultRow
  }

  /// The seed whose absence moves a difference most.
  private var mostInfluentialSeed: Influence? {
    var best: Influence?
    for effect in input.attentionEffects {
      for contrast in effect.contrasts {
        guard let estimate = contrast.estimate, contrast.n >= 2 else { continue }
        for left in contrast.differences {
          let rest = contrast.differences.filter { $0.seed != left.seed }
          let without = rest.reduce(0) { $0 + $1.value } / Double(rest.count)
          if best.map({ abs(without - estimate) > abs($0.without - $0.with) }) ?? true {
            best = Influence(
              seed: left.seed, name: "\(contrast.name) on \(effect.model)", with: estimate,
              without: without, row: .difference(contrast.name, effect.model, effect.recipe))
          }
        }
      }
    }
    return best
  }
}
