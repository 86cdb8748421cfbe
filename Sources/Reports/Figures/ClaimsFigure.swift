import Claims
import Figures
import Foundation
import Networks

/// Every claim in one row: the interval that its verdict rests on against what the claim allows, and
/// the verdict. Nil where nothing was run, timed or measured.
func claimsFigure(_ input: ReportInput, name: String) -> Figure? {
  let assessments = input.assessments.claims
  guard !input.isEmpty, !assessments.isEmpty else { return nil }
  let drawings = assessments.map { ClaimDrawing(assessment: $0, input: input) }
  let lacksMargin = drawings.contains { $0.assessment.estimate != nil && $0.region == nil }
  return Figure(
    name: name,
    title: "What the paper claims, and what preset \(input.preset.name) says of it",
    finding: ClaimCounts(input.assessments).finding,
    description:
      "One row a claim, in the cell that its verdict rests on. Each row is scaled to its "
      + "claim's own margin: 0 is no difference, or the published value, 1 is the margin, and a pale "
      + "box covers what the claim allows. Claims of order have no margin: accuracy is drawn in units "
      + "of the margin that equivalence would have, times in units of the half-width that was asked "
      + "for. "
      + (lacksMargin
        ? "A row without a box has no margin, since the effect that it is a fraction of is not clearly positive: "
          + "its unit is one point. " : "")
      + "At the right the verdict, then model and estimate in the claim's own unit. Open markers: nothing "
      + "there decides.",
    provenance: input.provenance,
    chart: .intervals(
      IntervalChart(
        axis: Axis(
          title: "Estimate in units of the claim's margin", includes: [-2, 2],
          ticks: (-4...4).map(Double.init)),
        limits: -4.4...4.4, rows: drawings.map(\.row), exploratoryMeaning: "decides nothing",
        regionMeaning: "what the claim allows")))
}

private struct ClaimDrawing {
  let assessment: Assessment
  let input: ReportInput

  private var claim: Claim { assessment.claim }
  private var outcome: Verdict.Outcome { assessment.verdict.outcome }

  private var head: Assessment.Cell? { assessment.head }

  var row: IntervalRow {
    let value = assessment.estimate.map(scaled)
    let detail = assessment.estimate.map { _ in estimateWords }
    var facets = [
      "claim": claim.id, "verdict": outcome.rawValue,
      "estimate": assessment.estimate == nil ? "" : ClaimRow.estimate(assessment),
    ]
    if let head {
      facets["model"] = "\(head.model)"
      facets["function"] = head.h
    }
    return IntervalRow(
      name: claim.id, code: claim.id,
      label: claim.sentence.hasSuffix(".") ? String(claim.sentence.dropLast()) : claim.sentence,
      source: outcome.source, value: value, interval: interval, count: assessment.n,
      region: value == nil ? nil : region, readout: .words(detail: detail),
      note: value == nil ? note : nil,
      isConfirmatory: outcome != .notTested && (head?.confirmatory ?? true), facets: facets)
  }

  private var interval: Figures.Interval? {
    guard let low = assessment.low, let high = assessment.high, let level = assessment.level else {
      return nil
    }
    return Figures.Interval(
      low: scaled(low), high: scaled(high),
      kind: IntervalKind(
        name: "interval that the verdict rests on", level: level, unit: assessment.unit))
  }

  /// Such as "S/32: −2.1 points [−4.5, +0.3] (95 %)".
  private var estimateWords: String {
    let text = ClaimRow.estimate(assessment).replacing("-", with: "\u{2212}")
    let symbol = assessment.kind == .optimum ? "α = " : ""
    // A number keeps its unit beside it where the line breaks.
    return (head.map { "\($0.model): " } ?? "") + symbol + text.replacing(" %", with: "\u{A0}%")
  }

  /// In the place of a mark: what was counted, or why there is nothing.
  private var note: String {
    if outcome.isDecisive, let counts = assessment.reason.collectivesFound {
      return counts.countsWords
    }
    return assessment.reason.shortWords
  }

  // MARK: - The common axis

  /// What stands at 1 where a share is the margin; nil where the data give none.
  private var margin: Double? {
    claim.drawnMargin(
      model: head?.model ?? claim.models[0], h: head?.h.flatMap(Pointwise.init(rawValue:)),
      evidence: input.evidence)
  }

  /// Where an order has no margin: that of the equivalence of softmax and ReLU on the same model, or
  /// the half-width that a timing was asked for.
  private var unitOfOrder: Double? {
    switch claim.quantity {
    case .stepTime, .operatorTime:
      input.evidence.timings.first { timing in
        timing.model == head?.model && timing.id.name == claim.timing
      }?.halfWidth
    case .accuracy, .transferAccuracy, .meanWeight, .collectives:
      input.equivalence(shownBy: .scaling).flatMap { equivalence in
        head.flatMap {
          equivalence.drawnMargin(model: $0.model, h: .relu, evidence: input.evidence)
        }
      }
    }
  }

  private func scaled(_ value: Double) -> Double {
    let onePoint = 0.01
    switch claim.margin {
    case .none: return value / (unitOfOrder ?? onePoint)
    case .fraction: return value / (margin ?? onePoint)
    case .window(let window):
      let center = (window.lowerBound + window.upperBound) / 2
      return (value - center) / (window.upperBound - center)
    case .factor(let factor):
      guard let published = claim.published.value else { return value / onePoint }
      // Far below the axis stands for all that have no logarithm.
      return log(max(value / published, 1e-3)) / log(factor)
    case .range(let range):
      let half = log(range.upperBound / range.lowerBound) / 2
      return (log(max(value / range.lowerBound, 1e-3)) - half) / half
    }
  }

  /// On the common axis: what the claim allows.
  var region: ClosedRange<Double>? {
    switch claim.kind {
    case .ordering: 0...Double.infinity
    case .equivalence: margin.map { _ in -1...1 }
    case .nonInferiority: margin.map { _ in -1...Double.infinity }
    case .noClearBest: margin.map { _ in -Double.infinity...1 }
    case .optimum, .number, .level: -1...1
    case .structural: nil
    }
  }
}
