import Claims
import Statistics

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
    let shown = FigureName.allCases.filter { !$0.hasSectionOfItsOwn }
      .compactMap { picture($0) }
    return Section(
      title: "Figures",
      parts: shown.isEmpty
        ? ["No run that a figure needs is finished."]
        : shown.flatMap { picture in ["### \(picture.figure.title)"] + show(picture) })
  }
}
