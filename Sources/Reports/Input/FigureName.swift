/// The figures that a report can show, by the names that the command line takes.
public enum FigureName: String, CaseIterable, Sendable {
  /// Every claim with its verdict.
  case claims
  /// Every claim by its cells, with the verdict of the looks at each.
  case matrix
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
  /// Arms over several lengths of training.
  case length
  /// Arms over what somebody varied, such as the learning rate.
  case sweep
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

  /// Whether models can be chosen among what it shows.
  public var hasModels: Bool {
    ![.claims, .matrix, .initialisation].contains(self)
  }

  /// Whether functions h can be chosen among what it shows.
  public var hasFunctions: Bool {
    ![.claims, .matrix, .scaling, .scalingFLOPs, .timing].contains(self)
  }
}
