import Claims
import Experiments
import Figures
import Networks
import Paper

/// What stands behind the numbers: the checks, and a known accuracy beside ours.
struct EngineSection: Section {
  let input: ReportInput

  let title = "Is the engine right?"

  var body: [Block] {
    [
      """
      The test suite (`make test`) holds the engine against sources that do not share its code:

      - a slow Double model, written apart from the kernels, agrees with PyTorch in float64 in \
      logits, loss and every gradient, to a normalised error of \(ReferenceTolerance.doubleModel), for every h at alpha 0, 0.5, \
      1 and 2, softmax, both controls, the gate, and no qk-layernorm (fixtures and the script that \
      made them are checked in);
      - its gradients agree with central differences;
      - the float engine agrees with the Double model to a normalised error of \
      \(ReferenceTolerance.floatEngine), at edge sizes too, and over ten training steps to \
      \(ReferenceTolerance.trainingLoss) in the loss;
      - after one step every parameter that a variant uses has moved;
      - one, two and three threads give the same weights, bit for bit;
      - a task that only attention can solve is solved with softmax and with ReLU at alpha = 1, and \
      not without attention.
      """
    ] + trajectories + knownAccuracies
  }

  /// Another implementation's weights beside ours, after the same steps.
  private var trajectories: [Block] {
    let known = IndependentTrajectories.shipped
    let changes = known.rows.map(\.change)
    let change = [changes.min() ?? 0, changes.max() ?? 0].map {
      NumberText.percent($0, places: 0)
    }
    return [
      """
      An independent PyTorch \(known.torch) script took the first \(known.steps) steps of runs of \
      \(known.model) with \(NumberText.grouped(known.images)) images in float32, from their initial \
      weights and on their images, as `rectify export` writes both. The difference of all weights after \
      these steps is in Euclidean norm, as a share of the weights, which themselves moved by \
      \(change[0]) to \(change[1]) %. Beside it is what rounding alone does: PyTorch in float32 against \
      itself in float64. Rounding counts for more where h has a kink, and without qk-layernorm, where \
      gradients are zero but for rounding and Adam scales them up; the script (\(known.script)) derives \
      the bounds. `make trajectory` makes the table again (numerics of revision \
      \(known.numericsRevision), Python \(known.python), \(known.processor)).
      """,
      .table(
        Table(
          [
            .text("arm"), .text("recipe"), .number("difference"), .number("bound"),
            .number("rounding alone"), .code("run"),
          ],
          rows: known.rows.map { row in
            [
              .text(row.arm.label), .text("\(row.recipe)"),
              .scientific(row.difference), .scientific(row.bound), .scientific(row.rounding),
              .code(row.run),
            ]
          })),
    ]
  }

  /// Another implementation's accuracies beside ours, where both trained on the same data.
  private var knownAccuracies: [Block] {
    guard input.preset.data.isFashionMNIST else { return [] }
    let known = IndependentAccuracies.shipped
    return [
      """
      Accuracies that an independent PyTorch implementation of the same model and recipe reached on \
      Fashion-MNIST with \(NumberText.grouped(known.images)) images shown, beside the runs of this \
      store. The two share no weights and no data order, so only means can be compared, and only where \
      the images shown are as many. The script is checked in \
      (Tests/ExperimentsTests/Fixtures/independent_accuracy.py).
      """,
      .table(
        Table(
          [
            .text("arm"), .text("PyTorch, %, each seed"), .text("here, %, each seed"),
            .text("images shown here"),
          ],
          rows: known.rows.map { row($0, of: known.model) })),
    ]
  }

  private func row(
    _ known: IndependentAccuracies.Row, of model: PaperModel
  ) -> [Table.Cell] {
    func words(_ values: [Double]) -> String {
      values.map { NumberText.fixed($0, places: 1) }.joined(separator: ", ")
    }
    let ours = input.evidence.cell(model: model, recipe: RecipeName.main, arm: known.arm)
    return [
      .text(known.arm.label), .text(words(known.percentages)),
      .optional(ours.map { words($0.percentages) }),
      ours?.planned.first.map { .count($0.specification.recipe.images) } ?? .absent,
    ]
  }
}
