import Claims
import Experiments
import Figures
import Networks
import Paper

/// What the paper's Figures 3 and 4 switch.
enum AttentionOption {
  case qkNorm, gate

  var paperFigure: Int { self == .qkNorm ? 3 : 4 }

  /// The arm of Figure 2, or the one that differs from it by the option.
  func arm(_ attention: AttentionKind, isSwitched: Bool) -> Arm {
    guard isSwitched else { return Arm(attention) }
    return self == .qkNorm ? Arm(attention, qkNorm: false) : Arm(attention, gate: .linear)
  }

  /// Of the switched arm, such as "ReLU without qk-layernorm".
  var words: String { self == .qkNorm ? "without qk-layernorm" : "with gate" }
  /// Of the other.
  var plainWords: String { self == .qkNorm ? "with qk-layernorm" : "without gate" }
  /// What the difference panels show.
  var difference: String { self == .qkNorm ? "Without − with" : "With − without" }

  static let functions: [Pointwise] = [.relu, .squaredReLU]

  /// The switched arm minus the other.
  func difference(_ model: PaperModel, _ h: Pointwise, _ alpha: LengthExponent) -> ArmDifference {
    let attention = AttentionKind.pointwise(h, alpha: alpha)
    return ArmDifference(
      arm: arm(attention, isSwitched: true), against: arm(attention, isSwitched: false),
      model: model, recipe: .main)
  }

  /// ReLU's gain from alpha 0 to 1; that of the plain arms over the seeds of the switched ones, where these
  /// were run, so that the two stand beside each other.
  func gain(_ model: PaperModel, isSwitched: Bool, _ evidence: Evidence) -> ArmDifference {
    func arms(_ isSwitched: Bool) -> [Arm] {
      [100, 0].map {
        arm(.pointwise(.relu, alpha: LengthExponent(hundredths: $0)), isSwitched: isSwitched)
      }
    }
    let own = arms(isSwitched)
    func seeds(_ arms: [Arm]) -> Set<UInt64>? {
      let all = arms.map {
        evidence.cell(model: model, recipe: .main, arm: $0).map { Set($0.accuracies.keys) } ?? []
      }
      return all.contains(where: \.isEmpty)
        ? nil : all.dropFirst().reduce(all[0]) { $0.intersection($1) }
    }
    let shares: Bool =
      if !isSwitched, let other = seeds(arms(true)), let all = seeds(own) { other != all } else {
        false
      }
    return ArmDifference(
      arm: own[0], against: own[1], sharing: shares ? arms(true) : [], model: model, recipe: .main)
  }

  /// Every difference of a figure of options, for the results.
  static func allDifferences(_ input: ReportInput) -> [ArmDifference] {
    distinct(
      PaperModel.swept.flatMap { model in
        [qkNorm, gate].flatMap { option in
          functions.flatMap { h in
            input.sweep(model: model, recipe: .main, h) { option.arm($0, isSwitched: true) }
              .map { option.difference(model, h, $0.alpha) }
          }
        } + [true, false].map { gate.gain(model, isSwitched: $0, input.evidence) }
      })
  }
}

/// The paper's Figures 3 and 4: ReLU and squared ReLU over alpha, with and without an option, a column
/// a model, and below them the paired differences. Models without a run of the switched arm compare
/// nothing and are left out; nil where none is left.
func optionFigure(
  _ input: ReportInput, _ option: AttentionOption, margin claim: Claim?, name: String
) -> Figure? {
  let drawing = OptionDrawing(input: input, option: option, claim: claim)
  return drawing.models.isEmpty ? nil : drawing.figure(name: name)
}

private struct OptionDrawing {
  let input: ReportInput
  let option: AttentionOption
  /// The one that fixes how large a difference is none.
  let claim: Claim?

  static let recipe = RecipeName.main
  /// Each with its look where the option is switched; otherwise it looks as in Figure 2.
  var functions: [(h: Pointwise, switchedStyle: SeriesStyle)] {
    AttentionOption.functions.filter { input.selection.shows($0) }.map { h in
      (h, option.arm(.pointwise(h, alpha: LengthExponent(1)), isSwitched: true).style)
    }
  }

  /// At the exponents at which the switched arm was run: elsewhere there is nothing to compare.
  func sweep(
    _ model: PaperModel, _ h: Pointwise, isSwitched: Bool
  ) -> [(alpha: LengthExponent, cell: Cell)] {
    let switched = input.sweep(model: model, recipe: Self.recipe, h) {
      option.arm($0, isSwitched: true)
    }
    if isSwitched { return switched }
    return input.sweep(model: model, recipe: Self.recipe, h) {
      option.arm($0, isSwitched: false)
    }.filter { plain in switched.contains { $0.alpha == plain.alpha } }
  }

  /// Of an arm over the seeds that both have, so that the means differ by the paired difference.
  private func point(
    _ model: PaperModel, _ h: Pointwise, _ place: (alpha: LengthExponent, cell: Cell)
  ) -> DataPoint {
    let cells = [true, false].compactMap { isSwitched in
      sweep(model, h, isSwitched: isSwitched).first { $0.alpha == place.alpha }?.cell
    }
    let seeds = cells.dropFirst().reduce(Set(cells.first?.accuracies.keys.map(\.self) ?? [])) {
      $0.intersection($1.accuracies.keys)
    }
    let shared = place.cell.accuracies.filter { seeds.contains($0.key) }
      .sorted { $0.key < $1.key }.map { $0.value * 100 }
    guard !shared.isEmpty else { return place.cell.point(x: place.alpha.value) }
    var point = place.cell.point(x: place.alpha.value, values: shared)
    // What is left of a cell that decides elsewhere decides nothing here.
    point.isConfirmatory = point.isConfirmatory && cells.allSatisfy(\.isConfirmatory)
    return point
  }

  var models: [PaperModel] {
    PaperModel.swept.filter { model in
      functions.contains { !sweep(model, $0.h, isSwitched: true).isEmpty }
    }
  }

  var drawn: DrawnCells {
    DrawnCells(
      cells: models.flatMap { model in
        functions.flatMap { function in
          [false, true].flatMap { sweep(model, function.h, isSwitched: $0).map(\.cell) }
        }
      })
  }

  func accuracies(_ model: PaperModel) -> Panel {
    let series = functions.flatMap { h, switchedStyle in
      [false, true].map { isSwitched in
        let sweep = sweep(model, h, isSwitched: isSwitched)
        return Series(
          name: "\(h.rawValue) \(isSwitched ? option.words : option.plainWords)",
          label: isSwitched ? "\(h.label) \(option.words)" : h.label,
          style: isSwitched ? switchedStyle : h.style,
          points: sweep.map { point(model, h, $0) })
      }
    }.filter { !$0.points.isEmpty }
    let tokens = drawn.cells.first { $0.key.model == model }!.specification.model.tokens
    return Panel(
      title: "\(model) (L = \(tokens))", subtitle: drawn.subtitle(model),
      y: Axis(title: "Test accuracy", unit: "%", group: drawn.group(model)), series: series,
      references: input.references(model: model, recipe: Self.recipe, softmaxIsBand: false),
      facets: facets(model))
  }

  func differences(_ model: PaperModel) -> Panel {
    let series = functions.map { h, _ in
      Series(
        name: "\(h.rawValue), \(option.difference.lowercased())", label: h.label,
        style: h.style,
        points: sweep(model, h, isSwitched: true).compactMap { alpha, _ in
          // The claim is about alpha = 1.
          let margin =
            alpha == LengthExponent(1)
            ? claim?.drawnMargin(model: model, h: h, evidence: input.evidence) : nil
          return option.difference(model, h, alpha).paired(input.evidence)?.point(
            x: alpha.value, margin: margin, facets: facets(model))
        })
    }.filter { !$0.points.isEmpty }
    return Panel(
      name: "\(model), difference",
      y: Axis(title: option.difference, unit: "points", group: drawn.group(model)),
      series: series, origin: 0, facets: facets(model))
  }

  /// Over the exponents that are drawn.
  private var axis: Axis {
    var axis = Axis.exponent
    let drawn = Set(
      models.flatMap { model in
        functions.flatMap { sweep(model, $0.h, isSwitched: true).map(\.alpha.value) }
      })
    axis.includes = [drawn.min() ?? 0, drawn.max() ?? 2]
    if drawn.count <= 3 { axis.ticks = drawn.sorted() }
    if drawn.count == 1, let only = drawn.first { axis.includes = [only - 0.5, only + 0.5] }
    return axis
  }

  private func facets(_ model: PaperModel) -> [String: String] {
    ["model": "\(model)", "recipe": "\(Self.recipe)"]
  }

  func figure(name: String) -> Figure {
    let below = models.map(differences)
    let shape = drawn.cells[0].specification.model
    var description = [
      "The paper's Figure \(option.paperFigure) at our scale: \(input.preset.data.label), "
        + "\(drawn.images); width \(shape.width), depth \(shape.depth), \(shape.heads) heads; "
        + "recipe after \(Self.recipe). Above, small points are seeds and lines join means over the seeds "
        + "that both arms have; below, paired differences by seed."
    ]
    if !drawn.sharesImages {
      description.append(
        "Models that saw different numbers of images have ranges of their own: compare within a "
          + "column.")
    }
    if let margin = claim?.marginSentence(of: "the gain from α = 0 to α = 1", in: below) {
      description.append(margin)
    }
    let missing = PaperModel.swept.filter {
      !models.contains($0) && input.selection.shows(model: $0)
    }
    if !missing.isEmpty {
      description.append(
        "No run \(option == .qkNorm ? option.words : "with the gate") on \(list(missing)) is finished."
      )
    }
    description += comparisons.map(\.sentence)
    let cost = option == .gate ? gateCost(input) : nil
    if let cost { description.append(cost.sentence) }
    let lines = Figure.Chart.lines(
      LineChart(
        x: axis,
        rows: [PanelRow(models.map(accuracies)), PanelRow(below, height: 0.6)],
        exploratoryMeaning: drawn.exploratoryMeaning,
        marginMeaning: claim?.margin.number.map {
          "margin: \(NumberText.drawn($0, places: 2)) of the gain from α = 0 to α = 1"
        } ?? "", setsApart: false))
    var figure = Figure(
      name: name,
      title: "Accuracy over α, with and without \(option == .qkNorm ? "qk-layernorm" : "the gate")",
      finding: comparisons.lazy.compactMap(\.headline).first
        ?? "Means of the runs there are.",
      description: description.joined(separator: " "), provenance: input.provenance,
      chart: cost.map { .stacked([lines, .intervals($0.chart)]) } ?? lines)
    figure.findingSources =
      comparisons.lazy.map(\.headlineSources).first { !$0.isEmpty } ?? []
    figure.sources = comparisons.flatMap(\.sources) + (cost?.sources ?? [])
    return figure
  }

  /// What the paper's sentence is about: the effect at alpha = 1 without the norm; what dividing by L
  /// brings to ReLU with and without the gate.
  private var comparisons: [ModelComparison] {
    let all =
      switch option {
      case .qkNorm:
        functions.map { h, _ in
          ModelComparison(
            "\(h.label) without − with qk-layernorm (α = 1)", over: models,
            saying: (
              "\(h.label) is more accurate without qk-layernorm",
              "\(h.label) is less accurate without qk-layernorm",
              "Removing qk-layernorm is not shown to change \(h.label)'s accuracy"
            ), evidence: input.evidence
          ) {
            option.difference($0, h, LengthExponent(1))
          }
        }
      case .gate where !input.selection.shows(.relu): [ModelComparison]()
      case .gate:
        [true, false].map { isSwitched in
          ModelComparison(
            "ReLU \(isSwitched ? "with" : "without") the gate from α = 0 to α = 1", over: models,
            saying: (
              "\(isSwitched ? "Under" : "Without") the gate dividing by L raises ReLU's accuracy",
              "\(isSwitched ? "Under" : "Without") the gate dividing by L lowers ReLU's accuracy",
              "\(isSwitched ? "Under" : "Without") the gate dividing by L is not shown to change ReLU's accuracy"
            ), evidence: input.evidence
          ) { option.gain($0, isSwitched: isSwitched, input.evidence) }
        }
      }
    return all.filter { !$0.differences.isEmpty }
  }
}
