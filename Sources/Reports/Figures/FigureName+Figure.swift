import Claims
import Figures

extension FigureName {
  /// The figure, or what is chosen of it, which has a name of its own. Nil where the store has
  /// nothing to draw it from.
  public func figure(
    _ input: ReportInput, showing selection: FigureSelection = FigureSelection()
  ) -> Figure? {
    var input = input
    input.selection = selection
    guard var figure = made(from: input) else { return nil }
    figure.name += selection.suffix
    figure.provenance.merge(selection.provenance) { $1 }
    figure.provenance["figure"] = rawValue
    return figure
  }

  private func made(from input: ReportInput) -> Figure? {
    switch self {
    case .claims: claimsFigure(input, name: rawValue)
    case .matrix: matrixFigure(input, name: rawValue)
    case .scaling:
      scalingFigure(
        input, over: .coreHours, margin: input.equivalence(shownBy: .scaling), name: rawValue)
    case .scalingFLOPs:
      scalingFigure(
        input, over: .flops, margin: input.equivalence(shownBy: .scaling), name: rawValue)
    case .alpha: alphaFigure(input, name: rawValue)
    case .qknorm:
      optionFigure(input, .qkNorm, margin: input.equivalence(shownBy: self), name: rawValue)
    case .gating:
      optionFigure(input, .gate, margin: input.equivalence(shownBy: self), name: rawValue)
    case .learning: learningFigure(input, name: rawValue)
    case .length: lengthFigure(input, name: rawValue)
    case .sweep: sweepFigure(input, name: rawValue)
    case .initialisation: initialisationFigure(input, name: rawValue)
    case .timing: timingFigure(input, name: rawValue)
    case .operator: operatorFigure(input, name: rawValue)
    }
  }
}
