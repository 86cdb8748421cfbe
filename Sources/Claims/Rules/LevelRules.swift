import Experiments
import Foundation
import Networks
import Paper
import Statistics

/// Claims about the level of a quantity in every layer.
extension Claim {
  /// Level: the interval over seeds of L times the mean weight lies inside the range, in every
  /// layer, with qk-layernorm and without. It is contradicted where one lies wholly outside, after
  /// Holm's first step over them all: layers are cells as models are.
  func levelFinding(model: PaperModel, h: Pointwise, evidence: Evidence) -> CellFinding {
    var finding = CellFinding(
      model: model, h: h, outcome: .notTested, reason: .notMeasured(quantity),
      confirmatory: false)
    guard let result = evidence.initialisation, case .range(let range) = margin else {
      finding.note(evidence.damage(of: "initialisation"))
      return finding
    }
    let tokens = result.tokens(of: model)
    let entries = result.entries.filter {
      $0.tokens == tokens && $0.attention == h.rawValue
    }
    guard !entries.isEmpty else {
      finding.reason = .levelNotMeasured
      return finding
    }
    finding.confirmatory = mayDecide(model)
    let values = entries.flatMap(\.scaledMeans)
    guard values.allSatisfy(\.isFinite),
      entries.allSatisfy({ $0.scaledMeans.count == result.seeds })
    else {
      finding.outcome = .invalid
      finding.reason = .unusableLevels
      return finding
    }
    finding.outcome = .inconclusive
    finding.n = result.seeds
    finding.agreeing = (0..<result.seeds).count { seed in
      entries.allSatisfy { range.contains($0.scaledMeans[seed]) }
    }
    guard finding.n >= ArmComparison.fewestSeeds else {
      finding.reason = .pointsOnly(seeds: finding.n)
      finding.estimate = entries.map { Estimate.mean($0.scaledMeans) }
        .min { Self.room(of: $0...$0, in: range) < Self.room(of: $1...$1, in: range) }
      return finding
    }
    decide(&finding, entries: entries, range: range, level: evidence.look.level)
    let variants = Set(entries.map(\.qkNorm))
    if variants.count == 1 && finding.outcome == .consistent {
      finding.outcome = .inconclusive
      finding.reason = .oneVariantOnly(qkNorm: variants.contains(true))
    }
    return finding
  }

  private func decide(
    _ finding: inout CellFinding, entries: [InitialisationResult.Entry],
    range: ClosedRange<Double>, level: Double
  ) {
    let estimates = entries.map { Estimate(meanOf: $0.scaledMeans) }
    let intervals = estimates.map { $0.interval(level: level) }
    let rooms = intervals.map { Self.room(of: $0.low...$0.high, in: range) }
    let against = estimates.map {
      min(
        $0.pValue(atLeast: range.lowerBound),
        $0.pValue(atMost: range.upperBound))
    }
    guard let nearest = rooms.indices.min(by: { rooms[$0] < rooms[$1] }),
      let worst = against.indices.min(by: { against[$0] < against[$1] })
    else { return }
    let probability = min(1, Double(entries.count) * against[worst])
    let tail = (1 - level) / 2
    let decision: Decision =
      if rooms[nearest] >= 0 {
        .holds
      } else if probability <= tail {
        .fails
      } else {
        .undecided
      }
    let shown = decision == .fails ? worst : nearest
    finding.estimate = estimates[shown].value
    finding.interval = intervals[shown]
    let entry = entries[shown]
    finding.decide(
      Judgement(
        decision: decision,
        // Where nothing fails, what matters is which cell comes nearest to it.
        pValue: decision == .fails ? probability : against[worst],
        oneSidedLevel: tail),
      .levelsInRange(
        decision, range,
        layer: Reason.LayerPlace(layer: entry.layer, qkNorm: entry.qkNorm), seeds: finding.n))
  }

  /// How far an interval lies inside a range of positive numbers, as a ratio's logarithm; negative
  /// where it reaches out of it.
  private static func room(
    of interval: ClosedRange<Double>, in range: ClosedRange<Double>
  ) -> Double {
    guard interval.lowerBound > 0 else { return -.infinity }
    return min(
      log(interval.lowerBound / range.lowerBound), log(range.upperBound / interval.upperBound))
  }
}
