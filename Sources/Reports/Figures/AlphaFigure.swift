import Claims
import Experiments
import Figures
import Networks
import Paper

/// The paper's Figure 2: accuracy over the exponent alpha for seven h, softmax as a band, the controls
/// and the linear classifier as thin lines, the best alpha with its bootstrap interval. Nil without a
/// run of any h.
func alphaFigure(_ input: ReportInput, name: String) -> Figure? {
  let drawing = AlphaDrawing(input)
  return drawing.places.isEmpty ? nil : drawing.figure(name: name)
}

private struct AlphaDrawing {
  /// One panel's model and recipe.
  struct Place: Hashable {
    var model: PaperModel
    var recipe: RecipeName
  }

  typealias Sweep = (h: Pointwise, points: [(alpha: LengthExponent, cell: Cell)])

  let input: ReportInput
  /// Those with a run, models first.
  let places: [Place]
  private let sweeps: [Place: [Sweep]]
  private let drawn: DrawnCells
  /// Groups of panels whose recipes are on one range.
  private var sharedGroups: Set<String> = []

  init(_ input: ReportInput) {
    self.input = input
    var sweeps: [Place: [Sweep]] = [:]
    for place in Self.grid {
      let found = Pointwise.allCases.map { h -> Sweep in
        (h, input.sweep(model: place.model, recipe: place.recipe, h) { Arm($0) })
      }.filter { !$0.points.isEmpty }
      if !found.isEmpty { sweeps[place] = found }
    }
    let places = Self.grid.filter { sweeps[$0] != nil }
    self.places = places
    self.sweeps = sweeps
    drawn = DrawnCells(
      cells: places.flatMap { place in
        sweeps[place]!.flatMap(\.points).map(\.cell)
          + [AttentionKind.softmax, .uniform, .none].compactMap {
            input.drawnCell(model: place.model, recipe: place.recipe, arm: Arm($0))
          }
      })
    sharedGroups = Set(places.map { drawn.group($0.model) }).filter(isShareable)
  }

  /// The paper's figure, models first.
  private static let grid = PaperModel.swept.flatMap { model in
    RecipeName.allCases.map { Place(model: model, recipe: $0) }
  }

  private var models: [PaperModel] { distinct(places.map(\.model)) }
  private var recipes: [RecipeName] {
    RecipeName.allCases.filter { recipe in places.contains { $0.recipe == recipe } }
  }

  /// The paper's rows and columns where every one of their places is held; else the panels that there
  /// are, closed up, those of one model side by side.
  private var rows: [[Place]] {
    if places.count == models.count * recipes.count {
      return recipes.map { recipe in models.map { Place(model: $0, recipe: recipe) } }
    }
    let columns = places.count == 4 ? 2 : 3
    return stride(from: 0, to: places.count, by: columns).map {
      Array(places[$0..<min($0 + columns, places.count)])
    }
  }

  /// Panels of one group have one range.
  private func rangeGroup(_ place: Place) -> String {
    let group = drawn.group(place.model)
    return sharedGroups.contains(group) ? group : "\(place.recipe) \(group)"
  }

  /// Those on one range with it.
  private func alike(_ place: Place) -> [Place] {
    places.filter { rangeGroup($0) == rangeGroup(place) }
  }

  private func values(_ place: Place) -> [Double] {
    sweeps[place]!.flatMap(\.points).filter { $0.cell.diverged == 0 }.flatMap(\.cell.percentages)
  }

  /// Whether recipes can be on one range: where that squeezes none of them much.
  private func isShareable(_ group: String) -> Bool {
    let ranges = recipes.compactMap { recipe -> ClosedRange<Double>? in
      let values = places.filter { $0.recipe == recipe && drawn.group($0.model) == group }
        .flatMap(values)
      return values.min().flatMap { low in values.max().map { low...$0 } }
    }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return true
    }
    let widest = ranges.map { $0.upperBound - $0.lowerBound }.max() ?? 0
    return high - low <= 1.25 * max(widest, 1)
  }

  /// Said where a panel cannot be compared with that of the other recipe by height.
  private func ownRange(_ place: Place) -> String? {
    let group = drawn.group(place.model)
    let others = places.filter { drawn.group($0.model) == group }
    return sharedGroups.contains(group) || Set(others.map(\.recipe)).count < 2
      ? nil : "range of its own"
  }

  private func panel(_ place: Place) -> Panel {
    let sweeps = sweeps[place]!
    let tokens = sweeps[0].points[0].cell.specification.model.tokens
    let focus = PanelFocus(
      input.references(model: place.model, recipe: place.recipe, softmaxIsBand: true),
      beside: alike(place).flatMap(values))
    let name = (recipes.count > 1 ? "\(place.recipe): " : "") + "\(place.model)"
    return Panel(
      title: places.count == 1 ? nil : "\(name) (L = \(tokens))",
      subtitle: [drawn.subtitle(place.model), ownRange(place), focus.edge].compactMap(\.self)
        .joined(separator: "; ")
        .nonEmpty,
      y: Axis(
        title: "Test accuracy", unit: "%", group: rangeGroup(place)),
      series: sweeps.map { h, points in
        let best = optimum(place, h)
        return Series(
          name: h.rawValue, label: h.label, style: h.style,
          points: points.map { alpha, cell in
            var point = cell.point(
              x: alpha.value, optimum: best?.alpha == alpha.value ? best?.optimum : nil)
            point.interval = point.interval ?? cell.testSetInterval
            return point
          })
      },
      references: focus.references,
      facets: ["model": "\(place.model)", "recipe": "\(place.recipe)"])
  }

  /// Where the claim about the best alpha finds it, in a cell whose grid is whole.
  private func optimum(_ place: Place, _ h: Pointwise) -> (alpha: Double, optimum: Optimum)? {
    let cells = input.assessments.claims.filter {
      $0.kind == .optimum && $0.claim.recipe == place.recipe
    }.flatMap(\.cells)
    guard let cell = cells.first(where: { $0.model == place.model && $0.h == h.rawValue }),
      let alpha = cell.estimate
    else { return nil }
    let interval = cell.low.flatMap { low in
      cell.high.map {
        Interval(
          low: low, high: $0,
          // That of where a mean curve is highest, over resampled seeds.
          kind: IntervalKind(
            name: "bootstrap interval of the best α", level: cell.level, unit: "seed"))
      }
    }
    return (alpha, Optimum(interval: interval, count: cell.n))
  }

  func figure(name: String) -> Figure {
    let shape = drawn.cells[0].specification.model
    let place = places.count == 1 ? ", \(models[0]) (L = \(shape.tokens))" : ""
    var figure = Figure(
      name: name,
      title: "Accuracy over the exponent α of the length factor" + place,
      finding: gains.headline ?? "Means of the runs there are.",
      description: description(shape), provenance: input.provenance,
      chart: .lines(
        LineChart(
          x: .exponent, rows: rows.map { PanelRow($0.map(panel)) },
          exploratoryMeaning: drawn.exploratoryMeaning, optimumMeaning: "best α of a whole grid",
          setsApart: false)
      ))
    figure.findingSources = gains.headlineSources
    figure.sources = gains.sources
    return figure
  }

  /// What dividing by L does to ReLU here, no more: what is decided stands in the claims table.
  private var gains: ModelComparison {
    func relu(_ alpha: Int) -> Arm {
      Arm(.pointwise(.relu, alpha: LengthExponent(hundredths: alpha)))
    }
    let models = input.selection.shows(.relu) ? models : []
    return ModelComparison(
      "ReLU from α = 0 to α = 1", over: models,
      saying: (
        "Dividing by L raises ReLU's accuracy", "Dividing by L lowers ReLU's accuracy",
        "Dividing by L is not shown to change ReLU's accuracy"
      ), evidence: input.evidence
    ) { model in
      ArmDifference(arm: relu(100), against: relu(0), model: model, recipe: recipes[0])
    }
  }

  private func description(_ shape: VisionTransformerConfiguration) -> String {
    var sentences = [
      "The paper's Figure 2 at our scale: \(input.preset.data.label), \(drawn.images); width "
        + "\(shape.width), depth \(shape.depth), \(shape.heads) heads; recipe after \(list(recipes)). "
        + "Small points are seeds; lines join means, or single seeds, and not the one with the other. "
        + "The bar of a single seed is the error of the test set alone."
    ]
    if !gains.differences.isEmpty { sentences.append(gains.sentence) }
    if places.contains(where: { place in sweeps[place]!.contains { optimum(place, $0.h) != nil } })
    {
      sentences.append(
        "A halo marks the best α, over the seeds that have the whole grid, and its bar the bootstrap "
          + "interval, from five seeds on.")
    }
    if !drawn.sharesImages {
      sentences.append(
        "Models that saw different numbers of images have ranges of their own: compare within a "
          + "model.")
    }
    // Where functions are chosen, a panel may be missing for want of those alone.
    let absent = Self.grid.filter {
      !places.contains($0) && input.selection.shows(model: $0.model)
        && input.selection.functions.isEmpty
    }
    let planned = absent.filter { place in
      input.evidence.cells(model: place.model, recipe: place.recipe).contains {
        if case .pointwise = $0.key.arm.attention { true } else { false }
      }
    }
    for (places, what) in [
      (absent.filter { !planned.contains($0) }, "Not planned in this preset"),
      (planned, "Planned and not finished"),
    ] where !places.isEmpty {
      sentences.append("\(what): \(Self.words(places)).")
    }
    return sentences.joined(separator: " ")
  }

  /// Places of the grid, such as "i1k on S/16 and S/8".
  private static func words(_ places: [Place]) -> String {
    let recipes = distinct(places.map(\.recipe))
    return list(
      recipes.map { recipe in
        "\(recipe) on \(list(places.filter { $0.recipe == recipe }.map(\.model)))"
      })
  }
}
