import Experiments
import Timing

/// Measures a schedule, files its samples and says what it gave, for `rectify time` and for a
/// preset's timings alike. `Interruption.watch()` must have been called.
struct ComparisonTiming {
  var laboratory: TimingLaboratory
  let store: RunStore
  let printer: ProgressPrinter

  /// - Parameters:
  ///   - seed: of the random orders.
  ///   - key: what the samples are filed under; the caller files the result.
  /// - Throws: `TimingError` when another timing runs on this host, or it was stopped.
  func measure(
    _ schedule: TimingSchedule, seed: UInt64 = 0, samples key: RunStore.MeasurementKey
  ) throws -> ScheduleTiming {
    let name = "\(schedule.name) at \(schedule.model)"
    let timing = try laboratory.measure(
      schedule, seed: seed,
      progress: { printer.progress("\(name): \(TimingWords.words($0))") },
      shouldStop: { Interruption.isRequested })
    try store.saveSamples(timing.samples, as: key)
    for comparison in timing.comparisons { printer.line(TimingWords.words(comparison) + ".") }
    return timing
  }
}
