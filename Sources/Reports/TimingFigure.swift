import Claims
import Figures
import Foundation
import Timing

/// What options of a training step cost: measured, what the same measurement makes of no difference,
/// the counts, and the paper's number. Nil where no step was timed.
func timingFigure(_ input: ReportInput) -> Figure? {
  let timings = input.drawnTimings.filter { !$0.isOperator }
  guard let first = timings.first else { return nil }
  let published =
    input.published("gating").map { model, overhead in
      [
        IntervalRow(
          name: "gating, published, \(model)", label: "gate, published (\(model), TPU)",
          source: .published, value: overhead * 100, facets: ["model": model])
      ]
    } ?? []
  // The paper's number stands right below ours of the gate.
  let gates = timings.filter { $0.name == "gating" }
  let others = timings.filter { $0.name != "gating" }
  let rows =
    gates.flatMap { $0.stepRows(decides: input.decides($0)) } + published
    + others.flatMap { $0.stepRows(decides: input.decides($0)) }
  return Figure(
    name: FigureName.timing.rawValue,
    title: others.isEmpty
      ? "What the gate adds to a training step" : "What options add to a training step",
    finding: (gates.first ?? first).finding,
    description: "Whole training steps, ReLU attention at α = 1, at the true shape of "
      + "\(list(distinct(timings.map(\.model)))) (\(first.setting), "
      + "\(counted(first.threads, "thread"))). By multiplications: for the gate D / (12 D + 2 L). "
      + "With memory traffic: every multiplication at the peak, then every byte at the memory's speed, "
      + "both measured in the same run. The published number is for S/8, in TPU core hours: not the same "
      + "unit as a second of this processor.",
    provenance: input.provenance,
    chart: .intervals(
      IntervalChart(
        axis: Axis(title: "Time added to a training step", unit: "%", includes: [0, 10]),
        rows: rows)))
}

/// What softmax and each h take beside ReLU in the attention operator alone. Nil where it was not
/// timed.
func operatorFigure(_ input: ReportInput) -> Figure? {
  let timings = input.drawnTimings.filter(\.isOperator)
  guard let first = timings.first else { return nil }
  let rows = distinct(timings.map(\.model)).flatMap { model -> [IntervalRow] in
    let ofModel = timings.filter { $0.model == model }
    return ofModel.filter(\.valid).map { timing in
      timing.row(
        String(timing.name.dropFirst("attention/".count)), .measured, timing.measured,
        isPrimary: input.decides(timing))
    }
      // One control for all that were timed in the same blocks.
      + ofModel.prefix(1).map { $0.row("control A′ / A", .control, $0.control, isPrimary: true) }
  }
  return Figure(
    name: FigureName.operator.rawValue, title: "The attention operator beside ReLU's",
    finding: operatorFinding(timings),
    description: "Forward and backward of one layer's attention, each over ReLU's time in the same "
      + "blocks, at the true lengths of \(list(distinct(timings.map(\.model)))): "
      + "\(first.setting.components(separatedBy: ", L = ")[0]), float32, "
      + "\(counted(first.threads, "thread")).",
    provenance: input.provenance,
    chart: .intervals(
      IntervalChart(
        axis: Axis(title: "Time beyond that of ReLU's operator", unit: "%", includes: [0, 10]),
        rows: rows)))
}

private func operatorFinding(_ timings: [TimingComparison]) -> String {
  let valid = timings.filter(\.valid)
  guard !valid.isEmpty else {
    return "The control failed: the machine was not quiet enough for a number."
  }
  let softmax = valid.filter { $0.name == "attention/softmax" }
  let slower = valid.filter { $0.measured.low > 1 }.count
  let part =
    softmax.isEmpty
    ? ""
    : " softmax takes "
      + list(softmax.map { "\(signed(($0.measured.ratio - 1) * 100, 0)) % (\($0.model))" }) + ";"
  return "Beside ReLU's operator\(part) \(slower) of \(counted(valid.count, "operator")) "
    + "\(slower == 1 ? "is" : "are") slower with the whole interval."
}

extension TimingComparison {
  fileprivate func row(
    _ label: String, _ source: IntervalRow.Source, _ ratio: RatioInterval, isPrimary: Bool
  ) -> IntervalRow {
    IntervalRow(
      name: "\(label), \(model)", label: "\(label) (\(model))", source: source,
      value: (ratio.ratio - 1) * 100,
      interval: Interval(
        low: (ratio.low - 1) * 100, high: (ratio.high - 1) * 100,
        kind: IntervalKind(
          name: "t interval of the mean log ratio", level: ratio.level, unit: unit)),
      isPrimary: isPrimary, facets: ["what": name, "model": model])
  }

  fileprivate func stepRows(decides: Bool) -> [IntervalRow] {
    let what = name == "gating" ? "gate" : String(name.split(separator: "/").last!)
    func computed(_ label: String, _ ratio: Double) -> IntervalRow {
      IntervalRow(
        name: "\(what), \(label), \(model)", label: "\(what), \(label) (\(model))",
        source: .computed, value: (ratio - 1) * 100, facets: ["what": name, "model": model])
    }
    // An invalid measurement is no number: only its control is drawn, which says why.
    return
      (valid ? [row("\(what), measured here", .measured, measured, isPrimary: decides)] : [])
      + [
        row("\(what), control A′ / A", .control, control, isPrimary: true),
        computed("by multiplications", predicted),
      ]
      + (details?.predictedWithTraffic.map { [computed("with memory traffic", $0)] } ?? [])
  }

  fileprivate var finding: String {
    guard valid else {
      return "The control failed: the machine was not quiet enough for a number."
    }
    let what = name == "gating" ? "The gate" : name
    return "\(what) at \(model): measured \(signed((measured.ratio - 1) * 100, 1)) % "
      + "(\(signed((measured.low - 1) * 100, 1)) to \(signed((measured.high - 1) * 100, 1))), by "
      + "the count of multiplications \(fixed((predicted - 1) * 100, 1)) %."
  }
}

extension ReportInput {
  /// Whether a claim is decided by the timing's model; others are drawn hollow.
  fileprivate func decides(_ timing: TimingComparison) -> Bool {
    let parts = timing.name.split(separator: "/").map(String.init)
    return assessments.claims.contains { assessment in
      assessment.claim.timing == parts[0]
        && assessment.cells.contains {
          $0.model == timing.model && $0.primary
            && (parts.count == 1 || $0.h == parts[1])
        }
    }
  }
}
