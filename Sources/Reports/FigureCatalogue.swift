import Figures

/// The figures that a report can show, by the names that the command line takes.
public enum FigureName: String, CaseIterable, Sendable {
  /// The paper's Figure 2.
  case alpha
  /// The cost of the gate.
  case gating

  /// Also `fig2` for the paper's Figure 2.
  public init?(argument: String) {
    if argument == "fig2" {
      self = .alpha
    } else {
      self.init(rawValue: argument)
    }
  }

  /// Nil where the store has nothing to draw it from.
  public func figure(_ input: ReportInput) -> Figure? {
    switch self {
    case .alpha: alphaFigure(input)
    case .gating: gateFigure(input)
    }
  }
}

extension ReportInput {
  /// What every figure's file carries: enough to find the numbers again.
  var provenance: [String: String] {
    [
      "preset": preset.name,
      "data": "\(preset.data.name), sha256 \(preset.data.digest)",
      "runs": "\(finished.count) of \(preset.runs.count)",
      "numerics revision": Set(finished.map(\.result.numericsRevision)).sorted()
        .map(String.init).joined(separator: ", "),
    ]
  }

  /// "fashion-mnist, 24,000 images shown in training, 10,000 test images".
  var dataSentence: String {
    let shown = Set(preset.runs.map(\.specification.recipe.images)).sorted().map(grouped)
    let tested = Set(preset.runs.map(\.specification.evaluationImages)).sorted().map(grouped)
    return
      "\(preset.data.name), \(list(shown)) images shown in training, \(list(tested)) test images"
  }
}

/// A count with commas between thousands.
func grouped(_ number: Int) -> String {
  var digits = Array(String(number))
  for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
  return String(digits)
}
