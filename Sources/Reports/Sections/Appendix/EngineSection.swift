import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics

/// What stands behind the numbers: the checks, and a known accuracy beside ours.
struct EngineSection: Section {
  let input: ReportInput
  let data: ResultData

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
      [\(change[0]) to \(change[1]) %](\(ResultData.folder)/trajectories.csv). Beside it is what rounding alone does: PyTorch in float32 against \
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
            let numbers: [Table.Cell] = [
              .text(row.arm.label), .text("\(row.recipe)"),
              .scientific(row.difference), .scientific(row.bound), .scientific(row.rounding),
            ]
            let link = data.link(.trajectory(row.arm.label, "\(row.recipe)"))
            return numbers.linked(to: link, from: 2) + [.code(row.run)]
          })),
    ]
  }

  /// Another implementation's accuracies beside ours, where both trained on as many images.
  private var knownAccuracies: [Block] {
    let comparison = EngineComparison(input)
    let known = comparison.known
    guard let finding = comparison.finding else { return [] }
    return [
      """
      Accuracies of an independent PyTorch \(known.torch) implementation of the same model and recipe, \
      \(known.model) on Fashion-MNIST, beside those of this store: both shown \
      \(NumberText.grouped(known.images)) images in training and scored on the same \
      \(NumberText.grouped(known.testImages)) test images. The two share no weights, no data order and no \
      code, so only means over seeds can be compared. \(finding) Intervals: Welch's t interval of the \
      difference of two independent means, \(Look.words(of: comparison.level)) each, so that all together \
      hold with 95 %; the unit is the seed. The script is checked in \
      (Tests/ExperimentsTests/Fixtures/independent_accuracy.py).
      """,
      .table(
        Table(
          [
            .text("arm"), .number("PyTorch, mean, %"), .number("seeds"), .number("here, mean, %"),
            .number("seeds"), .text("here − PyTorch, points"),
          ],
          rows: comparison.rows.map { row($0, in: comparison) })),
    ]
  }

  private func row(_ row: EngineComparison.Row, in comparison: EngineComparison) -> [Table.Cell] {
    func points(_ value: Double) -> String { NumberText.signed(value, places: 1) }
    let difference = comparison.interval(row).map {
      "\(points($0.estimate)) [\(points($0.low)), \(points($0.high))]"
    }
    let cells: [Table.Cell] = [
      .text(row.arm.label), .percent(Estimate.mean(row.theirs) / 100, places: 1),
      .whole(row.theirs.count), .percent(Estimate.mean(row.ours.percentages) / 100, places: 1),
      .whole(row.ours.percentages.count), .text(difference ?? "one seed: points only"),
    ]
    return cells.linked(to: data.link(.independent(row.arm)), from: 1)
  }
}
