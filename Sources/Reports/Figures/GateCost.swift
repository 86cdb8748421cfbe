import Claims
import Figures
import Paper
import Timing

/// The gate's share of the timing figure, for the figure of what the gate does to accuracy. Nil where the
/// gate was not timed.
func gateCost(_ input: ReportInput) -> (
  chart: IntervalChart, sentence: String, sources: [Figure.Source]
)? {
  let gates = input.drawnTimings.filter { $0.id == .gating }
  guard !gates.isEmpty else { return nil }
  return (
    TimingRows.chart(TimingRows.gates(input), title: "What the gate costs in time"),
    "At the foot, the time that the gate adds to a training step at the width and length of "
      + "\(list(distinct(gates.map(\.model)))), beside what is predicted from FLOPs "
      + "and the published value, for S/8 in TPU core hours. \(TimingRows.noiseFloor(gates))",
    TimingRows.noiseFloorSources(gates)
  )
}
