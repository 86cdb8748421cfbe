import Figures

/// The figures that a report can show, by the names that the command line takes.
public enum FigureName: String, CaseIterable, Sendable {
  /// Every claim with its verdict.
  case claims
  /// The paper's Figure 1, over core hours.
  case scaling
  /// The same over floating-point operations, which no machine has a say in.
  case scalingFLOPs = "scaling-flops"
  /// The paper's Figure 2.
  case alpha
  /// The paper's Figure 3.
  case qknorm
  /// The paper's Figure 4.
  case gating
  /// The training curve.
  case learning
  /// The paper's argument for dividing by L.
  case initialisation
  /// What options cost in a training step.
  case timing
  /// What each attention costs beside ReLU's, the operator alone.
  case `operator`

  /// Also `fig1` to `fig4` for the paper's figures.
  public init?(argument: String) {
    switch argument {
    case "fig1": self = .scaling
    case "fig2": self = .alpha
    case "fig3": self = .qknorm
    case "fig4": self = .gating
    default: self.init(rawValue: argument)
    }
  }

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
    case .claims: claimsFigure(input)
    case .scaling: scalingFigure(input, over: .coreHours)
    case .scalingFLOPs: scalingFigure(input, over: .flops)
    case .alpha: alphaFigure(input)
    case .qknorm: optionFigure(input, .qkNorm)
    case .gating: optionFigure(input, .gate)
    case .learning: learningFigure(input)
    case .initialisation: initialisationFigure(input)
    case .timing: timingFigure(input)
    case .operator: operatorFigure(input)
    }
  }

  /// Whether the report shows it in a section about what it shows, and not among the paper's.
  var hasSectionOfItsOwn: Bool {
    [.claims, .initialisation, .timing, .operator].contains(self)
  }
}

extension ReportInput {
  /// What every figure's file carries: enough to find the numbers again.
  var provenance: [String: String] {
    var entries = [
      "preset": preset.name,
      "data": "\(preset.data.label), sha256 \(preset.data.digest)",
      "runs": "\(finished.count) of \(preset.runs.count)",
      "numerics revision": Set(finished.map(\.result.numericsRevision)).sorted()
        .map(String.init).joined(separator: ", "),
    ]
    entries["store"] = recordsDigest
    return entries
  }

  /// "fashion-mnist, 24,000 images shown in training, 10,000 test images".
  var dataSentence: String {
    let shown = Set(preset.runs.map(\.specification.recipe.images)).sorted().map(NumberText.grouped)
    let tested = Set(preset.runs.map(\.specification.evaluationImages)).sorted().map(
      NumberText.grouped)
    return
      "\(preset.data.label), \(list(shown)) images shown in training, \(list(tested)) test images"
  }
}
