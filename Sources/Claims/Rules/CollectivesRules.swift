import Paper
import Timing

/// Claims about what processes that share a sequence send each other: counts, decided by softmax in
/// two passes. Softmax with one merged reduction is told beside it and decides nothing.
extension Claim {
  func collectivesFinding(model: PaperModel, evidence: Evidence) -> CellFinding {
    var finding = CellFinding(
      model: model, h: functions.first, outcome: .notTested,
      reason: .notMeasured(quantity), confirmatory: mayDecide(model))
    guard let counted = evidence.parallel.first(where: { $0.model == model }) else {
      finding.note(evidence.damage(of: .parallel(model: model)))
      return finding
    }
    guard counted.agrees else {
      finding.outcome = .invalid
      finding.reason = .shardedResultDiffers
      return finding
    }
    let shared = counted.processCounts.filter { $0 > 1 }
    let pairs = shared.compactMap { processes -> (pointwise: CollectiveCounts, CollectiveCounts)? in
      guard let pointwise = counted.counts(.pointwise, processes: processes),
        let softmax = counted.counts(.softmaxTwoPasses, processes: processes)
      else { return nil }
      return (pointwise, softmax)
    }
    guard let largest = shared.last, pairs.count == shared.count, let last = pairs.last,
      let merged = counted.counts(.softmaxMerged, processes: largest)
    else { return finding }
    finding.n = pairs.count
    finding.unit = "process count"
    let holds = pairs.allSatisfy { $0.pointwise.collectives < $0.1.collectives }
    finding.outcome = holds ? .consistent : .contradicted
    // A count has no sampling error.
    finding.pValue = holds ? 1 : 0
    finding.reason = .collectives(
      Reason.CollectivesFound(
        pointwise: .init(last.pointwise), softmaxTwoPasses: .init(last.1),
        softmaxMerged: .init(merged), processes: largest))
    return finding
  }
}

extension Reason.CollectivesFound.Counts {
  fileprivate init(_ counts: CollectiveCounts) {
    self.init(
      collectives: counts.collectives, synchronisationPoints: counts.synchronisationPoints,
      bytes: counts.bytes)
  }
}
