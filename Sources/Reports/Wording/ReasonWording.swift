import Claims
import Figures
import Foundation
import Networks
import Statistics

/// The one place that words why a verdict was given.
extension Reason {
  /// A sentence, with a capital letter and a full stop.
  public var sentence: String {
    let words = words
    return words.prefix(1).uppercased() + words.dropFirst() + "."
  }

  /// What a lower rung said by itself, such as "; quick by itself: consistent at our scale"; empty where none
  /// decided.
  var earlierWords: String {
    guard case .openAfter(_, let rung, let outcome, _) = self else { return "" }
    return "; \(rung.rawValue) by itself: \(outcome.rawValue)"
  }

  /// Whether it has measured numbers in it, not only counts.
  var holdsNumbers: Bool { Self.holdsNumbers(words) }

  static func holdsNumbers(_ words: String) -> Bool { words.contains(/\d\.\d|\d %/) }

  /// In the place of a mark, without the place that the row names already.
  var shortWords: String {
    switch self {
    case .cell(_, let reason), .covering(let reason, _), .byChance(let reason, _),
      .openAfter(let reason, _, _, _):
      reason.shortWords
    case .notTimed: "not timed"
    case .notMeasured, .levelNotMeasured: "not measured"
    case .runsMissing(let arm, let finished, let planned, _):
      "\(finished) of \(counted(planned, "run")) of \(arm.label)"
    default: words.components(separatedBy: ";")[0]
    }
  }

  /// A part of a sentence.
  public var words: String {
    missingWords ?? unusableWords ?? shortageWords ?? findingWords ?? togetherWords
  }

  /// What was found, without what was left untested and what another rung said.
  var withoutCoverage: Reason {
    switch self {
    case .covering(let reason, _), .openAfter(let reason, _, _, _): reason.withoutCoverage
    default: self
    }
  }

  private var missingWords: String? {
    switch self {
    case .namesNoArms: "the claim names no arms"
    case .noAccuracy(let kind): "no accuracy is compared with a claim of kind \(kind.rawValue)"
    case .noCells: "no cells"
    case .armNotRun(let arm): "\(arm.label) was not run"
    case .functionNotRun(let h): "\(h?.rawValue ?? "h") was not run"
    case .noRunFinished(let arm): "no run of \(arm.label) is finished"
    case .runsMissing(let arm, let finished, let planned, let seedsMissing):
      "\(finished) of \(planned) planned runs of \(arm.label) are finished: points only, "
        + (seedsMissing > planned - finished ? "with those of other arms " : "")
        + "\(counted(seedsMissing, "seed")) \(seedsMissing == 1 ? "is" : "are") missing"
    case .transferNotMeasured(let arm):
      "the accuracy of transfer of \(arm.label) was not measured"
    case .transferMissing(let arm, let scored, let finished):
      "\(scored) of \(finished) runs of \(arm.label) were scored on transfer sets"
    case .notMeasured(let quantity): "\(quantity.words) was not measured"
    case .levelNotMeasured: "no model of its length and function was measured"
    case .notTimed(let id, let h, let model):
      "\(id?.description ?? h?.rawValue ?? "it") was not timed at \(model)"
    case .noPeerTimed:
      "no other library's attention was timed in the same run, to hold softmax's against; "
        + "`make peers` installs one, and the preset standard times it"
    case .noSharedSeed: "the arms share no seed"
    default: nil
    }
  }

  private var unusableWords: String? {
    switch self {
    case .unusableRun(let defect): defect.words
    case .damagedRecord(let words): words
    case .settingsDiffer(let differences):
      "the arms differ in more than attention"
        + (differences.isEmpty
          ? "" : " (\(differences.map(\.words).joined(separator: "; ")))")
    case .transferSetsDiffer: "the arms were scored on different data sets"
    case .twoTimings(let model): "two timings of \(model) disagree on which one counts"
    case .biasedTiming(let control):
      "the timing is biased: its control takes A against a copy of A, and the interval leaves out no "
        + "difference (\(points(control.low)) to \(points(control.high)) %)"
    case .baselineNotCompetitive(let library):
      "baseline not competitive: \(library)'s softmax was faster in the same run"
    case .shardedResultDiffers:
      "a sharded result differs from the unsharded operator's by more than rounding"
    case .unusableLevels: "a mean weight is no number, or a seed is missing"
    default: nil
    }
  }

  private var shortageWords: String? {
    switch self {
    case .pointsOnly(let seeds): "\(counted(seeds, "seed")): points only"
    case .tooFewSeedsForOptimum(let seeds, let needed):
      "\(counted(seeds, "seed")) for the whole grid: points only, \(needed) are needed"
    case .gridLacks(let exponents):
      "the grid lacks alpha \(exponents.map(\.words).joined(separator: ", "))"
    case .gridOutsideWindow: "the grid has no alpha in the window"
    case .diverged(.difference): "a run diverged, so no difference can be bounded"
    case .diverged(.optimum): "a run diverged, so the optimum has no interval"
    case .diverged(.lead): "a run diverged, so no lead can be bounded"
    case .effectNotPositive(let effect):
      "the effect that the margin is a fraction of is \(signedPoints(effect.estimate).hasPrefix("-") ? "negative" : "not clearly positive") here, "
        + "\(signedPoints(effect.estimate)) points [\(signedPoints(effect.low)), \(signedPoints(effect.high))], "
        + "so nothing can be called equal"
    case .marginTooSmall(let size):
      "the margin, \(size.fraction) of \(points(size.effect)) points, is below half a point, which "
        + "these data cannot resolve"
    case .saturated(.ceiling):
      "every arm is within half a point of all images in every seed, where no difference can show, "
        + "so nothing can be called equal"
    case .saturated(.chance):
      "every arm is at chance in every seed, where no difference can show, so nothing can be called "
        + "equal"
    case .saturated(.equalSeeds):
      "every arm gives one number in all seeds, so there is no spread to hold a difference against"
    case .oneVariantOnly(let qkNorm):
      "only models \(qkNorm ? "with" : "without") qk-layernorm were measured"
    default: nil
    }
  }

  private var findingWords: String? {
    switch self {
    case .aboveZero(.holds): "the interval lies above zero"
    case .aboveZero(.fails): "the interval lies below zero"
    case .aboveZero(.undecided): "the interval contains zero"
    case .beyondControl(let decision, let reach): beyondControl(decision, reach)
    case .impreciseTiming(let halfWidth, let asked):
      "the interval reaches \(points(halfWidth)) % either way and \(points(asked)) % was asked for, so "
        + "no size is read off it"
    case .tooFewProcesses(let count, let needed):
      "the timing rests on \(counted(count, "process")), and \(needed) are needed to decide"
    case .withinMargin(let decision, let size): withinMargin(decision, size)
    case .leadBelowMargin(.holds): "the lead of the best lies below the margin"
    case .leadBelowMargin(.fails): "the lead of the best lies above the margin"
    case .leadBelowMargin(.undecided): "the interval of the lead overlaps the margin"
    case .oneArmDiverged(claimed: false):
      "every seed of the other arm diverged, and none of the claimed one"
    case .oneArmDiverged(claimed: true):
      "every seed of the claimed arm diverged, and none of the other one"
    case .signTest(.holds): "runs diverged, and a sign test over seeds is for it"
    case .signTest(.fails): "runs diverged, and a sign test over seeds is against it"
    case .signTest(.undecided): "runs diverged, and a sign test over seeds decides nothing"
    case .tooFewSeedsBesideDiverged(let diverged, let runs):
      "\(counted(diverged, "run")) of \(runs) diverged, too few seeds to tell"
    case .bestInWindow(.holds, _): "the best alpha lies in the window"
    case .bestInWindow(.fails, _): "another alpha is better than all in the window"
    case .bestInWindow(.undecided, let flat):
      flat.map {
        "the curve is flat: alpha \($0.lowerBound.words) to \($0.upperBound.words) lie within half a "
          + "point"
      } ?? "another alpha than one in the window may be the best"
    case .tied(let exponents, let reason):
      "alpha \(list(exponents.map(\.words))) tie for the best; \(reason.words)"
    case .levelsInRange(let decision, let range, let layer, let seeds):
      levels(decision, "\(range.lowerBound) to \(range.upperBound)", layer.words, seeds)
    case .inTolerance(let decision, let range):
      tolerance(decision, "\(points(range.lowerBound)) to \(points(range.upperBound)) %")
    case .collectives(let found): found.words
    default: nil
    }
  }

  private func beyondControl(_ decision: Decision, _ reach: Double) -> String {
    let control = "the control's \(points(reach)) %"
    return switch decision {
    case .holds: "the interval lies above zero by more than \(control)"
    case .fails: "the interval lies below zero by more than \(control)"
    case .undecided: "the interval does not lie beyond \(control)"
    }
  }

  private var togetherWords: String {
    switch self {
    case .cell(let place, let reason): "\(place.words): \(reason.words)"
    case .byChance(let reason, let cells):
      "\(reason.words), but not beyond what \(cells) cells bring by chance"
    case .covering(let reason, let coverage):
      ([reason.words] + [coverage.untestedWords].compactMap(\.self)).joined(separator: "; ")
    case .noneConfirmatory(let coverage, let shown):
      (coverage.verb == .run
        ? "no cell of it was declared to decide"
        : "no model that decides was \(coverage.verb.words)")
        + (shown.map { "; \($0.words)" } ?? "")
    case .openAfter(let reason, let rung, let outcome, let cells):
      "\(reason.words); \(rung.rawValue) by itself: \(outcome.rawValue), on \(cells.placeWords)"
    case .noRequiredCellConfirmatory: "no cell that must hold is confirmatory"
    case .othersHold(let held, let count, let needed, let enough):
      "the cells of relu hold, and so do \(held) of \(count) cells of other functions"
        + (enough
          ? "" : needed == .reluAndMost ? ": more than half are needed" : ": half are needed")
    default: ""
    }
  }

  private func withinMargin(_ decision: Decision, _ size: MarginSize) -> String {
    let allowed =
      "(\(points(size.margin)) points, \(size.fraction) of an effect of \(points(size.effect)))"
    return switch decision {
    case .holds: "the difference lies within the margin \(allowed)"
    case .fails: "the difference lies beyond the margin \(allowed)"
    case .undecided: "the interval overlaps the margin \(allowed)"
    }
  }

  private func levels(
    _ decision: Decision, _ range: String, _ layer: String, _ seeds: Int
  ) -> String {
    let mean = "mean over \(counted(seeds, "seed"))"
    return switch decision {
    case .holds: "every layer's \(mean) lies within \(range), the one nearest an end is \(layer)"
    case .fails: "the \(mean) of \(layer) lies outside \(range)"
    case .undecided: "the \(mean) of \(layer) is not shown to lie within \(range)"
    }
  }

  private func tolerance(_ decision: Decision, _ range: String) -> String {
    switch decision {
    case .holds: "the interval lies in \(range)"
    case .fails: "the interval lies outside \(range)"
    case .undecided: "the interval overlaps an end of \(range)"
    }
  }
}

/// A share of test images as points with one decimal: 0.0413 is "4.1".
private func points(_ share: Double) -> String { "\((share * 1000).rounded() / 10)" }

private func signedPoints(_ share: Double) -> String {
  NumberText.signed(share * 100, places: 1)
}

extension Quantity {
  fileprivate var words: String {
    switch self {
    case .accuracy: "the accuracy"
    case .transferAccuracy: "the accuracy of transfer"
    case .stepTime: "the time of a training step"
    case .operatorTime: "the time of the attention operator"
    case .meanWeight: "the mean weight at initialisation"
    case .collectives: "the count of collectives"
    }
  }
}

extension CellDefect {
  /// Such as "S/32, relu at alpha 1, seed 0: two results disagree".
  var words: String { "\(model), \(arm.label), seed \(seed): \(problem.words)" }
}

extension CellDefect.Problem {
  fileprivate var words: String {
    switch self {
    case .accuracyOutOfRange: "the accuracy is not in [0, 1]"
    case .countOutOfRange: "the count of right answers does not fit the count of images"
    case .accuracyIsNotTheShare: "the accuracy is not the share of right answers"
    case .transferOutOfRange: "an accuracy of transfer is not in [0, 1]"
    case .resultsDisagree: "two results disagree"
    case .damaged(let words): words
    }
  }
}

extension Reason.SettingDifference {
  fileprivate var words: String {
    let name =
      switch setting {
      case .images: "images shown"
      case .testImages: "test images"
      case .width: "width"
      case .depth: "depth"
      case .tokens: "L"
      }
    return "\(name): \(values.map(String.init).joined(separator: ", "))"
  }
}

extension Reason.LayerPlace {
  fileprivate var words: String {
    "layer \(layer + 1) \(qkNorm ? "with" : "without") qk-layernorm"
  }
}

extension Reason.CellPlace {
  /// "S/32, relu" or "S/32".
  fileprivate var words: String { name.map { "\(model), \($0)" } ?? "\(model)" }
}

extension Reason.CollectivesFound {
  /// The counts alone, all three.
  var countsWords: String {
    "\(pointwise.collectives) collectives; softmax \(softmaxTwoPasses.collectives) in two passes, "
      + "\(softmaxMerged.collectives) merged"
  }

  fileprivate var words: String {
    "forward and backward pass of pointwise h take \(pointwise.words), softmax in two passes "
      + "\(softmaxTwoPasses.words), and softmax with one merged reduction \(softmaxMerged.words), at "
      + "\(processes) processes: "
      + (softmaxMerged.collectives > pointwise.collectives
        ? "fewer than either" : "no fewer than the merged form")
  }
}

extension Reason.CollectivesFound.Counts {
  fileprivate var words: String {
    let megabytes = (Double(bytes) / 1e4).rounded() / 100
    return
      "\(collectives) collectives, \(synchronisationPoints) synchronisations and \(megabytes) MB "
      + "a process"
  }
}

extension Reason.Coverage {
  /// Such as "not tested: S/32 (gelu, relu6), S/16, S/8"; nil where all cells decide.
  fileprivate var untestedWords: String? {
    guard !untested.isEmpty else { return nil }
    let models = distinct(untested.map(\.model)).map { model -> String in
      let names = untested.filter { $0.model == model }.compactMap(\.name)
      return untestedModels.contains(model) || names.isEmpty
        ? "\(model)" : "\(model) (\(names.joined(separator: ", ")))"
    }
    return "not tested: \(models.joined(separator: ", "))"
  }
}

extension Reason.Coverage.Verb {
  fileprivate var words: String {
    switch self {
    case .run: "run"
    case .timed: "timed"
    case .measured: "measured"
    }
  }
}

extension SeedAgreement {
  /// Such as "3 of 3 seeds" or "14 of 15 seeds over 5 cells".
  public var words: String {
    let text = "\(agreeing) of \(counted(count, unit == .timing ? "timing" : "seed"))"
    return cells > 1 && unit == .seed ? "\(text) over \(cells) cells" : text
  }
}
