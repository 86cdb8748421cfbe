import Paper
import Statistics
import Timing

/// Softmax beside the functions that a claim about the operator's time names: shown, and never part
/// of the verdict, since a baseline that is not competitive proves nothing.
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
        reason: .noPeerTimed,
        confirmatory: false)
      finding.name = "softmax"
      guard softmax.hasNumber else {
        finding.outcome = .invalid
        finding.reason = .biasedTiming(softmax.control.addedShare(n: softmax.units))
        return finding
      }
      finding.estimate = softmax.measured.ratio - 1
      finding.n = softmax.units
      guard let peer = softmax.details?.peer else { return finding }
      guard peer.ratio.ratio >= 1 else {
        finding.outcome = .invalid
        finding.reason = .baselineNotCompetitive(library: peer.library)
        return finding
      }
      finding.interval = softmax.measured.addedShare(n: softmax.units)
      finding.decide(
        softmax.order, .beyondControl(softmax.order.decision, reach: softmax.control.reach))
      return finding
    }
  }
}
