import Paper
import Statistics
import Timing

/// Softmax beside the functions that a claim about the operator's time names: shown, and never part
/// of the verdict, since an opponent that is not at its best proves nothing.
extension Claim {
  /// One finding a model that softmax's operator was timed at.
  func softmaxFindings(evidence: Evidence) -> [CellFinding] {
    guard quantity == .operatorTime, let timing else { return [] }
    return models.compactMap { model in
      let id = TimingID(timing, weights: .softmax)
      let timed = evidence.timings.filter { $0.id == id && $0.model == model }
      guard timed.count == 1, let softmax = timed.first else { return nil }
      var finding = CellFinding(
        model: model, h: nil, outcome: .notTested,
        reason: "no other library's attention was timed in the same run, to hold softmax's against",
        confirmatory: false)
      finding.name = "softmax"
      guard softmax.valid else {
        finding.outcome = .invalid
        finding.reason = "the timing is invalid: \(softmax.defect ?? "it has no number")"
        return finding
      }
      finding.estimate = softmax.measured.ratio - 1
      finding.n = softmax.units
      guard let peer = softmax.details?.peer else { return finding }
      guard peer.ratio.ratio >= 1 else {
        finding.outcome = .invalid
        finding.reason =
          "opponent not at its best: \(peer.library)'s softmax was faster in the same run"
        return finding
      }
      let interval = Interval(
        estimate: softmax.measured.ratio - 1, low: softmax.measured.low - 1,
        high: softmax.measured.high - 1, level: softmax.measured.level, n: softmax.units)
      finding.interval = interval
      finding.decide(
        Judgement(interval, inside: 0...Double.infinity), holds: "the interval lies above zero",
        fails: "the interval lies below zero", undecided: "the interval contains zero")
      return finding
    }
  }
}
