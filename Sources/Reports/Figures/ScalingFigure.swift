import Claims
import Experiments
import Figures
import Foundation
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

  /// In the axis's unit.
  func compute(_ cell: Cell) -> Double? { rawCompute(cell).map { $0 / unit.size } }

  /// In core hours or floating-point operations.
  private func rawCompute(_ cell: Cell) -> Double? {
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

  /// Those with a place on the axis.
  private var placedModels: [PaperModel] {
    PaperModel.scaling.filter { placed($0, Self.softmax) != nil || placed($0, Self.relu) != nil }
  }

  private func images(_ model: PaperModel) -> Int? {
    (placed(model, Self.softmax) ?? placed(model, Self.relu))?.cell.images
  }

  /// Of equal training only: as many images as most saw, or the first of equals.
  var models: [PaperModel] {
    let all = placedModels
    let counts = Dictionary(grouping: all.compactMap(images)) { $0 }.mapValues(\.count)
    guard let most = counts.values.max(),
      let shared = all.compactMap(images).first(where: { counts[$0] == most })
    else { return [] }
    return all.filter { images($0) == shared }
  }

  /// Those that saw another number of images: their order would not be one of size.
  private var setAside: [PaperModel] { placedModels.filter { !models.contains($0) } }

  var drawn: DrawnCells {
    DrawnCells(
      cells: models.flatMap { model in
        [Self.softmax, Self.relu].compactMap { placed(model, $0)?.cell }
      })
  }

  /// Of a model's two arms the values over the seeds that both have, where both were run: so that the
  /// means differ by the paired difference.
  private func shared(
    _ model: PaperModel, _ cell: Cell, _ values: (Cell) -> [UInt64: Double]
  ) -> [Double] {
    let others = [Self.softmax, Self.relu].compactMap { placed(model, $0)?.cell }.map {
      Set(values($0).keys)
    }.filter { !$0.isEmpty }
    let seeds = others.dropFirst().reduce(others.first ?? []) { $0.intersection($1) }
    let own = values(cell)
    let kept = own.filter { seeds.contains($0.key) }
    return (kept.isEmpty ? own : kept).sorted { $0.key < $1.key }.map(\.value)
  }

  func series(_ ofCell: (Cell) -> [UInt64: Double]) -> [Series] {
    [
      (Self.relu, "ReLU / L", Self.relu.style), (Self.softmax, "softmax", Self.softmax.style),
    ].map { arm, label, style in
      let points = models.compactMap { model -> DataPoint? in
        guard let (cell, compute) = placed(model, arm) else { return nil }
        let values = shared(model, cell, ofCell)
        guard !values.isEmpty else { return nil }
        // One name a model, at the softmax point where there is one.
        let isNamed = arm == Self.softmax || placed(model, Self.softmax) == nil
        return cell.point(
          x: compute, values: values, label: "\(model)", showsLabel: isNamed)
      }
      return Series(name: label, style: style, points: points)
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
        name: "ReLU / L minus softmax", label: "", style: Self.relu.style,
        form: .points, points: points)
    ]
  }

  func accuracyDifference(_ model: PaperModel) -> ArmDifference {
    ArmDifference(arm: Self.relu, against: Self.softmax, model: model, recipe: Self.recipe)
  }

  /// Of the mean over sets: the interval that the claim about transfer rests on.
  func transferDifference(_ model: PaperModel, x: Double) -> DataPoint? {
    PairedDifference(
      Self.relu, minus: Self.softmax, model: model, recipe: Self.recipe,
      quantity: .transferAccuracy,
      evidence: input.evidence
    )?.point(x: x, label: "\(model)", facets: ["model": "\(model)", "recipe": "\(Self.recipe)"])
  }

  func figure(name: String) -> Figure {
    func accuracyAxis(_ group: String) -> Axis { Axis(title: "Accuracy", unit: "%", group: group) }
    func differenceAxis(_ group: String) -> Axis {
      Axis(title: "ReLU / L − softmax", unit: "points", group: group)
    }
    let sets = distinct(drawn.cells.flatMap(\.specification.transferNames))
    let transfer = series(\.transfer)
    let accuracies = Panel(
      title: "Test accuracy, \(input.preset.data.label)", y: accuracyAxis("test"),
      series: series { $0.accuracies.mapValues { $0 * 100 } })
    let accuracyDifferences = Panel(
      name: "Difference in test accuracy", y: differenceAxis("test"),
      series: differences { model, x in
        accuracyDifference(model).paired(input.evidence)?.point(
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
    var figure = Figure(
      name: name,
      title:
        "Accuracy against compute in \(axis.unit ?? ""), softmax and ReLU / L",
      finding: finding,
      description: description(
        sets: sets,
        margin: claim?.marginSentence(
          of: "the attention effect (softmax minus uniform attention)",
          in: [accuracyDifferences])),
      provenance: input.provenance,
      chart: .lines(
        LineChart(
          x: axis,
          rows: rows, exploratoryMeaning: drawn.exploratoryMeaning,
          marginMeaning: claim.flatMap(\.margin.number).map {
            "margin: \(NumberText.drawn($0, places: 2)) of the attention effect"
          } ?? "")))
    figure.findingSources = comparison.headlineSources
    figure.sources = comparison.sources
    return figure
  }

  /// In a unit in which the numbers are easily read, with three labels at least.
  private var axis: Axis {
    let values = models.flatMap { model in
      [Self.softmax, Self.relu].compactMap { placed(model, $0)?.compute }
    }
    return Axis(
      title: "Training", unit: unit.name, scale: .logarithmic, ticks: Self.ticks(over: values))
  }

  private var unit: (name: String, size: Double) {
    switch measure {
    case .coreHours: isShort ? ("core seconds", 1.0 / 3600) : ("core hours", 1)
    case .flops: ("TFLOP", 1e12)
    }
  }

  /// Whether no run takes as long as a core hour.
  private var isShort: Bool {
    PaperModel.scaling.allSatisfy { model in
      [Self.softmax, Self.relu].allSatisfy { arm in
        cell(model, arm).flatMap(rawCompute).map { $0 < 1 } ?? true
      }
    }
  }

  /// Round numbers over the values; the coarsest of which there are three, or two where nothing gives as
  /// many.
  private static func ticks(over values: [Double]) -> [Double]? {
    guard let low = values.min(), let high = values.max(), low > 0 else { return nil }
    let powers = (Int(log10(low).rounded(.down)) - 1)...(Int(log10(high).rounded(.up)))
    for multiples in [
      [1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8], (10..<100).map { Double($0) / 10 },
    ] {
      let all = powers.flatMap { power in multiples.map { $0 * pow(10, Double(power)) } }
      let found = all.filter { $0 >= low * 0.93 && $0 <= high * 1.07 }
      guard found.count >= 3 else { continue }
      // Not so many that they would touch.
      let step = (found.count + 5) / 6
      return stride(from: 0, to: found.count, by: step).map { found[$0] }
    }
    return nil
  }

  var finding: String {
    comparison.headline ?? "Means of the runs there are."
  }

  private var comparison: ModelComparison {
    ModelComparison(
      "ReLU / L minus softmax", over: models,
      saying: (
        "ReLU / L is more accurate than softmax", "ReLU / L is less accurate than softmax",
        "ReLU / L and softmax are not told apart"
      ), evidence: input.evidence, accuracyDifference)
  }

  func description(sets: [String], margin: String?) -> String {
    var sentences = ["The paper's Figure 1 at our scale: \(drawn.images)."]
    if !comparison.differences.isEmpty { sentences.append(comparison.sentence) }
    sentences.append("Means are over the seeds that both arms have.")
    if !setAside.isEmpty {
      let others = setAside.map { model in
        "\(model) (\(images(model).map(NumberText.grouped) ?? "-"))"
      }
      sentences.append(
        "Only models of equal training are shown; other numbers of images were shown to "
          + "\(list(others)).")
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
        "\(unit.name.prefix(1).uppercased() + unit.name.dropFirst()): training steps times the \(times.countsProcessorTime ? "processor" : "step") time "
          + "measured for each model and attention, on "
          + "\(counted(times.threads, "thread")) of \(times.processor); seconds of another machine "
          + "are another unit.")
    case .flops:
      sentences.append(
        "TFLOP: six times the multiply-adds of one image's forward pass, times the images shown in "
          + "training; softmax and ReLU / L are charged alike.")
    }
    sentences.append(
      "Below, paired differences by seed, at the geometric mean of the two arms' compute.")
    if let margin { sentences.append(margin) }
    let missing = PaperModel.scaling.filter {
      !models.contains($0) && !setAside.contains($0) && input.selection.shows(model: $0)
    }
    if !missing.isEmpty { sentences.append("Nothing to draw for \(list(missing)).") }
    return sentences.joined(separator: " ")
  }
}

extension Cell {
  /// Mean over the transfer sets of each run's 10-shot accuracy, in per cent, by seed.
  fileprivate var transfer: [UInt64: Double] { transferAccuracies.mapValues { $0 * 100 } }
}
