import Claims
import Experiments
import Figures
import Networks

private typealias Sweep = (h: Pointwise, points: [(alpha: LengthExponent, cell: Cell)])

/// The paper's Figure 2: accuracy over the exponent alpha for seven h, softmax as a band, the controls
/// and the linear classifier as quiet lines; a row a recipe, a column a model. Rows and columns
/// without a run are left out. Nil without a run of any h.
func alphaFigure(_ input: ReportInput) -> Figure? {
  func sweeps(_ model: String, _ recipe: String) -> [Sweep] {
    Pointwise.allCases.map { h in
      (h, input.sweep(model: model, recipe: recipe, h) { Arm($0) })
    }.filter { !$0.points.isEmpty }
  }
  let recipes = sweptRecipes.filter { recipe in
    sweptModels.contains { !sweeps($0, recipe).isEmpty }
  }
  let models = sweptModels.filter { model in
    recipes.contains { !sweeps(model, $0).isEmpty }
  }
  guard !models.isEmpty, let recipe = recipes.first else { return nil }
  let drawn = DrawnCells(
    cells: models.flatMap { model in
      recipes.flatMap { recipe in
        sweeps(model, recipe).flatMap(\.points).map(\.cell)
          + [AttentionKind.softmax, .uniform, .none].compactMap {
            input.drawnCell(model: model, recipe: recipe, arm: Arm($0))
          }
      }
    })

  func panel(_ model: String, _ recipe: String) -> Panel {
    let sweeps = sweeps(model, recipe)
    let tokens = sweeps.first?.points.first?.cell.specification.model.tokens
    let place = (recipes.count > 1 ? "\(recipe): " : "") + model
    return Panel(
      title: models.count + recipes.count == 2
        ? nil : place + (tokens.map { " (L = \($0))" } ?? ""),
      subtitle: sweeps.isEmpty ? nil : drawn.subtitle(model),
      y: Axis(title: "Test accuracy", unit: "%", group: drawn.group(model)),
      series: sweeps.map { h, points in
        Series(
          name: h.rawValue, label: h.figureLabel, style: h.figureStyle,
          points: points.map { $0.cell.point(x: $0.alpha.value) })
      },
      references: sweeps.isEmpty
        ? [] : input.references(model: model, recipe: recipe, softmaxIsBand: true),
      facets: ["model": model, "recipe": recipe])
  }

  let shape = drawn.cells[0].specification.model
  let place = models.count + recipes.count == 2 ? ", \(models[0]) (L = \(shape.tokens))" : ""
  var description = [
    "The paper's Figure 2 at our scale: \(input.preset.data.name), \(drawn.images); width "
      + "\(shape.width), depth \(shape.depth), \(shape.heads) heads; recipe after \(list(recipes)). "
      + "Small points are seeds; lines join means."
  ]
  if !drawn.sharesImages {
    description.append(
      "Models that saw different numbers of images have ranges of their own: compare within a column."
    )
  }
  return Figure(
    name: FigureName.alpha.rawValue,
    title: "Accuracy over the exponent α of the length factor" + place,
    finding: alphaFinding(input, models: models, recipe: recipe),
    description: description.joined(separator: " "), provenance: input.provenance,
    chart: .lines(
      LineChart(
        x: exponentAxis,
        rows: recipes.map { recipe in PanelRow(models.map { panel($0, recipe) }) },
        secondaryMeaning: secondaryMeaning(drawn.cells))))
}

/// What dividing by L does to ReLU here, no more: what is decided stands in the claims table.
private func alphaFinding(_ input: ReportInput, models: [String], recipe: String) -> String {
  func relu(_ alpha: Int) -> Arm {
    Arm(.pointwise(.relu, alpha: LengthExponent(hundredths: alpha)))
  }
  let gains = models.filter { _ in input.selection.shows(.relu) }.compactMap { model in
    PairedDifference(
      relu(100), minus: relu(0), model: model, recipe: recipe, evidence: input.evidence
    ).map { (model, $0) }
  }
  return gains.isEmpty
    ? "Means of the runs there are." : "ReLU from α = 0 to α = 1: \(words(gains))."
}
