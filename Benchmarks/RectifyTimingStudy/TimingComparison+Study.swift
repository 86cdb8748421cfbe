import Paper
import Timing

extension TimingComparison {
  /// A simulated measurement; only its intervals mean anything.
  static func ofStudy(_ series: TimingSeries, halfWidth: Double) -> TimingComparison {
    let none = RatioInterval(ratio: 1, low: 0.5, high: 2, level: series.level)
    return TimingComparison(
      id: .gating, model: .s16, setting: "", measured: series.measured ?? none,
      control: series.control ?? none, unit: "process", units: series.processes.count, dropped: 0,
      predicted: 1, halfWidth: halfWidth, secondsA: 1, secondsB: 1, threads: 1, processor: "",
      series: series)
  }
}
