import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics

extension ReportInput {
  /// Softmax as a band, the controls and the linear classifier as quiet lines. The classifier stands
  /// only beside runs that saw as many images as it did.
  func references(model: PaperModel, recipe: RecipeName, softmaxIsBand: Bool) -> [Reference] {
    func reference(
      _ attention: AttentionKind, _ label: String, _ prominence: Reference.Prominence
    ) -> (Cell, Reference)? {
      guard let cell = drawnCell(model: model, recipe: recipe, arm: Arm(attention)) else {
        return nil
      }
      let values = cell.percentages
      return (
        cell,
        Reference(
          name: attention.name, label: label, prominence: prominence, value: Estimate.mean(values),
          interval: cell.interval(of: values), replicates: values)
      )
    }
    let arms = [
      softmaxIsBand ? reference(.softmax, "softmax", .band(.ink)) : nil,
      reference(.none, "no attention", .quiet(.dashed)),
      reference(.uniform, "uniform attention", .quiet(.dotted)),
    ].compactMap(\.self)
    var references = arms.map(\.1)
    let shown = Set(arms.map { $0.0.specification.recipe.images })
    if let linear = evidence.linearClassifier, shown == [linear.images] {
      references.append(
        Reference(
          name: "linear classifier", prominence: .quiet(.solid), value: linear.accuracy * 100))
    }
    return references
  }
}
