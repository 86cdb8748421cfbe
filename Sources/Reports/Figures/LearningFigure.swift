import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics

/// The training curve: mean loss over the images shown, one bold line an arm and one faint line a
/// run. That of the first swept model with a record, softmax and its controls beside h with and without
/// division by L; ReLU where no h is chosen. Nil without a recorded loss.
func learningFigure(_ input: ReportInput, name: String) -> Figure? {
  let chosen = input.selection.functions
  let functions = (chosen.isEmpty ? [.relu] : chosen).flatMap { h in
    [100, 0].map { Arm(.pointwise(h, alpha: LengthExponent(hundredths: $0))) }
  }
  let arms = [Arm(.softmax)] + functions + [Arm(.uniform), Arm(.none)]
  let candidates = PaperModel.swept.map { model in
    arms.compactMap { input.drawnCell(model: model, recipe: .main, arm: $0) }
  }
  return candidates.lazy.compactMap { learningFigure(input, of: $0, name: name) }.first
}

/// The same for any cells of one model. Nil where none has a recorded loss.
func learningFigure(_ input: ReportInput, of cells: [Cell], name: String) -> Figure? {
  let curves = cells.map(TrainingCurve.init).filter { !$0.runs.isEmpty }
  guard let first = curves.first else { return nil }
  let key = first.cell.key
  let drawn = DrawnCells(cells: curves.map(\.cell))
  let arms = curves.map { ($0, $0.cell.key.arm.style) }
  let panel = Panel(
    y: Axis(title: "Training loss", scale: .logarithmic),
    series: arms.map { $0.0.curve($0.1) } + arms.flatMap { $0.0.traces($0.1) },
    facets: ["model": "\(key.model)", "recipe": "\(key.recipe)"])
  let interval = first.cell.specification.recipe.batch * RunResult.recordInterval
  let ends = curves.compactMap { curve in
    curve.lastLoss.map { "\(curve.name) \(lossWords($0))" }
  }
  let most = curves.map(\.runs.count).max() ?? 0
  let drawnRuns =
    most > TrainingCurve.mostTraces
    ? "the first \(TrainingCurve.mostTraces) of an arm and those that diverged, " : ""
  var figure = Figure(
    name: name,
    title: "The training curve at \(key.model) (L = \(first.cell.specification.model.tokens)), "
      + "recipe after \(key.recipe)",
    finding: learningFinding(curves, model: key.model),
    description: "\(input.preset.data.label), \(drawn.images). Sigmoid cross-entropy, summed over "
      + "classes, mean over the \(NumberText.grouped(interval)) images before each point. Faint lines are runs, "
      + "\(drawnRuns)one a seed; bold lines are means over all, as far as all of them reach. At the end: "
      + "\(list(ends)).",
    provenance: input.provenance,
    chart: .lines(
      LineChart(
        x: Axis(title: "Images shown"), rows: [PanelRow([panel])], exploratoryMeaning: "",
        setsApart: false)))
  let order = byLastLoss(curves)
  // Where no run diverged the mean at the end is that of the results.
  func sources(_ curves: [TrainingCurve]) -> [Figure.Source] {
    curves.compactMap { curve in
      curve.cell.meanFinalLoss == nil
        ? nil : curve.lastLoss.map { Figure.Source(lossWords($0), .arm(curve.cell)) }
    }
  }
  figure.findingSources = order.count > 1 ? sources([order[0], order[order.count - 1]]) : []
  figure.sources = sources(curves)
  return figure
}

private func lossWords(_ loss: Double) -> String { NumberText.drawn(loss, places: 2) }

/// The least first.
private func byLastLoss(_ curves: [TrainingCurve]) -> [TrainingCurve] {
  curves.filter { $0.lastLoss != nil }.sorted { ($0.lastLoss ?? 0) < ($1.lastLoss ?? 0) }
}

/// The order of the last losses, in words.
private func learningFinding(_ curves: [TrainingCurve], model: PaperModel) -> String {
  let order = byLastLoss(curves)
  guard let least = order.first, let most = order.last, order.count > 1,
    let low = least.lastLoss, let high = most.lastLoss
  else { return "The training curve at \(model)." }
  return "Training loss at \(model) ends between \(lossWords(low)) (\(least.name)) and "
    + "\(lossWords(high)) (\(most.name))."
}

/// One arm's losses.
private struct TrainingCurve {
  struct Run {
    var seed: UInt64
    /// At the end of each interval; a loss that is not finite is none.
    var points: [(images: Double, loss: Double)]
    /// Nil where the run reached its end.
    var divergedAt: Double?
  }

  let cell: Cell
  let runs: [Run]

  init(_ cell: Cell) {
    self.cell = cell
    let batch = Double(cell.specification.recipe.batch)
    runs = cell.results.sorted { $0.key < $1.key }.compactMap { seed, own -> Run? in
      guard let result = own.record else { return nil }
      guard result.losses.contains(where: { $0.isFinite && $0 > 0 }) else { return nil }
      // Every loss keeps the place of its own interval. The last interval may be shorter.
      let points = result.losses.enumerated().map { index, loss -> (images: Double, loss: Double) in
        (Double(min((index + 1) * RunResult.recordInterval, result.steps)) * batch, loss)
      }
      return Run(
        seed: seed, points: points,
        divergedAt: result.outcome == .diverged ? Double(result.steps) * batch : nil)
    }
  }

  var attention: AttentionKind { cell.key.arm.attention }

  var name: String {
    switch attention {
    case .softmax: "softmax"
    case .uniform: "uniform attention"
    case .none: "no attention"
    case .pointwise(let h, let alpha):
      "\(h.label), α = \(NumberText.shortest(alpha.value, places: 2))"
    }
  }

  /// At the end of the mean; nil where none is finite.
  var lastLoss: Double? { mean.last { $0.loss.isFinite }?.loss }

  /// Runs of an arm that are drawn one by one: more of them are a grey field.
  static let mostTraces = 12

  /// As far as every run reaches.
  var mean: [(images: Double, loss: Double)] {
    let count = runs.map(\.points.count).min() ?? 0
    return (0..<count).map { place in
      (runs[0].points[place].images, Estimate.mean(runs.map { $0.points[place].loss }))
    }
  }

  func curve(_ style: SeriesStyle) -> Series {
    let facets = ["runs": "mean of \(runs.count)"]
    return Series(
      name: name, style: style, form: .curve, points: mean.points(facets),
      gaps: mean.gaps(facets))
  }

  /// None where one run is the mean itself.
  func traces(_ style: SeriesStyle) -> [Series] {
    guard runs.count > 1 || runs.contains(where: { $0.divergedAt != nil }) else { return [] }
    let drawn = runs.enumerated().filter { $0 < Self.mostTraces || $1.divergedAt != nil }
    return drawn.map(\.element).map { run in
      let facets = ["runs": "seed \(run.seed)"]
      let end = run.divergedAt.map { images in
        DataPoint(
          x: images, center: run.points.last { $0.loss.isFinite }!.loss, isDiverged: true,
          facets: facets)
      }
      return Series(
        name: "\(name), seed \(run.seed)", label: "", style: style, form: .trace,
        points: run.points.points(facets) + [end].compactMap(\.self),
        gaps: run.points.gaps(facets))
    }
  }
}

extension [(images: Double, loss: Double)] {
  fileprivate func points(_ facets: [String: String]) -> [DataPoint] {
    filter(\.loss.isFinite).map { DataPoint(x: $0.images, center: $0.loss, facets: facets) }
  }

  fileprivate func gaps(_ facets: [String: String]) -> [Gap] {
    filter { !$0.loss.isFinite }.map { Gap(x: $0.images, facets: facets) }
  }
}
