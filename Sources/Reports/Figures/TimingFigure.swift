import Claims
import Figures
import Foundation
import Networks
import Timing

/// What options of a training step cost: measured, by the counts, and the paper's number, over the noise
/// floor, which is what the same measurement makes of no difference. Nil where no step was timed.
func timingFigure(_ input: ReportInput) -> Figure? {
  let timings = input.drawnTimings.filter { !$0.id.isOperator }
  guard let first = timings.first else { return nil }
  let others = timings.filter { $0.id != .gating }
  return Figure(
    name: FigureName.timing.rawValue,
    title: others.isEmpty
      ? "What the gate adds to a training step" : "What options add to a training step",
    finding: (timings.first { $0.id == .gating } ?? first).finding,
    description: "Whole training steps, ReLU attention at α = 1, at the true shape of "
      + "\(list(distinct(timings.map(\.model)))) (\(first.setting), "
      + "\(counted(first.threads, "thread"))). By multiplications: for the gate D / (12 D + 2 L). "
      + "With memory traffic: every multiplication at the peak, then every byte at the memory's speed, "
      + "both measured in the same run. The published number is for S/8, in TPU core hours: not the same "
      + "unit as a second of this processor. \(noiseFloor(timings))",
    provenance: input.provenance,
    // The paper's number stands right below ours of the gate.
    chart: .intervals(
      timeChart(gateRows(input) + others.flatMap { $0.stepRows(decides: input.decides($0)) })))
}

/// The gate's share of the timing figure, for the figure of what the gate does to accuracy. Nil where the
/// gate was not timed.
func gateCost(_ input: ReportInput) -> (chart: IntervalChart, sentence: String)? {
  let gates = input.drawnTimings.filter { $0.id == .gating }
  guard !gates.isEmpty else { return nil }
  return (
    timeChart(gateRows(input), title: "What the gate costs in time"),
    "At the foot, the time that the gate adds to a training step at the true shape of "
      + "\(list(distinct(gates.map(\.model)))), beside the count of multiplications, "
      + "D / (12 D + 2 L), and the published value, for S/8 in TPU core hours. \(noiseFloor(gates))"
  )
}

private func timeChart(_ rows: [IntervalRow], title: String? = nil) -> IntervalChart {
  IntervalChart(
    title: title, axis: Axis(title: "Time added to a training step", unit: "%", includes: [0, 10]),
    rows: rows, regionMeaning: noiseFloorMeaning)
}

private let noiseFloorMeaning = "noise floor: 99 % interval of A′ / A"

/// What the band of the noise floor is, with its numbers.
private func noiseFloor(_ timings: [TimingComparison]) -> String {
  let levels = Set(timings.map { "\(NumberText.percent($0.control.level, places: 0)) %" }).sorted()
  let ranges = timings.map { timing in
    let floor = timing.noiseFloor
    return
      "\(NumberText.signed(floor.lowerBound, places: 1)) to \(NumberText.signed(floor.upperBound, places: 1)) % "
      + (timing.id.isOperator ? "(\(timing.model))" : "(\(timing.what), \(timing.model))")
  }
  return
    "Noise floor: the \(list(levels)) t interval that the same blocks give for a copy A′ of A over "
    + "A, \(list(distinct(ranges)))."
}

private func gateRows(_ input: ReportInput) -> [IntervalRow] {
  let gates = input.drawnTimings.filter { $0.id == .gating }
  let published = input.published(.gating).map { model, overhead in
    IntervalRow(
      name: "gating, published, \(model)", label: "gate, published (\(model), TPU)",
      source: .published, value: overhead * 100, facets: ["model": "\(model)"])
  }
  return gates.flatMap { $0.stepRows(decides: input.decides($0)) } + [published].compactMap(\.self)
}

/// What softmax and each h take beside ReLU in the attention operator alone. Nil where it was not
/// timed.
func operatorFigure(_ input: ReportInput) -> Figure? {
  let timings = input.drawnTimings.filter(\.id.isOperator)
  guard let first = timings.first else { return nil }
  let valid = timings.filter(\.valid)
  let slower = valid.filter { $0.measured.low > 1 }.count
  return Figure(
    name: FigureName.operator.rawValue, title: "The attention operator beside ReLU's",
    finding: operatorFinding(valid),
    description: "Forward and backward of one layer's attention, each over ReLU's time in the same "
      + "blocks, at the true lengths of \(list(distinct(timings.map(\.model)))): "
      + "\(first.setting.components(separatedBy: ", L = ")[0]), float32, "
      + "\(counted(first.threads, "thread")). With the whole interval "
      + "\(slower) of \(counted(valid.count, "operator")) \(slower == 1 ? "is" : "are") slower. "
      + noiseFloor(timings),
    provenance: input.provenance,
    chart: .intervals(
      IntervalChart(
        axis: Axis(title: "Time beyond that of ReLU's operator", unit: "%", includes: [0, 10]),
        rows: timings.map { $0.operatorRow(decides: input.decides($0)) },
        regionMeaning: noiseFloorMeaning)))
}

private func operatorFinding(_ valid: [TimingComparison]) -> String {
  guard !valid.isEmpty else {
    return "Invalid: the machine was not quiet enough for a number."
  }
  let softmax = valid.filter { $0.id == .attention(.softmax) }
  guard let low = softmax.map(\.measured.ratio).min(),
    let high = softmax.map(\.measured.ratio).max()
  else { return "The time of each attention operator beside ReLU's." }
  func text(_ ratio: Double) -> String { NumberText.signed((ratio - 1) * 100, places: 0) }
  let range = text(low) == text(high) ? text(low) : "\(text(low)) to \(text(high))"
  return "Softmax's operator beside ReLU's: \(range) % of time "
    + "(\(softmax.map(\.model.description).joined(separator: ", ")))."
}

extension TimingComparison {
  /// In per cent: what a measurement cannot be told from.
  fileprivate var noiseFloor: ClosedRange<Double> {
    (control.low - 1) * 100...(control.high - 1) * 100
  }

  /// What was timed, as labels have it.
  var what: String {
    switch id {
    case .gating: "gate"
    case .qknorm, .scale: id.name.rawValue
    case .attention(let weights), .attentionStep(let weights):
      switch weights {
      case .softmax: weights.name
      case .pointwise(let h): h.figureLabel
      }
    }
  }

  /// An invalid measurement is no number: words say so in its place.
  private func measuredRow(
    _ label: String, heading: String?, decides: Bool
  ) -> IntervalRow {
    IntervalRow(
      name: "\(label), \(model)", label: heading == nil ? "\(label) (\(model))" : label,
      heading: heading, source: .measured, value: valid ? (measured.ratio - 1) * 100 : nil,
      interval: valid
        ? Interval(
          low: (measured.low - 1) * 100, high: (measured.high - 1) * 100,
          kind: IntervalKind(
            name: "t interval of the mean log ratio", level: measured.level, unit: unit)) : nil,
      count: units, region: noiseFloor, note: defect.map { "invalid: \($0)" },
      isConfirmatory: decides, facets: ["what": "\(id)", "model": "\(model)"])
  }

  fileprivate func operatorRow(decides: Bool) -> IntervalRow {
    let tokens = setting.components(separatedBy: ", L = ").dropFirst().first
    return measuredRow(
      what, heading: "\(model)" + (tokens.map { " (L = \($0.prefix { $0.isNumber }))" } ?? ""),
      decides: decides)
  }

  fileprivate func stepRows(decides: Bool) -> [IntervalRow] {
    func computed(_ label: String, _ ratio: Double) -> IntervalRow {
      IntervalRow(
        name: "\(what), \(label), \(model)", label: "\(what), \(label) (\(model))",
        source: .computed, value: (ratio - 1) * 100, region: noiseFloor,
        facets: ["what": "\(id)", "model": "\(model)"])
    }
    return [
      measuredRow("\(what), measured here", heading: nil, decides: decides),
      computed("by multiplications", predicted),
    ] + (details?.predictedWithTraffic.map { [computed("with memory traffic", $0)] } ?? [])
  }

  fileprivate var finding: String {
    guard valid else {
      return "Invalid: the machine was not quiet enough for a number."
    }
    func text(_ ratio: Double) -> String { NumberText.drawn((ratio - 1) * 100, places: 1) }
    return "The \(what) adds \(text(measured.ratio)) % [\(text(measured.low)), "
      + "\(text(measured.high))] to a step at \(model); \(text(predicted)) % by the count."
  }
}

extension ReportInput {
  /// Whether a claim is decided by the timing's model; others are drawn hollow.
  fileprivate func decides(_ timing: TimingComparison) -> Bool {
    assessments.claims.contains { assessment in
      assessment.claim.timing == timing.id.name
        && assessment.cells.contains {
          $0.model == timing.model && $0.confirmatory
            && (timing.id.weights == nil || $0.h == timing.id.weights?.name)
        }
    }
  }
}
