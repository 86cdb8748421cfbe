import Networks
import Statistics
import Timing

/// Claims about time: a measured overhead, as a share of the time that it is held against.
extension Claim {
  /// A cell about a function h is timed under the comparison's name, a slash and that of h.
  func timingFinding(model: String, h: Pointwise?, evidence: Evidence) -> CellFinding {
    let name = [timing, h?.rawValue].compactMap(\.self).joined(separator: "/")
    let timings = evidence.timings.filter { $0.name == name && $0.model == model }
    guard let timed = timings.first else {
      return CellFinding(
        model: model, h: h, outcome: .notTested, reason: "\(model) was not timed (\(name))",
        primary: false)
    }
    var finding = CellFinding(
      model: model, h: h, outcome: .inconclusive, reason: "", primary: mayDecide(model))
    let measured = [timed.measured.ratio, timed.measured.low, timed.measured.high]
    guard timings.count == 1, timed.valid, measured.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      finding.outcome = .invalid
      finding.reason =
        timings.count > 1
        ? "two timings of \(model) disagree on which one counts"
        : "the control of the timing of \(model) did not come out as no difference"
      return finding
    }
    finding.unit = timed.unit
    finding.n = timed.units
    let interval = Interval(
      estimate: timed.measured.ratio - 1, low: timed.measured.low - 1,
      high: timed.measured.high - 1, level: timed.measured.level, n: timed.units)
    finding.estimate = interval.estimate
    finding.interval = interval
    let tail = (1 - interval.level) / 2
    let range: ClosedRange<Double>
    switch (margin, published.value) {
    case (.factor(let factor), let value?): range = value / factor...value * factor
    default: range = 0...Double.infinity
    }
    finding.agreeing = range.contains(interval.estimate) && interval.estimate != 0 ? 1 : 0
    let decision = Judgement.decision(interval, inside: range)
    let words = range.upperBound.isFinite
      ? "the tolerance of \(points(range.lowerBound)) to \(points(range.upperBound)) %" : "zero"
    finding.decide(
      // The interval says no more of the p value than that it is at most one tail.
      Judgement(
        decision: decision, probabilityAgainst: decision == .fails ? tail : 1, oneSidedLevel: tail),
      holds: range.upperBound.isFinite
        ? "the interval lies in \(words)" : "the interval lies above \(words)",
      fails: range.upperBound.isFinite
        ? "the interval lies outside \(words)" : "the interval lies below \(words)",
      undecided: range.upperBound.isFinite
        ? "the interval reaches across \(words)" : "the interval holds \(words)")
    return finding
  }
}
