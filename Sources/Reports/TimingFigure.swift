import Claims
import Figures
import Timing

/// What the gate costs in a training step: measured, what the same measurement makes of no difference,
/// the count of multiplications, and the paper's number. Nil where it was not timed.
func timingFigure(_ input: ReportInput) -> Figure? {
  let timings = input.evidence.timings.filter { $0.name == "gating" }
  guard let first = timings.first else { return nil }
  let timingRows = timings.flatMap { rows($0, decides: input.decides($0)) }
  let published =
    input.published("gating").map { model, overhead in
      [
        IntervalRow(
          name: "published, \(model)", label: "published (\(model), TPU)", source: .published,
          value: overhead * 100, facets: ["model": model])
      ]
    } ?? []
  return Figure(
    name: FigureName.timing.rawValue, title: "What the gate adds to a training step",
    finding: timingFinding(first),
    description: "Whole training steps with and without the gate, ReLU attention at α = 1, at the "
      + "true shape of \(list(timings.map(\.model))) (\(first.setting), "
      + "\(counted(first.threads, "thread"))). Computed: D / (12 D + 2 L), the share of multiplications "
      + "that the gate's projection adds. The published number is for S/8, in TPU core hours: not "
      + "the same unit as a second of this processor.",
    provenance: input.provenance,
    chart: .intervals(
      IntervalChart(
        axis: Axis(title: "Time added to a training step", unit: "%", includes: [0, 10]),
        rows: timingRows + published)))
}

private func rows(_ timing: TimingComparison, decides: Bool) -> [IntervalRow] {
  func row(
    _ label: String, _ source: IntervalRow.Source, _ ratio: RatioInterval, isPrimary: Bool
  ) -> IntervalRow {
    IntervalRow(
      name: "\(label), \(timing.model)",
      label: "\(label) (\(timing.model))",
      source: source, value: (ratio.ratio - 1) * 100,
      interval: Interval(
        low: (ratio.low - 1) * 100, high: (ratio.high - 1) * 100,
        kind: IntervalKind(
          name: "interval of the median ratio", level: ratio.level, unit: timing.unit)),
      isPrimary: isPrimary, facets: ["model": timing.model])
  }
  let computed = IntervalRow(
    name: "computed, \(timing.model)",
    label: "by multiplications (\(timing.model))",
    source: .computed, value: (timing.predicted - 1) * 100, facets: ["model": timing.model])
  // An invalid measurement is no number: only its control is drawn, which says why.
  let measured =
    timing.valid
    ? [row("measured here", .measured, timing.measured, isPrimary: decides)] : []
  return measured + [row("control A′ / A", .control, timing.control, isPrimary: true), computed]
}

extension ReportInput {
  /// Whether a claim is decided by the timing's model; others are drawn hollow.
  fileprivate func decides(_ timing: TimingComparison) -> Bool {
    assessments.claims.contains { assessment in
      assessment.claim.timing == timing.name
        && assessment.cells.contains { $0.model == timing.model && $0.primary }
    }
  }
}

private func timingFinding(_ timing: TimingComparison) -> String {
  guard timing.valid else {
    return "The control failed: the machine was not quiet enough for a number."
  }
  let ratio = timing.measured
  return "Measured \(signed((ratio.ratio - 1) * 100, 1)) % "
    + "(\(signed((ratio.low - 1) * 100, 1)) to \(signed((ratio.high - 1) * 100, 1))), by the count "
    + "of multiplications \(fixed((timing.predicted - 1) * 100, 1)) %."
}
