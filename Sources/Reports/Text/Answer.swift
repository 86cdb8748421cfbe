import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics
import Timing

/// What the report answers first: can ReLU / L replace softmax, at this scale? By rules from the claims
/// that compare the two, and from what stands beside them.
struct Answer {
  /// What the claims come to.
  enum Finding: Hashable {
    /// The data were made by a program: nothing is said about the paper.
    case synthetic
    case nothingTrained
    case invalid
    /// The difference is shown to be less than the margin, either way.
    case matches
    case ahead
    /// Short of softmax by less than the margin; that it matches is not shown.
    case approaches
    case fallsShort
    case saturated(Reason.Saturation)
    case notComparable
    case unfinished(finished: Int, planned: Int)
    case undecided
    case notTested
  }

  let input: ReportInput
  /// To whose rows the numbers lead.
  let data: ResultData
  let finding: Finding
  /// The claim that the finding rests on; nil where the claims file has none of its kind.
  private let deciding: Assessment?

  init(_ input: ReportInput, data: ResultData) {
    self.input = input
    self.data = data
    func claim(_ kind: ClaimKind) -> Assessment? {
      input.assessments.claims.first {
        $0.kind == kind && $0.claim.quantity == .accuracy
          && $0.claim.figure == FigureName.scaling.rawValue
      }
    }
    let matching = claim(.equivalence)
    let approaching = claim(.nonInferiority)
    (finding, deciding) = Self.finding(input, matching: matching, approaching: approaching)
  }

  private static func finding(
    _ input: ReportInput, matching: Assessment?, approaching: Assessment?
  ) -> (Finding, Assessment?) {
    let either = matching ?? approaching
    func outcome(_ assessment: Assessment?) -> Verdict.Outcome? { assessment?.verdict.outcome }
    if input.preset.data.origin == .program { return (.synthetic, either) }
    if input.finished.isEmpty && input.damages.isEmpty { return (.nothingTrained, either) }
    let outcomes = [outcome(matching), outcome(approaching)]
    if outcomes.contains(.invalid) { return (.invalid, either) }
    if outcome(matching) == .consistent { return (.matches, matching) }
    if outcome(approaching) == .contradicted { return (.fallsShort, approaching) }
    if outcome(matching) == .contradicted {
      if (matching?.estimate ?? 0) > 0 { return (.ahead, matching) }
      return outcome(approaching) == .consistent
        ? (.approaches, approaching) : (.fallsShort, matching)
    }
    if outcome(approaching) == .consistent { return (.approaches, approaching) }
    if let saturation = [matching, approaching].lazy.compactMap({ $0?.reason.saturation }).first {
      return (.saturated(saturation), either)
    }
    if outcomes.contains(.notComparable) { return (.notComparable, either) }
    let planned = input.preset.runs.count
    let finished = planned - input.missing.count
    if finished < planned { return (.unfinished(finished: finished, planned: planned), either) }
    return (outcomes.contains(.inconclusive) ? .undecided : .notTested, either)
  }

  // MARK: - The answer

  /// One sentence.
  var sentence: String {
    let question = "whether ReLU / L can replace softmax at this scale"
    return switch finding {
    case .synthetic:
      "Nothing is said about \(question): the images were made by a program, for tests."
    case .nothingTrained: "Not answered yet, \(question): nothing was trained."
    case .invalid: "It cannot be said \(question): a record that this rests on is unusable."
    case .matches:
      "Yes, at this scale ReLU / L can replace softmax: the difference in accuracy lies within the "
        + "margin \(scope)."
    case .ahead:
      "Yes, at this scale ReLU / L can replace softmax: it is more accurate, by more than the margin, "
        + "\(scope)."
    case .approaches:
      "Nearly: at this scale ReLU / L falls short of softmax by less than the margin \(scope), and "
        + "that it matches is not shown."
    case .fallsShort:
      "No, not at this scale: ReLU / L falls short of softmax by more than the margin \(scope)."
    case .saturated(.ceiling):
      "These data cannot tell \(question): both are right on nearly every image."
    case .saturated(.chance): "These runs cannot tell \(question): both only guess."
    case .saturated(.equalSeeds):
      "These data cannot tell \(question): every seed gives the same number."
    case .notComparable: "It cannot be said \(question): the two were not trained alike."
    case .unfinished(let finished, let planned):
      "Not decided yet, \(question): \(NumberText.grouped(finished)) of "
        + "\(counted(planned, "planned run")) \(finished == 1 ? "is" : "are") finished."
    case .undecided: "Not decided by this run: \(question)."
    case .notTested: "Preset \(MarkdownText.escaped(input.preset.name)) does not test \(question)."
    }
  }

  /// Such as "on S/32, 1 of the claim's 5 cells".
  private var scope: String {
    guard let scope = deciding?.scope else { return "here" }
    let models = distinct(scope.cells.map(\.model))
    return scope.cells.count == scope.claimed
      ? "on \(list(models))"
      : "on \(list(models)), \(scope.cells.count) of the claim's \(counted(scope.claimed, "cell"))"
  }

  // MARK: - The numbers that carry it

  /// Three to five short sentences, as far as there are numbers.
  var numbers: [String] {
    [difference, effect, lengthFactor, gate, counts].compactMap(\.self)
  }

  /// The model that says most: the most intervals, then the most seeds.
  private var shown: AttentionEffect? {
    func weight(_ effect: AttentionEffect) -> (Int, Int) {
      (effect.contrasts.count { $0.low != nil }, effect.contrasts.reduce(0) { $0 + $1.n })
    }
    let effects = input.attentionEffects.filter { effect in
      effect.contrasts.contains { $0.estimate != nil }
    }
    return effects.reversed().max { weight($0) < weight($1) }
  }

  private func contrast(_ kind: AttentionEffect.Kind) -> AttentionEffect.Contrast? {
    shown?.contrasts.first { $0.kind == kind && $0.estimate != nil }
  }

  private var difference: String? {
    guard let shown, let contrast = contrast(.reluMinusSoftmax), contrast.estimate != nil
    else { return nil }
    let relu = Arm(.pointwise(.relu, alpha: LengthExponent(1)))
    func mean(_ arm: Arm) -> String? {
      guard let cell = input.evidence.cell(model: shown.model, recipe: shown.recipe, arm: arm)
      else { return nil }
      let values = contrast.differences.compactMap { cell.accuracies[$0.seed] }
      return values.isEmpty
        ? nil
        : data.linked("\(NumberText.percent(Estimate.mean(values))) %", to: row(contrast))
    }
    guard let ours = mean(relu), let theirs = mean(Arm(.softmax)) else { return nil }
    let steps = input.evidence.cell(model: shown.model, recipe: shown.recipe, arm: relu)
      .map { "\(NumberText.grouped($0.specification.recipe.steps)) steps" }
    let setting = [seeds(contrast), steps].compactMap(\.self).joined(separator: ", ")
    return "On \(shown.model) (\(setting)) ReLU / L scored \(ours) and softmax \(theirs): "
      + estimate(contrast) + decidedBefore(deciding, contrast) + "."
  }

  /// The row of a difference on the shown model.
  private func row(_ contrast: AttentionEffect.Contrast) -> ResultRow? {
    shown.map { .difference(contrast.name, $0.model, $0.recipe) }
  }

  /// With its interval or why there is none, such as "+3.4 points [+3.1, +3.6] (98 %)".
  private func estimate(_ contrast: AttentionEffect.Contrast) -> String {
    guard let estimate = contrast.estimate else { return "" }
    let words = data.linked("\(points(estimate)) points\(bracket(contrast))", to: row(contrast))
    guard case .runsMissing(_, _, _, let missing)? = contrast.reason else { return words }
    return words + " (no interval until \(NumberText.grouped(missing)) more "
      + "\(missing == 1 ? "seed is" : "seeds are") in)"
  }

  /// A claim's cell that a lower rung decided on fewer seeds keeps that number: said where the one beside it
  /// is another.
  private func decidedBefore(
    _ assessment: Assessment?, _ contrast: AttentionEffect.Contrast
  ) -> String {
    guard let assessment, let shown,
      let cell = assessment.claimedCells.first(where: {
        $0.model == shown.model && ($0.h == Pointwise.relu.rawValue || $0.h == nil)
      }),
      let rung = cell.rung, cell.outcome.isDecisive, cell.n < contrast.n,
      let estimate = cell.estimate, let low = cell.low, let high = cell.high
    else { return "" }
    let number = data.linked(
      "\(points(estimate)) [\(points(low)), \(points(high))]",
      to: .cell(of: assessment.id, cell.model, cell.h))
    return "; \(MarkdownText.escaped(assessment.id)) was decided there by `\(rung.rawValue)`, on "
      + "\(counted(cell.n, "seed")), at \(number)"
  }

  /// What the margins are a share of.
  private var effect: String? {
    guard let contrast = contrast(.attention), contrast.estimate != nil else { return nil }
    let margin = deciding.flatMap { deciding in
      deciding.claim.margin.number.map {
        let number = data.linked(
          NumberText.shortest($0, places: 2), to: .claim(deciding.id))
        return "; \(MarkdownText.escaped(deciding.id))'s margin is \(number) of it"
      }
    }
    return "Softmax minus uniform attention, which is what attention is worth here, is "
      + estimate(contrast) + ", \(seeds(contrast))\(margin ?? "")."
  }

  private var lengthFactor: String? {
    guard let contrast = contrast(.lengthFactor), contrast.estimate != nil else { return nil }
    return "Dividing by L changes ReLU's accuracy by "
      + estimate(contrast) + ", \(seeds(contrast))"
      + "\(decidedBefore(input.assessments.lengthFactor, contrast))."
  }

  /// The primary model's where that was timed, else the first.
  private var gate: String? {
    let timed = input.evidence.timings.filter { $0.id == .gating && $0.hasNumber }
    let claim = input.assessments.claims.first {
      $0.claim.quantity == .stepTime && $0.kind == .number
    }
    let primary = claim?.claim.models.first
    guard let timing = timed.first(where: { $0.model == primary }) ?? timed.first else {
      return nil
    }
    func added(_ ratio: Double) -> String { NumberText.fixed((ratio - 1) * 100, places: 1) }
    let level = Look.words(of: timing.measured.level)
    let published = input.published(.gating).map {
      ", the paper \(NumberText.percent($0.overhead)) % for \($0.model)"
    }
    let measured =
      "\(added(timing.measured.ratio)) % [\(added(timing.measured.low)), "
      + "\(added(timing.measured.high))] (\(level), \(counted(timing.units, timing.unit)))"
    return "The gate adds \(data.linked(measured, to: .timing(timing))) to a step at "
      + "\(timing.model); the count of multiplications says \(added(TimedModel.gateByCount(timing.model))) %"
      + "\(published ?? "")."
  }

  private var counts: String? {
    ClaimCounts(input.assessments).sentence
  }

  private func points(_ share: Double) -> String { NumberText.signed(share * 100, places: 1) }

  private func seeds(_ contrast: AttentionEffect.Contrast) -> String {
    counted(contrast.n, "seed")
  }

  private func bracket(_ contrast: AttentionEffect.Contrast) -> String {
    guard let interval = contrast.points, let level = contrast.level else { return "" }
    return " \(interval) (\(Look.words(of: level)))"
  }

  // MARK: - What limits it

  /// One sentence.
  var limits: String {
    let runs = input.preset.runs.filter { $0.panel == .claims }
    let images = Set(runs.map(\.specification.recipe.images)).sorted()
    let widths = Set(runs.map(\.specification.model.width)).sorted()
    var parts: [String] = []
    if let fewest = images.first, let most = images.last, let narrow = widths.first,
      let wide = widths.last
    {
      func range(_ low: Int, _ high: Int) -> String {
        low == high
          ? NumberText.grouped(low) : "\(NumberText.grouped(low)) to \(NumberText.grouped(high))"
      }
      parts.append(
        "models of width \(range(narrow, wide)) saw \(range(fewest, most)) images of "
          + "\(MarkdownText.escaped(input.preset.data.label)), far less than the paper's")
    }
    if let linear = input.evidence.linearClassifier {
      let below = LinearBaseline(input)
      parts.append(
        "a linear classifier of the pixels, shown \(NumberText.grouped(linear.images)), gets "
          + data.linked("\(NumberText.percent(linear.accuracy)) %", to: .linearClassifier)
          + (below.arms > 0
            ? ", more than \(below.below) of the \(counted(below.arms, "arm")) shown as many" : ""))
    }
    return parts.isEmpty
      ? "**Limits:** nothing was planned." : "**Limits:** \(parts.joined(separator: "; "))."
  }
}

extension Assessments {
  /// The claim that dividing by a power of L makes ReLU more accurate; nil where there is none of its kind.
  var lengthFactor: Assessment? {
    claims.first {
      $0.kind == .ordering && $0.claim.figure == FigureName.alpha.rawValue
        && $0.claim.functions.contains(.relu)
    }
  }
}

/// A classifier without any attention beside the arms that were shown as many images as it was: like
/// against like. A baseline, which decides no claim.
struct LinearBaseline {
  /// Shown as many images.
  let arms: Int
  /// Of these, with a lower mean accuracy.
  let below: Int

  init(_ input: ReportInput) {
    guard let linear = input.evidence.linearClassifier else {
      (arms, below) = (0, 0)
      return
    }
    let cells = input.evidence.cells.values.filter {
      !$0.results.isEmpty && $0.images == linear.images
    }
    arms = cells.count
    below = cells.count { Estimate.mean($0.percentages) < linear.accuracy * 100 }
  }
}
