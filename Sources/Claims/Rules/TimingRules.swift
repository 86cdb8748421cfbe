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
    let measured = [timed.measured.ratio, timed.measured.low, timed.measured.high]
    guard timings.count == 1, timed.valid, measured.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      finding.outcome = .invalid
      finding.reason =
        timings.count > 1
        ? .twoTimings(model: model) : .invalidTiming(timed.defect)
      return finding
    }
    finding.unit = timed.unit
    finding.n = timed.units
    let interval = Interval(
      estimate: timed.measured.ratio - 1, low: timed.measured.low - 1,
      high: timed.measured.high - 1, level: timed.measured.level, n: timed.units)
    finding.estimate = interval.estimate
    finding.interval = interval
    if case .factor(let factor) = margin, let value = published.value {
      let tolerance = value / factor...value * factor
      finding.agreeing = tolerance.contains(interval.estimate) ? 1 : 0
      let judgement = Judgement(interval, inside: tolerance)
      finding.decide(judgement, .inTolerance(judgement.decision, tolerance))
    } else {
      finding.agreeing = interval.estimate > 0 ? 1 : 0
      let judgement = Judgement(interval, inside: 0...Double.infinity)
      finding.decide(judgement, .aboveZero(judgement.decision))
    }
    return finding
  }

  /// The comparison that decides a cell about h, or about none; nil where nothing of it is timed.
  func timingID(_ h: Pointwise?) -> TimingID? {
    timing.flatMap { TimingID($0, weights: h.map { .pointwise($0) }) }
  }
}
