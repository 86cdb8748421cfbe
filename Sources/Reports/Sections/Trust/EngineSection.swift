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

/// What stands behind the numbers: the checks, and a known accuracy beside ours.
struct EngineSection: Section {
  let input: ReportInput

  let title = "Is the engine right?"

  var body: [Block] {
    [
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
    ] + knownAccuracies
  }

  /// Another implementation's accuracies beside ours, where both trained on the same data.
  private var knownAccuracies: [Block] {
    guard input.preset.data.isFashionMNIST else { return [] }
    return [
      """
      Accuracies that an independent PyTorch implementation of the same model and recipe reached on \
      Fashion-MNIST with \(NumberText.grouped(independentImages)) images shown, beside the runs of this \
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
          rows: independentAccuracies.map { row($0.attention, independent: $0.values) })),
    ]
  }

  private func row(_ attention: AttentionKind, independent: [Double]) -> [Table.Cell] {
    func words(_ values: [Double]) -> String {
      values.map { NumberText.fixed($0, places: 1) }.joined(separator: ", ")
    }
    let ours = input.evidence.cell(model: .s32, recipe: RecipeName.main, arm: Arm(attention))
    return [
      .text(Arm(attention).label), .text(words(independent)),
      .optional(ours.map { words($0.percentages) }),
      ours?.planned.first.map { .count($0.specification.recipe.images) } ?? .absent,
    ]
  }
}
