import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics

/// What the horizontal axis of the paper's Figure 1 counts.
enum ComputeMeasure {
  /// As the paper's: steps times measured step time times threads.
  case coreHours
  /// Floating-point operations of the training.
  case flops
}

/// The paper's Figure 1: accuracy and 10-shot transfer over compute, softmax and ReLU at alpha = 1,
/// and below them the paired differences. Nil with fewer than two models, unless one was asked for.
func scalingFigure(
  _ input: ReportInput, over measure: ComputeMeasure, margin claim: Claim?, name: String
) -> Figure? {
  let scaling = Scaling(input: input, measure: measure, claim: claim)
  return scaling.models.count < (input.selection.models.isEmpty ? 2 : 1)
    ? nil : scaling.figure(name: name)
}

private struct Scaling {
  let input: ReportInput
  let measure: ComputeMeasure
  /// The one that fixes how large a difference is none.
  let claim: Claim?

  static let softmax = Arm(.softmax)
  static let relu = Arm(.pointwise(.relu, alpha: LengthExponent(1)))
  static let recipe = RecipeName.main

  func cell(_ model: PaperModel, _ arm: Arm) -> Cell? {
    input.drawnCell(model: model, recipe: Self.recipe, arm: arm)
  }

  func compute(_ cell: Cell) -> Double? {
    let specification = cell.specification
    switch measure {
    case .coreHours:
      return input.stepTimes?.coreHours(
        model: cell.key.model, attention: cell.key.arm.attention.name,
        steps: specification.recipe.steps)
    case .flops:
      return Double(specification.model.forwardMultiplyAdds) * 6
        * Double(specification.recipe.images)
    }
  }

  /// The cells that have a place on the axis.
  func placed(_ model: PaperModel, _ arm: Arm) -> (cell: Cell, compute: Double)? {
    cell(model, arm).flatMap { cell in compute(cell).map { (cell, $0) } }
  }

  var models: [PaperModel] {
    PaperModel.scaling.filter { placed($0, Self.softmax) != nil || placed($0, Self.relu) != nil }
  }

  var drawn: DrawnCells {
    DrawnCells(
      cells: models.flatMap { model in
        [Self.softmax, Self.relu].compactMap { placed(model, $0)?.cell }
      })
  }

  /// Lines join models only where all saw as many images: else they are no curve of scaling.
  var form: Series.Form { drawn.sharesImages ? .joined : .points }

  func series(_ values: (Cell) -> [Double]) -> [Series] {
    [
      (Self.relu, "ReLU / L", SeriesStyle.distinct[0]),
      (Self.softmax, "softmax", SeriesStyle(hue: .ink, marker: .square, dash: .dashed)),
    ].map { arm, label, style in
      let points = models.compactMap { model -> DataPoint? in
        guard let (cell, compute) = placed(model, arm), !values(cell).isEmpty else { return nil }
        // One name a model, at the softmax point where there is one.
        let isNamed = arm == Self.softmax || placed(model, Self.softmax) == nil
        return cell.point(
          x: compute, values: values(cell), label: "\(model)", showsLabel: isNamed)
      }
      return Series(name: label, style: style, form: form, points: points)
    }
  }

  func differences(_ point: (PaperModel, Double) -> DataPoint?) -> [Series] {
    let points = models.compactMap { model -> DataPoint? in
      guard let relu = placed(model, Self.relu), let softmax = placed(model, Self.softmax) else {
        return nil
      }
      return point(model, (relu.compute * softmax.compute).squareRoot())
    }
    return [
      Series(
        name: "ReLU / L minus softmax", label: "", style: .distinct[0],
        form: .points, points: points)
    ]
  }

  func accuracyDifference(_ model: PaperModel) -> PairedDifference? {
    PairedDifference(
      Self.relu, minus: Self.softmax, model: model, recipe: Self.recipe, evidence: input.evidence)
  }

  /// Of the mean over sets, seed by seed, where the arms may be compared at all.
  func transferDifference(_ model: PaperModel, x: Double) -> DataPoint? {
    guard accuracyDifference(model) != nil, let relu = cell(model, Self.relu),
      let softmax = cell(model, Self.softmax)
    else { return nil }
    let values = relu.transfer.keys.sorted().compactMap { seed in
      softmax.transfer[seed].map { relu.transfer[seed]! - $0 }
    }
    guard !values.isEmpty else { return nil }
    let isDiverged = relu.diverged + softmax.diverged > 0
    return DataPoint(
      x: x, center: Estimate.mean(values),
      interval: isDiverged || !relu.isComplete || !softmax.isComplete
        ? nil
        : Interval(meanOf: values, kind: .difference(level: input.evidence.look.level)),
      replicates: values, isConfirmatory: relu.isConfirmatory && softmax.isConfirmatory,
      isDiverged: isDiverged,
      label: "\(model)", facets: relu.facets)
  }

  func figure(name: String) -> Figure {
    func accuracyAxis(_ group: String) -> Axis { Axis(title: "Accuracy", unit: "%", group: group) }
    func differenceAxis(_ group: String) -> Axis {
      Axis(title: "ReLU / L − softmax", unit: "points", group: group)
    }
    let sets = distinct(drawn.cells.flatMap(\.specification.transferNames))
    let transfer = series { cell in
      cell.transfer.sorted { $0.key < $1.key }.map(\.value)
    }
    let accuracies = Panel(
      title: "Test accuracy, \(input.preset.data.label)", y: accuracyAxis("test"),
      series: series(\.percentages))
    let accuracyDifferences = Panel(
      name: "Difference in test accuracy", y: differenceAxis("test"),
      series: differences { model, x in
        accuracyDifference(model)?.point(
          x: x, margin: claim?.drawnMargin(model: model, h: .relu, evidence: input.evidence),
          label: "\(model)", facets: ["model": "\(model)", "recipe": "\(Self.recipe)"])
      }, origin: 0)
    var rows = [PanelRow([accuracies]), PanelRow([accuracyDifferences], height: 0.6)]
    if transfer.contains(where: { !$0.points.isEmpty }) {
      rows[0].panels.append(
        Panel(
          title: "10-shot transfer to "
            + (sets.count == 1 ? sets[0] : "\(sets.count) sets, mean"),
          y: accuracyAxis("transfer"), series: transfer))
      rows[1].panels.append(
        Panel(
          name: "Difference in transfer", y: differenceAxis("transfer"),
          series: differences(transferDifference), origin: 0))
    }
    return Figure(
      name: name,
      title:
        "Accuracy against \(measure == .coreHours ? "core hours" : "FLOP"), softmax and ReLU / L",
      finding: finding,
      description: description(
        sets: sets,
        margin: claim?.marginSentence(
          of: "the attention effect (softmax minus uniform attention)",
          in: [accuracyDifferences])),
      provenance: input.provenance,
      chart: .lines(
        LineChart(
          x: measure == .coreHours
            ? Axis(title: "Training", unit: "core hours", scale: .logarithmic)
            : Axis(title: "Training", unit: "FLOP", scale: .logarithmic),
          rows: rows, exploratoryMeaning: drawn.exploratoryMeaning,
          marginMeaning: claim.flatMap(\.margin.number).map {
            "margin: \(NumberText.drawn($0, places: 2)) of the attention effect"
          } ?? "")))
  }

  var finding: String {
    comparison.headline ?? "Means of the runs there are."
  }

  private var comparison: ModelComparison {
    ModelComparison("ReLU / L minus softmax", over: models, accuracyDifference)
  }

  func description(sets: [String], margin: String?) -> String {
    var sentences = ["The paper's Figure 1 at our scale: \(drawn.images)."]
    if !comparison.differences.isEmpty { sentences.append(comparison.sentence) }
    if !drawn.sharesImages {
      sentences.append(
        "The models saw different numbers of images, so their order is not one of size: compare "
          + "softmax with ReLU / L at one model, not models with each other; no line joins them.")
    }
    if !sets.isEmpty {
      sentences.append(
        "Transfer: a linear probe of the frozen representation with 10 images a class, mean over "
          + "draws of shots and over \(list(sets)); the paper has eight sets.")
    }
    switch measure {
    case .coreHours:
      let times = input.stepTimes!
      sentences.append(
        "Core hours: training steps times the \(times.countsProcessorTime ? "processor" : "step") time "
          + "measured for each model and attention, on "
          + "\(counted(times.threads, "thread")) of \(times.processor); seconds of another machine "
          + "are another unit.")
    case .flops:
      sentences.append(
        "FLOP: six times the multiply-adds of one image's forward pass, times the images shown in "
          + "training; softmax and ReLU / L are charged alike.")
    }
    sentences.append(
      "Below, paired differences by seed, at the geometric mean of the two arms' compute.")
    if let margin { sentences.append(margin) }
    let missing = PaperModel.scaling.filter {
      !models.contains($0) && input.selection.shows(model: $0)
    }
    if !missing.isEmpty { sentences.append("Nothing to draw for \(list(missing)).") }
    return sentences.joined(separator: " ")
  }
}

extension Cell {
  /// Mean over the transfer sets of each run's 10-shot accuracy, in per cent, by seed.
  fileprivate var transfer: [UInt64: Double] { transferAccuracies.mapValues { $0 * 100 } }
}
