import Claims
import Figures
import Statistics

/// The controls: what "no difference" would have to be measured against.
struct AttentionEffectSection {
  let input: ReportInput
  let data: ResultData

  var body: [Block] {
    guard !shown.isEmpty else { return [] }
    return [
      """
      Two controls that the paper does not have give the effect of attention on this data: with \
      `uniform` every weight is 1/L, with `none` no token attends to another before the pooling. The \
      attention effect is softmax minus uniform.
      """
    ] + linearClassifier + shown.flatMap(blocks) + [
      """
      Intervals: \(Look.words(of: input.evidence.look.level)) t intervals of the paired difference, \
      unit: seed. Over how many of the model's arms the residual variance is pooled, and its degrees of \
      freedom, stand in each row. More than \(Table.Cell.mostSeeds) seeds are shown by the lowest and the \
      highest; each stands in the results. Where two arms have different seeds, their means differ by \
      another number than the paired difference, which is over the seeds that both have. The last column is the standard error, in points, where seeds and test images are both a \
      sample (a bootstrap that draws each whole); in brackets its parts: that of the seeds alone, the \
      test set held fixed, and that of the images alone, the trained models held fixed. With one seed \
      only the images' part is shown.
      """
    ]
  }

  /// Those with a difference: what was not run stands in the table of what the preset leaves out.
  private var shown: [AttentionEffect] {
    input.attentionEffects.filter { $0.contrasts.contains { $0.estimate != nil } }
  }

  /// Once for the data set: it depends on no model.
  private var linearClassifier: [Block] {
    guard let linear = input.evidence.linearClassifier else { return [] }
    let error = FiniteTestSet.standardError(accuracy: linear.accuracy, images: linear.evaluated)
    return [
      """
      A linear classifier of the raw pixels, shown \(NumberText.grouped(linear.images)) images, \
      reaches \(data.linked("\(NumberText.percent(linear.accuracy)) %", to: .linearClassifier)) of \
      \(NumberText.grouped(linear.evaluated)) test images (binomial standard error \
      \(data.linked("\(NumberText.percent(error, places: 2)) points", to: .linearClassifier))): the \
      baseline without any attention.
      """
    ]
  }

  private func blocks(_ effect: AttentionEffect) -> [Block] {
    let runs = runs(effect)
    let cells = input.evidence.cells(model: effect.model, recipe: effect.recipe)
    return [
      .heading("\(effect.model), recipe after \(effect.recipe)"),
      .paragraph(evaluated(effect)),
      .table(
        Table(
          [.text("arm"), .number("mean accuracy, %"), .text("each seed"), .text("seeds")],
          rows: effect.rows.map { row in
            let arm = cells.first { $0.key.arm.label == row.arm }
            let numbers: [Table.Cell] = [
              .text(row.arm), .percent(row.mean, places: 1),
              .seeds(
                row.values.map(\.value),
                links: row.values.map { runs[row.arm]?[$0.seed].flatMap { data.link(.run($0)) } },
                all: arm.flatMap { data.link(.arm($0)) }
              ) { NumberText.percent($0) },
              .text(
                "\(row.values.count) of \(row.planned)"
                  + (row.diverged > 0 ? ", \(row.diverged) diverged" : "")),
            ]
            return numbers.linked(to: arm.flatMap { data.link(.arm($0)) }, from: 1)
          })),
      .table(
        Table(
          [
            .text("difference, points"), .number("mean"), .text("interval"), .text("each seed"),
            .text("n"), .text("pooled over"), .text("error: seeds, images"),
          ],
          rows: effect.contrasts.filter { $0.estimate != nil }.map { contrast in
            row(contrast, of: effect).linked(
              to: data.link(
                .difference(contrast.name, effect.model, effect.recipe)),
              from: 1)
          })),
    ]
  }

  /// On which test images a model's runs were scored, and the error that this alone leaves.
  private func evaluated(_ effect: AttentionEffect) -> String {
    let runs = input.preset.runs.filter {
      $0.model == effect.model && $0.recipe == effect.recipe && $0.panel == .claims
    }
    let shown = Set(runs.map(\.specification.recipe.images)).sorted().map(NumberText.grouped)
    let all = input.preset.data.testImages
    let tested = Set(runs.map(\.specification.evaluationImages)).sorted().map { count in
      let error = FiniteTestSet.standardError(accuracy: 0.5, images: count)
      let images =
        count < all
        ? "the first \(NumberText.grouped(count)) of \(NumberText.grouped(all))"
        : "all \(NumberText.grouped(all))"
      return "\(images) test images (binomial standard error of one accuracy at most "
        + "\(NumberText.percent(error, places: 2)) points)"
    }
    return "Shown \(list(shown)) images in training, scored on \(list(tested))."
  }

  private func row(_ contrast: AttentionEffect.Contrast, of effect: AttentionEffect) -> [Table.Cell]
  {
    [
      .text(contrast.name),
      contrast.estimate.map { .signed($0 * 100, places: 1) } ?? .absent,
      contrast.points.map { .text($0) } ?? contrast.reason.map { .named($0.words) } ?? .absent,
      .seeds(contrast.differences.map(\.value)) { NumberText.signed($0 * 100, places: 1) },
      .whole(contrast.n), .optional(pooling(contrast)),
      .optional(effect.errors(of: contrast, in: input.evidence).map(Self.words)),
    ]
  }

  /// Such as "6 arms, df 18".
  private func pooling(_ contrast: AttentionEffect.Contrast) -> String? {
    guard let arms = contrast.pooledArms, let freedom = contrast.degreesOfFreedom else {
      return nil
    }
    return arms == 1 ? "its own spread, df \(freedom)" : "\(arms) arms, df \(freedom)"
  }

  /// The runs of a model's arms, by the arm's words and the seed.
  private func runs(_ effect: AttentionEffect) -> [String: [UInt64: String]] {
    input.evidence.cells(model: effect.model, recipe: effect.recipe).reduce(into: [:]) {
      runs, cell in
      let ids = cell.planned.map { ($0.specification.seed, $0.specification.id) }
      runs[cell.key.arm.label] = Dictionary(ids, uniquingKeysWith: { first, _ in first })
    }
  }

  /// "0.61 (seeds 0.35, images 0.50)".
  private static func words(_ errors: AttentionEffect.Errors) -> String {
    func points(_ error: Double) -> String { NumberText.percent(error, places: 2) }
    let images = "images \(points(errors.images))"
    guard let both = errors.both, let seeds = errors.seeds else { return images }
    return "\(points(both)) (seeds \(points(seeds)), \(images))"
  }
}
