import Networks
import Statistics
import Timing

/// Claims about time: a measured overhead, as a share of the time that it is held against.
extension Claim {
  /// A cell about a function h is timed under the comparison's name, a slash and that of h.
  func timingFinding(model: String, h: Pointwise?, evidence: Evidence) -> CellFinding {
    let name = timingName(h)
    let timings = evidence.timings.filter { $0.name == name && $0.model == model }
    guard let timed = timings.first else {
      var finding = CellFinding(
        model: model, h: h, outcome: .notTested, reason: "\(name) was not timed at \(model)",
        confirmatory: false)
      finding.note(timing.flatMap { evidence.damage(of: .timing(name: $0, model: model)) })
      return finding
    }
    var finding = CellFinding(
      model: model, h: h, outcome: .inconclusive, reason: "", confirmatory: mayDecide(model))
    let measured = [timed.measured.ratio, timed.measured.low, timed.measured.high]
    guard timings.count == 1, timed.valid, measured.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      finding.outcome = .invalid
      finding.reason =
        timings.count > 1
        ? "two timings of \(model) disagree on which one counts"
        : "the timing is invalid: \(timed.defect ?? "it has no number")"
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
      let words = "\(points(tolerance.lowerBound)) to \(points(tolerance.upperBound)) %"
      finding.agreeing = tolerance.contains(interval.estimate) ? 1 : 0
      finding.decide(
        Judgement(interval, inside: tolerance), holds: "the interval lies in \(words)",
        fails: "the interval lies outside \(words)",
        undecided: "the interval reaches across an end of \(words)")
    } else {
      finding.agreeing = interval.estimate > 0 ? 1 : 0
      finding.decide(
        Judgement(interval, inside: 0...Double.infinity), holds: "the interval lies above zero",
        fails: "the interval lies below zero", undecided: "the interval contains zero")
    }
    return finding
  }

  func timingName(_ h: Pointwise?) -> String {
    [timing, h?.rawValue].compactMap(\.self).joined(separator: "/")
  }
}

/// Claims about what processes that share a sequence send each other: counts, decided by softmax in
/// two passes. Softmax with one merged reduction is told beside it and decides nothing.
extension Claim {
  func collectivesFinding(model: String, evidence: Evidence) -> CellFinding {
    var finding = CellFinding(
      model: model, h: functions.first, outcome: .notTested,
      reason: "\(quantity.words) was not measured", confirmatory: mayDecide(model))
    guard let counted = evidence.parallel.first(where: { $0.model == model }) else {
      finding.note(evidence.damage(of: .parallel(model: model)))
      return finding
    }
    guard counted.agrees else {
      finding.outcome = .invalid
      finding.reason =
        "a sharded result differs from the unsharded operator's by more than rounding"
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
    finding.reason =
      "there and back pointwise h takes \(Self.words(last.pointwise)), softmax in two passes "
      + "\(Self.words(last.1)), and softmax with one merged reduction \(Self.words(merged)), at "
      + "\(largest) processes: "
      + (merged.collectives > last.pointwise.collectives
        ? "fewer than either" : "no fewer than the merged form")
    return finding
  }

  private static func words(_ counts: CollectiveCounts) -> String {
    let megabytes = (Double(counts.bytes) / 1e4).rounded() / 100
    return
      "\(counts.collectives) collectives, \(counts.synchronisationPoints) synchronisations and "
      + "\(megabytes) MB a process"
  }
}

/// Softmax beside the functions that a claim about the operator's time names: shown, and never part
/// of the verdict, since an opponent that is not at its best proves nothing.
extension Claim {
  /// One finding a model that softmax's operator was timed at.
  func softmaxFindings(evidence: Evidence) -> [CellFinding] {
    guard quantity == .operatorTime, let timing else { return [] }
    return models.compactMap { model in
      let name = "\(timing)/softmax"
      let timed = evidence.timings.filter { $0.name == name && $0.model == model }
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
