import Networks
import Paper
import Statistics
import Timing

/// Claims about time: a measured overhead, as a share of the time that it is held against.
extension Claim {
  func timingFinding(model: PaperModel, h: Pointwise?, evidence: Evidence) -> CellFinding {
    let id = timingID(h)
    let timings = evidence.timings.filter { $0.id == id && $0.model == model }
    guard let timed = timings.first else {
      var finding = CellFinding(
        model: model, h: h, outcome: .notTested, reason: .notTimed(id, h, model: model),
        confirmatory: false)
      finding.note(timing.flatMap { evidence.damage(of: .timing(name: $0, model: model)) })
      return finding
    }
    var finding = CellFinding(
      model: model, h: h, outcome: .inconclusive, reason: .noCells, confirmatory: mayDecide(model))
    guard timings.count == 1 else {
      finding.outcome = .invalid
      finding.reason = .twoTimings(model: model)
      return finding
    }
    guard timed.hasNumber else {
      finding.outcome = .invalid
      finding.reason = .biasedTiming(timed.control.addedShare(n: timed.units))
      return finding
    }
    finding.unit = timed.unit
    finding.n = timed.units
    let interval = timed.measured.addedShare(n: timed.units)
    finding.estimate = interval.estimate
    finding.interval = interval
    if case .factor(let factor) = margin, let value = published.value {
      let tolerance = value / factor...value * factor
      finding.agreeing = tolerance.contains(interval.estimate) ? 1 : 0
      let judgement = Judgement(interval, inside: tolerance)
      finding.decide(judgement, .inTolerance(judgement.decision, tolerance))
      // A size is not read off an interval that is wider than was asked.
      if timed.standing != .precise {
        finding.outcome = .inconclusive
        finding.reason = .impreciseTiming(
          halfWidth: max(timed.measured.halfWidth, timed.control.halfWidth), asked: timed.halfWidth)
      }
    } else {
      finding.agreeing = interval.estimate > 0 ? 1 : 0
      finding.decide(timed.order, .beyondControl(timed.order.decision, reach: timed.control.reach))
    }
    if !timed.hasEnoughUnits {
      finding.outcome = .inconclusive
      finding.reason = .tooFewProcesses(timed.units, needed: MeasuredProcesses.fewestProcesses)
    }
    return finding
  }

  /// The comparison that decides a cell about h, or about none; nil where nothing of it is timed.
  func timingID(_ h: Pointwise?) -> TimingID? {
    timing.flatMap { TimingID($0, weights: h.map { .pointwise($0) }) }
  }
}

extension ClaimsFile {
  /// What must be known of a comparison at a model so that every claim about it can be decided.
  public func needs(of id: TimingID, model: PaperModel) -> Set<TimingNeed> {
    Set(
      claims.compactMap { claim in
        let functions: [Pointwise?] = claim.functions.isEmpty ? [nil] : claim.functions
        guard claim.models.contains(model), functions.contains(where: { claim.timingID($0) == id })
        else { return nil }
        return claim.kind == .number ? .size : .order
      })
  }
}

extension TimingComparison {
  /// Whether B takes longer, as a judgement of the statement that it does.
  var order: Judgement {
    let tail = (1 - measured.level) / 2
    let decision: Decision = isSlower.map { $0 ? .holds : .fails } ?? .undecided
    return Judgement(
      decision: decision, pValue: decision == .fails ? tail : 1, oneSidedLevel: tail)
  }
}

extension RatioInterval {
  /// What is added, as a share of the time that it is held against.
  func addedShare(n: Int) -> Interval {
    Interval(estimate: ratio - 1, low: low - 1, high: high - 1, level: level, n: n)
  }
}
