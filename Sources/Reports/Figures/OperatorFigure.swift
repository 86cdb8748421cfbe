import Claims
import Figures
import Foundation
import Paper
import Timing

/// What softmax and each h take beside ReLU in the attention operator alone. Nil where it was not
/// timed.
func operatorFigure(_ input: ReportInput, name: String) -> Figure? {
  let timings = input.drawnTimings.filter(\.id.isOperator)
  guard let first = timings.first else { return nil }
  let valid = timings.filter(\.hasNumber)
  let slower = valid.filter { $0.measured.low > 1 }.count
  var figure = Figure(
    name: name, title: "The attention operator beside ReLU's",
    finding: operatorFinding(valid, input),
    description: "Forward and backward of one layer's attention, each over ReLU's time in the same "
      + "blocks, at the true lengths of \(list(distinct(timings.map(\.model)))): "
      + "\(first.setting.components(separatedBy: ", L = ")[0]), float32, "
      + "\(counted(first.threads, "thread")). With the whole interval "
      + "\(slower) of \(counted(valid.count, "operator")) \(slower == 1 ? "is" : "are") slower. "
      + TimingRows.noiseFloor(timings),
    provenance: input.provenance,
    chart: .intervals(
      IntervalChart(
        axis: Axis(title: "Time beyond that of ReLU's operator", unit: "%", includes: [0, 10]),
        rows: timings.map { $0.operatorRow(decides: input.decides($0)) },
        regionMeaning: TimingRows.noiseFloorMeaning)))
  figure.findingSources = operatorEnds(valid, input).map {
    Figure.Source(operatorWords($0), .timing($0))
  }
  figure.sources = TimingRows.noiseFloorSources(timings)
  return figure
}

/// Those that a claim is decided by; all where none decides.
private func operatorsOfFinding(
  _ valid: [TimingComparison], _ input: ReportInput
) -> [TimingComparison] {
  let deciding = valid.filter(input.decides)
  return deciding.isEmpty ? valid : deciding
}

/// The fastest and the slowest of them.
private func operatorEnds(_ valid: [TimingComparison], _ input: ReportInput) -> [TimingComparison] {
  let shown = operatorsOfFinding(valid, input)
  return [
    shown.min { $0.measured.ratio < $1.measured.ratio },
    shown.max { $0.measured.ratio < $1.measured.ratio },
  ].compactMap(\.self)
}

private func operatorWords(_ timing: TimingComparison) -> String {
  NumberText.drawnSigned((timing.measured.ratio - 1) * 100, places: 1)
}

/// What the operators that a claim is decided by take beside ReLU's; softmax's decides nothing.
private func operatorFinding(_ valid: [TimingComparison], _ input: ReportInput) -> String {
  guard !valid.isEmpty else {
    return "Invalid: A and its copy differ, so there is no number."
  }
  let shown = operatorsOfFinding(valid, input)
  let range = distinct(operatorEnds(valid, input).map(operatorWords)).joined(separator: " to ")
  let names = distinct(shown.map(\.what))
  return "\(list(names)) \(names.count == 1 ? "takes" : "take") \(range) % more time than ReLU's "
    + "operator (\(list(distinct(shown.map(\.model)))))."
}

extension TimingComparison {
  fileprivate func operatorRow(decides: Bool) -> IntervalRow {
    let tokens = setting.components(separatedBy: ", L = ").dropFirst().first
    return measuredRow(
      what, heading: "\(model)" + (tokens.map { " (L = \($0.prefix { $0.isNumber }))" } ?? ""),
      source: IntervalRow.Source(name: "measured", style: style), decides: decides)
  }

  /// That of its attention in other figures.
  private var style: SeriesStyle {
    if case .pointwise(let h)? = id.weights { return h.style }
    return .softmax
  }
}
