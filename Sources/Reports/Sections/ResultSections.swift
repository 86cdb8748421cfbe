import Claims
import Figures
import Statistics

extension Report {
  /// The controls: what "no difference" would have to be measured against.
  var worth: Section {
    var parts = [
      "Two controls that the paper does not have say what attention is worth on this data: with "
        + "`uniform` every weight is 1/L, with `none` tokens never meet before the pooling."
    ]
    parts += linearClassifier
    for worth in input.attentionEffects {
      let arms = worth.rows.map { row in
        [
          row.arm, NumberText.percent(row.mean),
          row.values.map { NumberText.percent($0.value) }.joined(separator: ", "),
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
            "difference, points", "mean", "interval", "each seed", "n", "error: seeds, images",
          ],
          rows: worth.contrasts.map(row), numeric: [1]
        ).text)
    }
    parts.append(
      "Intervals: 95 % t intervals of the paired difference, residual variance of the two arms, "
        + "unit: seed. The last column is the standard error, in points, where seeds and test "
        + "images are both a sample (a bootstrap that draws each whole); in brackets its parts: "
        + "that of the seeds alone, the test set held fixed, and that of the images alone, the "
        + "trained models held fixed. One seed shows the images' part alone.")
    return Section(title: "What attention is worth here", parts: parts)
  }

  /// Once for the data set: it depends on no model.
  private var linearClassifier: [String] {
    guard let linear = input.evidence.linearClassifier else { return [] }
    let error = FiniteTestSet.standardError(accuracy: linear.accuracy, images: linear.evaluated)
    return [
      "A linear classifier of the raw pixels, shown \(NumberText.grouped(linear.images)) images, reaches "
        + "\(NumberText.percent(linear.accuracy)) % of \(NumberText.grouped(linear.evaluated)) test images (binomial "
        + "standard error \(NumberText.percent(error, places: 2)) points): the floor that this data gives without any "
        + "attention."
    ]
  }

  /// On which test images a model's runs were scored, and how far that alone lets one be wrong.
  private func evaluated(_ worth: AttentionEffect) -> String {
    let runs = input.preset.runs.filter { $0.model == worth.model && $0.recipe == worth.recipe }
    let shown = Set(runs.map(\.specification.recipe.images)).sorted().map(NumberText.grouped)
    let all = input.preset.data.testImages
    let tested = Set(runs.map(\.specification.evaluationImages)).sorted().map { count in
      let error = FiniteTestSet.standardError(accuracy: 0.5, images: count)
      return
        (count < all
        ? "the first \(NumberText.grouped(count)) of \(NumberText.grouped(all))"
        : "all \(NumberText.grouped(all))")
        + " test images (binomial standard error of one accuracy at most "
        + "\(NumberText.percent(error, places: 2)) points)"
    }
    return "Shown \(list(shown)) images in training, scored on \(list(tested))."
  }

  private func row(_ contrast: AttentionEffect.Contrast) -> [String] {
    let interval =
      contrast.low.flatMap { low in
        contrast.high.map {
          "[\(NumberText.signed(low * 100, places: 1)), \(NumberText.signed($0 * 100, places: 1))]"
        }
      } ?? contrast.reason?.words ?? "-"
    return [
      contrast.name, contrast.estimate.map { NumberText.signed($0 * 100, places: 1) } ?? "-",
      interval,
      contrast.differences.map { NumberText.signed($0.value * 100, places: 1) }.joined(
        separator: ", "),
      "\(contrast.n)", contrast.errors.map(Self.words) ?? "-",
    ]
  }

  /// "0.61 (seeds 0.35, images 0.50)".
  private static func words(_ errors: AttentionEffect.Errors) -> String {
    let images = "images \(NumberText.percent(errors.images, places: 2))"
    guard let both = errors.both, let seeds = errors.seeds else { return images }
    return
      "\(NumberText.percent(both, places: 2)) (seeds \(NumberText.percent(seeds, places: 2)), \(images))"
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
