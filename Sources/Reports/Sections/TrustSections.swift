import Claims
import Experiments
import Figures
import Networks
import Paper

/// Accuracies in per cent, seeds 0 to 2, of the S/32 stand-in (width 32, depth 4, 2 heads, L = 49) on
/// Fashion-MNIST after 24,000 images shown, 10,000 test images: printed by
/// Tests/ExperimentsTests/Fixtures/independent_accuracy.py under PyTorch 2.15.
private let independentImages = 24_000
private let independentAccuracies: [(attention: AttentionKind, values: [Double])] = [
  (.softmax, [76.35, 74.19, 75.97]),
  (.pointwise(.relu, alpha: LengthExponent(1)), [74.36, 71.47, 73.60]),
  (.pointwise(.relu, alpha: LengthExponent(0)), [72.80, 70.54, 73.34]),
  (.uniform, [70.68, 70.87, 67.42]),
  (.none, [69.87, 68.80, 66.58]),
]

extension Report {
  /// What stands behind the numbers: the checks, and a known accuracy beside ours.
  var engine: Section {
    Section(
      title: "Is the engine right?",
      parts: [
        """
        The test suite (`make test`) holds the engine against sources that do not share its code:

        - a slow Double model, written apart from the kernels, agrees with PyTorch in float64 in \
        logits, loss and every gradient, to a normalised error of 1e-10, for every h at alpha 0, 0.5, \
        1 and 2, softmax, both controls, the gate, and no qk-layernorm (fixtures and the script that \
        made them are checked in);
        - its gradients agree with central differences;
        - the float engine agrees with the Double model to a normalised error of 2e-5, at edge sizes \
        too, and over ten training steps to 1e-4 in the loss;
        - after one step every parameter that a variant uses has moved;
        - one, two and three threads give the same weights, bit for bit;
        - a task that only attention can solve is solved with softmax and with ReLU at alpha = 1, and \
        not without attention.
        """
      ] + knownAccuracies)
  }

  /// Another implementation's accuracies beside ours, where both trained on the same data.
  private var knownAccuracies: [String] {
    guard input.preset.data.isFashionMNIST else { return [] }
    let rows = independentAccuracies.map { attention, values -> [String] in
      let ours = input.evidence.cell(model: .s32, recipe: RecipeName.main, arm: Arm(attention))
      let shown = ours?.planned.first?.specification.recipe.images
      return [
        Arm(attention).label,
        values.map { NumberText.fixed($0, places: 1) }.joined(separator: ", "),
        ours.map { $0.percentages.map { NumberText.fixed($0, places: 1) }.joined(separator: ", ") }
          ?? "-",
        shown.map(NumberText.grouped) ?? "-",
      ]
    }
    return [
      "Accuracies that an independent PyTorch implementation of the same model and recipe reached on "
        + "Fashion-MNIST with \(NumberText.grouped(independentImages)) images shown, beside the runs of this "
        + "store. The two share no weights and no data order, so means are to be compared, and only "
        + "where the images shown are as many. The script is checked in "
        + "(Tests/ExperimentsTests/Fixtures/independent_accuracy.py).",
      MarkdownTable(
        header: ["arm", "PyTorch, %, each seed", "here, %, each seed", "images shown here"],
        rows: rows
      ).text,
    ]
  }

  /// Everything that did not go as planned: a failure of ours is never one of the paper.
  var failures: Section {
    var lines: [String] = []
    for run in input.finished where run.result.outcome == .diverged {
      lines.append(
        "- Diverged at step \(run.result.steps): \(name(run.planned)). It counts with the accuracy of "
          + "chance in figures and claims of order.")
    }
    if let asked = input.preset.initialisation, input.evidence.initialisation == nil {
      lines.append(
        "- No measurement of untrained models, which the preset asks for with "
          + "\(counted(asked, "seed")).")
    }
    for (run, state) in input.missing where state != .damaged {
      lines.append("- No result (\(state.rawValue)): \(name(run)).")
    }
    for timing in input.evidence.timings {
      if !timing.valid {
        lines.append(
          "- Invalid timing: `\(timing.id)` of \(timing.model), \(timing.defect ?? ""); its "
            + "control's 99 % interval is "
            + "\(NumberText.signed((timing.control.low - 1) * 100, places: 1)) to "
            + "\(NumberText.signed((timing.control.high - 1) * 100, places: 1)) %.")
      }
      if timing.dropped > 0 {
        lines.append(
          "- \(counted(timing.dropped, "block")) of `\(timing.id)`, \(timing.model), dropped: other "
            + "programs were busy.")
      }
    }
    for measurement in input.damagedMeasurements {
      lines.append(
        "- Unusable measurement, so every claim that needs it is invalid: "
          + "\(measurement.error.defect).")
    }
    for cell in input.evidence.cells.values.sorted(by: { $0.key < $1.key }) {
      if let defect = cell.defect?.words {
        lines.append("- Unusable result, so every claim that needs it is invalid: \(defect).")
      }
    }
    return Section(
      title: "What failed",
      parts: [
        lines.isEmpty
          ? "Nothing: every planned run has a finite result." : lines.joined(separator: "\n")
      ])
  }

  /// What a critic would say first.
  var strongestCase: Section {
    var lines: [String] = []
    if let widest = input.attentionEffects.flatMap(\.contrasts).compactMap({ contrast in
      contrast.low.flatMap { low in contrast.high.map { (contrast.name, $0 - low, contrast.n) } }
    }).max(by: { $0.1 < $1.1 }) {
      lines.append(
        "- Widest interval: \(widest.0) spans \(NumberText.percent(widest.1)) points with "
          + "\(counted(widest.2, "seed")).")
    }
    let single = input.evidence.cells.values.filter { $0.results.count == 1 }.count
    if single > 0 {
      lines.append(
        "- \(counted(single, "cell")) of \(input.evidence.cells.count) rest on a single seed and decide "
          + "nothing, whatever their points suggest.")
    }
    if let influence = mostInfluentialSeed {
      lines.append(
        "- Most influential seed: without seed \(influence.seed), \(influence.name) goes from "
          + "\(NumberText.signed(influence.with * 100, places: 1)) to \(NumberText.signed(influence.without * 100, places: 1)) points."
      )
    }
    lines += armsBelowLinearClassifier + identicalRuns
    let strongest = input.ledger.rows.filter { !$0.weakensNothing }
    if !strongest.isEmpty {
      lines.append(
        "- Largest deviations: \(counted(strongest.count, "row")) of the ledger below the paper's "
          + "configuration, among them "
          + list(strongest.prefix(4).map { "\($0.what) (\($0.paper) there, \($0.ours) here)" })
          + ".")
    }
    let recipes = input.preset.runs.map(\.specification.recipe)
    if let shortest = recipes.map(\.steps).min(), let longest = recipes.map(\.steps).max() {
      let steps =
        shortest == longest
        ? NumberText.grouped(longest)
        : "\(NumberText.grouped(shortest)) to \(NumberText.grouped(longest))"
      let batches = Set(recipes.map(\.batch)).sorted().map { "\($0)" }
      lines.append(
        "- Training is short: \(steps) steps of \(list(batches)) images. Which arm leads can "
          + "change with the length of training, so no verdict here speaks for long ones.")
    }
    return Section(
      title: "The strongest case against this report", parts: [lines.joined(separator: "\n")])
  }

  /// What a classifier without any attention reaches on the same images, where it is more than an arm.
  private var armsBelowLinearClassifier: [String] {
    guard let linear = input.evidence.linearClassifier else { return [] }
    let cells = input.evidence.cells.values.filter { !$0.results.isEmpty }
    let below = cells.filter {
      mean($0.percentages) < linear.accuracy * 100
    }
    guard !below.isEmpty else { return [] }
    return [
      "- A linear classifier of raw pixels, trained on as many images, is at "
        + "\(NumberText.percent(linear.accuracy)) %: above the mean of \(below.count) of "
        + "\(counted(cells.count, "cell")). The models are far from what the data allows."
    ]
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
    return runs.values.filter { $0.count > 1 }.map { $0.map(name) }.sorted { $0[0] < $1[0] }
      .map { "- One observation, not \($0.count): \(list($0)) ended with the same weights." }
  }

  /// The seed whose absence moves a difference most.
  private var mostInfluentialSeed: (seed: UInt64, name: String, with: Double, without: Double)? {
    var best: (seed: UInt64, name: String, with: Double, without: Double)?
    for contrast in input.attentionEffects.flatMap(\.contrasts) {
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

  /// "S/32, relu at alpha 1, seed 0".
  private func name(_ run: PlannedRun) -> String {
    let model = run.recipe == RecipeName.main ? "\(run.model)" : "\(run.model) (\(run.recipe))"
    return "\(model), \(Arm(run.specification.model).label), seed \(run.specification.seed)"
  }
}
