import Claims
import Experiments
import Figures
import Networks
import Statistics

/// The interval drawn around a cell's mean, from three seeds on; with one or two the points are all
/// there is.
private let meanInterval = IntervalKind(name: "t interval of the mean", level: 0.95, unit: "seed")

/// The paper's Figure 2: accuracy over the exponent alpha for seven h, softmax as a band, the controls
/// and the linear classifier as quiet lines. Nil without a finished run of the family.
func alphaFigure(_ input: ReportInput) -> Figure? {
  let runs = input.finished.filter { $0.planned.families.contains(.alpha) }
  guard let first = runs.first else { return nil }
  let model = first.planned.model
  let recipe = first.planned.recipe
  let shape = first.planned.specification.model
  let cells = input.evidence.cells(model: model, recipe: recipe).filter {
    !$0.results.isEmpty && $0.key.arm.gate == .none && $0.key.arm.qkNorm
  }

  let series = zip(Pointwise.allCases, SeriesStyle.distinct).compactMap { h, style -> Series? in
    let points = cells.compactMap { cell -> (LengthExponent, DataPoint)? in
      guard case .pointwise(h, let alpha) = cell.key.arm.attention else { return nil }
      let values = cell.percentages
      return (
        alpha,
        DataPoint(
          x: alpha.value, center: mean(values), interval: interval(values), replicates: values,
          isPrimary: cell.isPrimary, isDiverged: cell.diverged > 0)
      )
    }.sorted { $0.0 < $1.0 }.map(\.1)
    return points.isEmpty
      ? nil : Series(name: h.rawValue, label: h.figureLabel, style: style, points: points)
  }

  func reference(
    _ attention: AttentionKind, _ label: String, _ prominence: Reference.Prominence
  ) -> Reference? {
    guard let cell = cells.first(where: { $0.key.arm.attention == attention }) else { return nil }
    let values = cell.percentages
    return Reference(
      name: attention.name, label: label, prominence: prominence, value: mean(values),
      interval: interval(values), replicates: values)
  }
  var references = [
    reference(.softmax, "softmax", .band(.ink)),
    reference(.none, "no attention", .quiet(.dashed)),
    reference(.uniform, "uniform attention", .quiet(.dotted)),
  ].compactMap(\.self)
  if let linear = input.evidence.linearClassifier {
    references.append(
      Reference(
        name: "linear classifier", prominence: .quiet(.solid), value: linear.accuracy * 100))
  }

  return Figure(
    name: "alpha",
    title: "Accuracy over the exponent α of the length factor, \(model) (L = \(shape.tokens))",
    finding: alphaFinding(input, cells: cells),
    description: "The paper's Figure 2, first panel, at our scale: \(input.dataSentence); "
      + "width \(shape.width), depth \(shape.depth), \(shape.heads) heads, patch "
      + "\(shape.patch), recipe after \(recipe). Small points are seeds; lines join means.",
    provenance: input.provenance,
    chart: .lines(
      LineChart(
        x: Axis(title: "Exponent α in L^{−α} h(q·k / √d)", includes: [0, 2]),
        y: Axis(title: "Test accuracy", unit: "%"),
        panel: Panel(series: series, references: references),
        secondaryMeaning: "one seed: decides no claim")))
}

/// The means that the eye looks for, no more: what is decided stands in the claims table.
private func alphaFinding(_ input: ReportInput, cells: [Cell]) -> String {
  func meanText(_ attention: AttentionKind) -> String? {
    cells.first { $0.key.arm.attention == attention }.map { fixed(mean($0.percentages), 1) }
  }
  let relu = [0.0, 1, 2].compactMap { alpha in
    meanText(.pointwise(.relu, alpha: LengthExponent(alpha))).map {
      "\($0) % at α = \(fixed(alpha, 0))"
    }
  }
  let softmax = meanText(.softmax).map { "softmax \($0) %" }
  let arms = relu.isEmpty ? [] : ["ReLU reaches " + list(relu)]
  let parts = arms + [softmax].compactMap(\.self)
  return parts.isEmpty
    ? "Means of the runs there are." : parts.joined(separator: ", ") + " (means over seeds)."
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

private func interval(_ values: [Double]) -> Figures.Interval? {
  guard values.count >= 3 else { return nil }
  let interval = Estimate(meanOf: values).interval(level: meanInterval.level)
  return Figures.Interval(low: interval.low, high: interval.high, kind: meanInterval)
}

extension Cell {
  /// Accuracies in per cent, by ascending seed.
  var percentages: [Double] {
    accuracies.sorted { $0.key < $1.key }.map { $0.value * 100 }
  }
}

extension Pointwise {
  /// As the figures write it.
  var figureLabel: String {
    switch self {
    case .relu: "ReLU"
    case .squaredReLU: "ReLU²"
    case .gelu: "GELU"
    case .softplus: "softplus"
    case .identity: "identity"
    case .relu6: "ReLU6"
    case .sigmoid: "sigmoid"
    }
  }
}
