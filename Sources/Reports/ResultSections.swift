import Claims
import Statistics
import Timing

extension Report {
  /// The controls: what "no difference" would have to be measured against.
  var worth: Section {
    var parts = [
      "Two controls that the paper does not have say what attention is worth on this data: with "
        + "`uniform` every weight is 1/L, with `none` tokens never meet before the pooling."
    ]
    parts += linearClassifier
    for worth in input.worths {
      let arms = worth.rows.map { row in
        [
          row.arm, percent(row.mean), row.values.map { percent($0.value) }.joined(separator: ", "),
          "\(row.values.count) of \(row.planned)"
            + (row.diverged > 0 ? ", \(row.diverged) diverged" : ""),
        ]
      }
      parts.append("### \(worth.model), recipe after \(worth.recipe)")
      parts.append(evaluated(worth))
      parts.append(
        MarkdownTable(
          header: ["arm", "mean accuracy, %", "each seed", "seeds"], rows: arms, numeric: [1]
        ).text)
      parts.append(
        MarkdownTable(
          header: [
            "difference, points", "mean", "interval", "each seed", "n", "error of the test set",
          ],
          rows: worth.contrasts.map(row), numeric: [1]
        ).text)
    }
    parts.append(
      "Intervals: 95 % t intervals of the paired difference, residual variance of the two arms, "
        + "unit: seed. The error of the test set is the standard error that its finite number of "
        + "images leaves, trained models held fixed.")
    return Section(title: "What attention is worth here", parts: parts)
  }

  /// Once for the data set: it depends on no model.
  private var linearClassifier: [String] {
    guard let linear = input.evidence.linearClassifier else { return [] }
    let error = FiniteTestSet.standardError(accuracy: linear.accuracy, images: linear.evaluated)
    return [
      "A linear classifier of the raw pixels, shown \(grouped(linear.images)) images, reaches "
        + "\(percent(linear.accuracy)) % of \(grouped(linear.evaluated)) test images (binomial "
        + "standard error \(percent(error, 2)) points): the floor that this data gives without any "
        + "attention."
    ]
  }

  /// On which test images a model's runs were scored, and how far that alone lets one be wrong.
  private func evaluated(_ worth: AttentionWorth) -> String {
    let runs = input.preset.runs.filter { $0.model == worth.model && $0.recipe == worth.recipe }
    let shown = Set(runs.map(\.specification.recipe.images)).sorted().map(grouped)
    let all = input.preset.data.testImages
    let tested = Set(runs.map(\.specification.evaluationImages)).sorted().map { count in
      let error = FiniteTestSet.standardError(accuracy: 0.5, images: count)
      return
        (count < all ? "the first \(grouped(count)) of \(grouped(all))" : "all \(grouped(all))")
        + " test images (binomial standard error of one accuracy at most "
        + "\(percent(error, 2)) points)"
    }
    return "Shown \(list(shown)) images in training, scored on \(list(tested))."
  }

  private func row(_ contrast: AttentionWorth.Contrast) -> [String] {
    let interval =
      contrast.low.flatMap { low in
        contrast.high.map { "[\(signed(low * 100, 1)), \(signed($0 * 100, 1))]" }
      } ?? contrast.note ?? "-"
    return [
      contrast.name, contrast.estimate.map { signed($0 * 100, 1) } ?? "-", interval,
      contrast.differences.map { signed($0.value * 100, 1) }.joined(separator: ", "),
      "\(contrast.n)", contrast.testSetError.map { percent($0, 2) } ?? "-",
    ]
  }

  var figures: Section {
    // In the order of the paper's figures, which is that of the names.
    let shown = FigureName.allCases.filter { $0 != .timing && $0 != .initialisation }
      .compactMap { picture($0) }
    return Section(
      title: "Figures",
      parts: shown.isEmpty
        ? ["No run that a figure needs is finished."]
        : shown.flatMap { picture in ["### \(picture.figure.title)"] + show(picture) })
  }

  var timing: Section {
    guard !input.evidence.timings.isEmpty else {
      return Section(title: "Timing", parts: ["Nothing was timed."])
    }
    let rows = input.evidence.timings.map { timing -> [String] in
      let measured = timing.valid ? ratio(timing.measured) : "invalid: the control failed"
      let blocks = timing.details.map { ", \(counted($0.blocks, "block"))" } ?? ""
      let units = "\(timing.units) \(timing.unit)s\(blocks), \(timing.dropped) dropped"
      let published =
        input.published(timing.name).map { "\(signed($0.overhead * 100, 1)) % (\($0.model))" }
        ?? "-"
      let predicted = "\(signed((timing.predicted - 1) * 100, 1)) %"
      return [
        timing.name, timing.model, measured, ratio(timing.control), units, predicted,
        published,
      ]
    }
    let halfWidths = Set(input.evidence.timings.map { "\(fixed($0.halfWidth * 100, 0)) %" })
      .sorted()
    let settings = input.evidence.timings.map {
      "`\($0.name)`, \($0.model): \($0.setting), \(counted($0.threads, "thread")), median step "
        + "\(fixed($0.secondsA, 3)) s without and \(fixed($0.secondsB, 3)) s with."
    }
    let load = fixed(MachineLoad.largestOutside, 2)
    let pressure = fixed(100 * MachineLoad.largestPressure, 0)
    let method = """
      Whole training steps of a model, of its copy (the control) and of the model with the option, \
      interleaved in mirrored blocks in random order, in eight or more short fresh processes. A process \
      gives the median of its blocks' log ratios, and the interval is Student's over processes; it \
      counts only when the control's whole 99 % interval lies within the half-width asked for \
      (\(list(halfWidths))). Blocks during which other programs kept more than \(load) processors \
      busy, or some while tasks waited for a processor for more than \(pressure) % of the time, are dropped.
      """
    let table = MarkdownTable(
      header: [
        "what", "model", "measured, 95 %", "control, 99 %", "over", "by multiplications",
        "published",
      ], rows: rows)
    let caveat = """
      The paper's number is in core hours of a TPU, for whole trainings of S/8; a second of this \
      processor is not the same unit.
      """
    return Section(
      title: "Timing",
      parts: [method, table.text, settings.joined(separator: " "), caveat]
        + (picture(.timing).map(show) ?? []))
  }

  private func ratio(_ interval: RatioInterval) -> String {
    "\(signed((interval.ratio - 1) * 100, 1)) % [\(signed((interval.low - 1) * 100, 1)), "
      + "\(signed((interval.high - 1) * 100, 1))]"
  }
}
