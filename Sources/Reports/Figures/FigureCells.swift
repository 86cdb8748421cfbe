import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics
import Timing

// What the figures of accuracies share: cells as points, differences as points, and the words for
// what was trained.

/// The interval drawn around a cell's mean, from three seeds on; with one or two the points are all
/// there is.
let meanInterval = IntervalKind(name: "t interval of the mean", level: 0.95, unit: "seed")

/// That of verdicts: the residual variance is pooled over the model's arms.
let differenceInterval = IntervalKind(
  name: "t interval of the paired difference", level: PairedDifference.level, unit: "seed")

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
          name: attention.name, label: label, prominence: prominence, value: mean(values),
          interval: cell.diverged > 0 ? nil : interval(values), replicates: values)
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

extension Cell {
  /// What its runs share; they differ in their seeds.
  var specification: RunSpecification { planned[0].specification }

  /// Accuracies in per cent, by ascending seed.
  var percentages: [Double] {
    accuracies.sorted { $0.key < $1.key }.map { $0.value * 100 }
  }

  /// Model and recipe, as columns of the numbers behind a figure.
  var facets: [String: String] { ["model": "\(key.model)", "recipe": "\(key.recipe)"] }

  /// Its mean with its seeds, in per cent.
  func point(x: Double, optimum: Optimum? = nil) -> DataPoint {
    var point = point(x: x, values: percentages)
    point.optimum = optimum
    return point
  }

  /// The same of other values that its runs have, by ascending seed.
  func point(
    x: Double, values: [Double], label: String? = nil, showsLabel: Bool = true
  ) -> DataPoint {
    DataPoint(
      x: x, center: mean(values), interval: diverged > 0 ? nil : interval(values),
      replicates: values, isConfirmatory: isConfirmatory, isDiverged: diverged > 0, label: label,
      showsLabel: showsLabel, facets: facets)
  }
}

extension PairedDifference {
  /// In points of accuracy.
  func point(
    x: Double, margin: Double? = nil, label: String? = nil, facets: [String: String]
  ) -> DataPoint {
    let values = differences.map { $0 * 100 }
    return DataPoint(
      x: x, center: mean(values),
      interval: interval.map {
        Figures.Interval(low: $0.low * 100, high: $0.high * 100, kind: differenceInterval)
      },
      replicates: values, margin: margin.map { -$0 * 100...$0 * 100 },
      isConfirmatory: isConfirmatory,
      isDiverged: anyDiverged, label: label, facets: facets)
  }
}

/// Mean differences in words: "+3.0 points (S/32, 3 seeds), −0.4 (S/16, 1 seed)"; the seeds once where
/// all have as many. A mean that holds diverged runs is not told.
func words(_ differences: [(model: PaperModel, difference: PairedDifference)]) -> String {
  let counts = Set(differences.map(\.difference.differences.count))
  let items = differences.enumerated().map { index, item -> String in
    let values = item.difference.differences
    let place =
      "\(item.model)"
      + (counts.count == 1 && differences.count > 1
        ? "" : ", \(counted(values.count, "seed"))")
    guard !item.difference.anyDiverged else { return "runs diverged (\(item.model))" }
    let points = mean(values) * 100
    let text = NumberText.drawnSigned(points, places: 1)
    return "\(text)\(index == 0 ? " points" : "") (\(place))"
  }
  guard differences.count > 1, counts.count == 1, let count = counts.first else {
    return items.joined(separator: ", ")
  }
  return items.joined(separator: ", ") + ", \(counted(count, "seed")) each"
}

/// A figure's headline: of one comparison over models, the model that says most, which is the one with
/// an interval, then the one with the most seeds. Nil without a difference.
func headline(
  _ subject: String, _ differences: [(model: PaperModel, difference: PairedDifference)]
) -> String? {
  func weight(_ difference: PairedDifference) -> Int {
    (difference.interval == nil ? 0 : 1_000_000) + difference.differences.count
  }
  // The first of equals: models stand in their order.
  guard
    let (model, difference) = differences.reversed().max(by: {
      weight($0.difference) < weight($1.difference)
    })
  else { return nil }
  guard !difference.anyDiverged else { return "\(subject) at \(model): runs diverged." }
  func number(_ share: Double) -> String {
    NumberText.drawnSigned(share * 100, places: 1)
  }
  let spread =
    difference.interval.map {
      " [\(number($0.low)), \(number($0.high))]."
    } ?? " (\(counted(difference.differences.count, "seed")))."
  return "\(subject) at \(model): \(number(mean(difference.differences))) points" + spread
}

/// What a drawn margin is, for the caption; nil where none is drawn.
func marginSentence(_ claim: Claim?, of effect: String, panels: [Panel]) -> String? {
  guard let claim, panels.flatMap(\.series).flatMap(\.points).contains(where: { $0.margin != nil })
  else { return nil }
  return
    "Grey boxes: the margin of claim \(claim.id), a fraction of \(effect) on that model, where "
    + "that is clearly positive; the claim's own test also holds the error of the margin."
}

func mean(_ values: [Double]) -> Double { Estimate.mean(values) }

/// Nil with fewer than three values.
func interval(
  _ values: [Double], kind: IntervalKind = meanInterval
) -> Figures.Interval? {
  guard values.count >= 3, let level = kind.level else { return nil }
  let interval = Estimate(meanOf: values).interval(level: level)
  return Figures.Interval(low: interval.low, high: interval.high, kind: kind)
}

/// Places of a grid, such as "i1k on S/16 and S/8".
func words(_ places: [(model: PaperModel, recipe: RecipeName)]) -> String {
  let recipes = distinct(places.map(\.recipe))
  return list(
    recipes.map { recipe in
      "\(recipe) on \(list(places.filter { $0.recipe == recipe }.map(\.model)))"
    })
}

/// What a hollow marker says of these cells.
func exploratoryMeaning(_ cells: [Cell]) -> String {
  let hollow = cells.filter { !$0.isConfirmatory }
  return hollow.allSatisfy { $0.results.count == 1 }
    ? "one seed: decides no claim" : "decides no claim"
}

/// The cells of one figure, as its caption needs them.
struct DrawnCells {
  let cells: [Cell]

  /// In the order of the list.
  var models: [PaperModel] {
    distinct(cells.map(\.key.model))
  }

  /// Whether every model saw as many images in training.
  var sharesImages: Bool { Set(cells.map(\.specification.recipe.images)).count <= 1 }

  /// "14,000 images shown in training, 5,000 test images", or the same for each model apart.
  var images: String {
    func shown(_ cells: [Cell]) -> (training: String, test: String) {
      (
        list(Set(cells.map(\.specification.recipe.images)).sorted().map(NumberText.grouped)),
        list(Set(cells.map(\.specification.evaluationImages)).sorted().map(NumberText.grouped))
      )
    }
    let all = Set(
      cells.map { [$0.specification.recipe.images, $0.specification.evaluationImages] })
    guard all.count > 1 else {
      let (training, test) = shown(cells)
      return "\(training) images shown in training, \(test) test images"
    }
    let perModel = models.map { model in
      let (training, test) = shown(cells.filter { $0.key.model == model })
      return "\(model) \(training) (\(test))"
    }
    return "images shown in training (test images): " + perModel.joined(separator: ", ")
  }

  /// Set under a panel's title where its neighbours were trained otherwise.
  func subtitle(_ model: PaperModel) -> String? {
    guard !sharesImages else { return nil }
    let shown = Set(
      cells.filter { $0.key.model == model }.map(\.specification.recipe.images)
    ).sorted()
    return shown.isEmpty ? nil : "\(list(shown.map(NumberText.grouped))) images shown"
  }

  /// Axes of panels of different models are one only where the models were trained alike.
  func group(_ model: PaperModel) -> String { sharesImages ? "" : "\(model)" }
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

  /// One look in all figures.
  var figureStyle: SeriesStyle {
    SeriesStyle.distinct[Pointwise.allCases.firstIndex(of: self)!]
  }
}

/// The exponent's axis of Figures 2 to 4, the paper's.
let exponentAxis = Axis(title: "Exponent α in L^{−α} h(q·k / √d)", includes: [0, 2])
