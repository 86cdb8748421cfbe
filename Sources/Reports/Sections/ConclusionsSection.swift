import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics

/// What the verdicts come to, in plain words: by rules from the claims and from the differences beside
/// them, and in no stronger words than these allow.
struct ConclusionsSection: Section {
  let input: ReportInput
  let data: ResultData

  static let heading = "What this says about the paper"
  let title = Self.heading

  /// Nil where nothing may be said of the paper: nothing was run, or on images made by a program.
  init?(_ input: ReportInput, data: ResultData) {
    if input.isEmpty || input.preset.data.origin == .program { return nil }
    self.input = input
    self.data = data
  }

  var body: [Block] {
    let parts: [(lead: String, lines: [String])] = [
      ("Where its claims hold here", holding),
      ("Where they do not", failing),
      ("What cannot be told", open),
      ("What depends on the length of training", training),
      ("What depends on L", length),
      ("What to take from it", advice),
      ("What would settle the rest", settling),
    ]
    return [
      """
      A claim that holds on these models, which are far smaller than the paper's and were trained far \
      shorter, is supported; one that does not hold on them is not refuted at the paper's scale.
      """
    ]
      + parts.filter { !$0.lines.isEmpty }.map { part in
        .paragraph(
          part.lines.count == 1
            ? "**\(part.lead).** \(part.lines[0])"
            : "**\(part.lead)**\n\n" + part.lines.map { "- \($0)" }.joined(separator: "\n"))
      }
  }

  // MARK: - The claims

  private var claims: [Assessment] { input.assessments.claims }

  private var holding: [String] {
    let held = claims.filter { $0.verdict.outcome == .consistent }
    let hardly = held.filter(\.claim.couldHardlyFail)
    let lines = held.filter { !$0.claim.couldHardlyFail }.map(line)
    return lines.isEmpty && hardly.isEmpty
      ? ["No claim is shown to hold."]
      : lines
        + (hardly.isEmpty
          ? []
          : [
            "\(list(hardly.map { linked($0.id, $0) })) too, which could hardly have failed: "
              + "\(ClaimCounts.hardlyFailingKinds)."
          ])
  }

  private var failing: [String] {
    let failed = claims.filter { $0.verdict.outcome == .contradicted }
    return failed.isEmpty ? ["No claim is contradicted."] : failed.map(line)
  }

  /// Those whose reason is the same share a line.
  private var open: [String] {
    let rest = claims.filter { ![.consistent, .contradicted].contains($0.verdict.outcome) }
    func words(_ assessment: Assessment) -> String { assessment.reason.withoutCoverage.sentence }
    return distinct(rest.map(words)).map { reason in
      let same = rest.filter { words($0) == reason }
      let row = same[0].reason.holdsNumbers ? data.link(.claim(same[0].id)) : nil
      return "\(list(same.map { linked($0.id, $0) })): \(MarkdownText.linked(reason, to: row))"
    }
  }

  /// Such as "D1. Without division ... less accurate: +2.8 points [+1.7, +3.9] (98 %), on S/32 (relu), 1 of
  /// 21 cells."
  private func line(_ assessment: Assessment) -> String {
    let row = ClaimRow(assessment)
    let place = assessment.scope.map { scope in
      ", on \(scope.cells.placeWords), \(scope.cells.count) of \(counted(scope.claimed, "cell"))"
    }
    let found = row.ours == "-" ? "" : ": \(linked(row.ours, assessment))"
    return
      "\(MarkdownText.escaped(row.id)). \(MarkdownText.escaped(String(row.claim.dropLast(row.claim.hasSuffix(".") ? 1 : 0))))"
      + "\(found)\(place ?? "")."
  }

  private func linked(_ words: String, _ assessment: Assessment) -> String {
    MarkdownText.linked(words, to: data.link(.claim(assessment.id)))
  }

  // MARK: - What it depends on

  /// One line a model: every difference at the shortest and at the longest training that have it.
  private var training: [String] {
    let groups = TrainingLengths(input).groups
    let lines = groups.compactMap { group -> String? in
      let changes = TrainingLengths.pairs.compactMap { pair -> String? in
        guard let ends = group.ends(of: pair) else { return nil }
        func mean(_ images: Int) -> String {
          let values = group.differences(pair, images)
          return MarkdownText.linked(
            "\(NumberText.signed(Estimate.mean(values), places: 1)) (\(counted(values.count, "seed")))",
            to: data.link(
              .difference(pair.name, group.model, group.recipe, images: images)))
        }
        return "\(pair.name) goes from \(mean(ends.first)) to \(mean(ends.last)) points"
      }
      guard let first = group.lengths.first, let last = group.lengths.last, !changes.isEmpty else {
        return nil
      }
      return
        "On \(group.model), from \(NumberText.grouped(first)) to \(NumberText.grouped(last)) images: "
        + "\(changes.joined(separator: "; "))."
    }
    return lines.isEmpty
      ? ["Not known from these runs: no difference was measured at two lengths of training."]
      : lines + ["Claims are decided at one length; these numbers are exploratory."]
  }

  /// One line a difference: every model of the sweeps that has it.
  private var length: [String] {
    let kinds: [(kind: AttentionEffect.Kind, words: String)] = [
      (.lengthFactor, "Dividing by L changes ReLU's accuracy by"),
      (.attention, "Softmax leads uniform weights by"),
      (.reluMinusSoftmax, "ReLU / L minus softmax is"),
    ]
    let lines = kinds.compactMap { kind, words -> String? in
      let numbers = input.attentionEffects.filter { effect in
        effect.recipe == .main && PaperModel.swept.contains(effect.model)
      }.compactMap { effect -> String? in
        guard let contrast = effect.contrasts.first(where: { $0.kind == kind }),
          let estimate = contrast.estimate,
          let tokens = input.evidence.cells(model: effect.model, recipe: effect.recipe).first?
            .specification.model.tokens
        else { return nil }
        return MarkdownText.linked(
          "\(NumberText.signed(estimate * 100, places: 1)) points",
          to: data.link(
            .difference(contrast.name, effect.model, effect.recipe)))
          + " at L = \(NumberText.grouped(tokens)) (\(effect.model), \(counted(contrast.n, "seed")))"
      }
      return numbers.count < 2 ? nil : "\(words) \(list(numbers))."
    }
    return lines.isEmpty
      ? ["Not known from these runs: no difference was measured at two lengths L."] : lines
  }

  // MARK: - What follows

  private var advice: [String] {
    [lengthFactor, replacement, control].compactMap(\.self)
  }

  private var lengthFactor: String? {
    switch input.assessments.lengthFactor?.verdict.outcome {
    case .consistent:
      "Whoever uses ReLU attention should divide by a power of L: without, it was less accurate wherever "
        + "that was decided."
    case .contradicted: "Dividing by L is no gain everywhere: it should be tried with and without."
    default: nil
    }
  }

  private var replacement: String {
    switch Answer(input, data: data).finding {
    case .matches, .ahead:
      "On models like these ReLU / L can be used in place of softmax without a loss that matters beside "
        + "what attention is worth."
    case .approaches:
      "On models like these ReLU / L keeps most of what attention is worth; that it keeps all is not shown."
    case .fallsShort:
      "On models like these ReLU / L loses a part of what attention is worth, so softmax should not be "
        + "replaced without a test on one's own data."
    default:
      "Neither that ReLU / L matches softmax nor that it does not should be taken from these runs."
    }
  }

  /// Where learned attention is worth little, every kind of attention looks alike.
  private var control: String? {
    let found = input.attentionEffects.filter { $0.recipe == .main }.lazy.compactMap { effect in
      effect.contrasts.first { $0.kind == .attention && $0.estimate != nil }.map { (effect, $0) }
    }.first
    guard let (effect, contrast) = found, let estimate = contrast.estimate else { return nil }
    let points = MarkdownText.linked(
      "\(NumberText.signed(estimate * 100, places: 1)) points",
      to: data.link(
        .difference(contrast.name, effect.model, effect.recipe)))
    return
      "A comparison of attentions needs a control without learned weights: \(contrast.name) is what there is "
      + "to lose, \(points) on \(effect.model) here, and where it is small every attention looks alike."
  }

  private var settling: [String] {
    let bySeeds = claims.filter { $0.seedsToSettle != nil }.map {
      "\($0.id) (\(linked(ClaimRow($0).settling, $0)))"
    }
    let beyond = claims.filter(\.isBeyondSeeds).map { linked($0.id, $0) }
    var lines: [String] = []
    if !bySeeds.isEmpty {
      lines.append(
        "More seeds of the deciding cell, at the observed effect and with 80 % power: \(list(bySeeds))."
      )
    }
    if !beyond.isEmpty {
      lines.append(
        "No affordable number of seeds: \(list(beyond)), where the estimate sits on its margin or at zero. "
          + "Longer training or larger models change what is estimated.")
    }
    if let rung = input.preset.rung, let above = Rung.allCases.first(where: { $0.below == rung }) {
      lines.append(
        "More cells and more seeds: `\(ReportCommands(input).command("plan", preset: above.rawValue))` names the price of "
          + "the next rung, `\(above.rawValue)`.")
    }
    return lines
  }
}
