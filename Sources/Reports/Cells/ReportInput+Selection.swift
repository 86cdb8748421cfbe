import Claims
import Experiments
import Networks
import Paper
import Timing

extension ReportInput {
  /// An arm's cell, whatever families its runs serve; nil without a usable result, and where the
  /// figure is not to show it.
  func drawnCell(model: PaperModel, recipe: RecipeName, arm: Arm) -> Cell? {
    guard selection.shows(model: model), selection.shows(attention: arm.attention.name),
      let cell = evidence.cell(model: model, recipe: recipe, arm: arm), cell.defect == nil,
      !cell.results.isEmpty
    else { return nil }
    return cell
  }

  /// An arm over the exponents that were run.
  func sweep(
    model: PaperModel, recipe: RecipeName, _ h: Pointwise, arm: (AttentionKind) -> Arm
  ) -> [(alpha: LengthExponent, cell: Cell)] {
    evidence.cells(model: model, recipe: recipe).compactMap { cell in
      guard case .pointwise(h, let alpha) = cell.key.arm.attention,
        cell.key.arm == arm(cell.key.arm.attention),
        let drawn = drawnCell(model: model, recipe: recipe, arm: cell.key.arm)
      else { return nil }
      return (alpha, drawn)
    }.sorted { $0.alpha < $1.alpha }
  }

  /// The mean weights before training that a figure is to show.
  var drawnInitialisation: InitialisationResult? {
    var result = evidence.initialisation
    result?.entries.removeAll { !selection.shows(attention: $0.attention) }
    return result
  }

  /// The timings that a figure is to show.
  var drawnTimings: [TimingComparison] {
    evidence.timings.filter { timing in
      selection.shows(model: timing.model)
        && timing.id.weights.map { selection.shows(attention: $0.name) } ?? true
    }
  }

  /// The claim that fixes how large a difference is none, for a figure of ours.
  func equivalence(shownBy figure: FigureName) -> Claim? {
    claims.claims.first {
      $0.figure == figure.rawValue && $0.kind == .equivalence && $0.quantity == .accuracy
    }
  }
}
