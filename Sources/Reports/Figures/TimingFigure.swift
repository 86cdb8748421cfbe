import Claims
import Figures
import Paper
import Timing

/// What options of a training step cost: measured, predicted from FLOPs, and the paper's number, over the
/// noise floor, which is what the same measurement makes of no difference. Nil where no step was timed.
func timingFigure(_ input: ReportInput, name: String) -> Figure? {
  let timings = input.drawnTimings.filter { !$0.id.isOperator }
  guard let first = timings.first else { return nil }
  let others = timings.filter { $0.id != .gating }
  let gates = timings.filter { $0.id == .gating }
  let main = gates.first(where: input.decides) ?? gates.first ?? first
  var figure = Figure(
    name: name,
    title: others.isEmpty
      ? "What the gate adds to a training step" : "What options add to a training step",
    finding: main.finding,
    description: "Whole training steps, ReLU attention at α = 1, at the width and length of "
      + "\(list(distinct(timings.map(\.model)))) (\(first.setting), "
      + "\(counted(first.threads, "thread"))). Predicted from FLOPs: the multiplications of the "
      + "step with B over those with A. "
      + (others.isEmpty ? "" : "The other options add none. ")
      + "With memory traffic: every multiplication at the peak, then every byte at the memory's speed, "
      + "both measured in the same run. The published number is for S/8, in TPU core hours: not the same "
      + "unit as a second of this processor. \(TimingRows.noiseFloor(timings))",
    provenance: input.provenance,
    // The paper's number stands right below ours of the gate.
    chart: .intervals(
      TimingRows.chart(
        TimingRows.gates(input)
          + distinct(others.map(\.what)).flatMap { what in
            others.filter { $0.what == what }.map { $0.rowOfOption(decides: input.decides($0)) }
          })))
  figure.findingSources = main.findingNumbers.map { Figure.Source($0, .timing(main)) }
  figure.sources = TimingRows.noiseFloorSources(timings)
  return figure
}

extension TimingComparison {
  fileprivate var finding: String {
    guard hasNumber else {
      return "Invalid: A and its copy differ, so there is no number."
    }
    return "The \(what) adds \(findingNumbers[0]) to a step at \(model); \(findingNumbers[1]) "
      + "predicted from FLOPs."
  }

  /// Measured, then predicted; none where there is no number.
  fileprivate var findingNumbers: [String] {
    guard hasNumber else { return [] }
    func text(_ ratio: Double) -> String { NumberText.drawn((ratio - 1) * 100, places: 1) }
    return [
      "\(text(measured.ratio)) % [\(text(measured.low)), \(text(measured.high))]",
      "\(text(predicted)) %",
    ]
  }
}
