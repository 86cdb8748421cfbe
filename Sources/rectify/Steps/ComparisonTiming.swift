import Experiments
import Timing

/// Measures schedules that share their time, files samples and says what each gave, for `rectify time`
/// and for a preset's timings alike. `Interruption.watch()` must have been called.
struct ComparisonTiming {
  let store: RunStore
  let printer: ProgressPrinter

  /// - Parameters:
  ///   - samples: what each measurement's samples are filed under.
  ///   - finished: files a result, as soon as nothing is open in it or at the end.
  /// - Throws: `TimingError` when another timing runs on this host, or it was stopped.
  func measure(
    _ session: TimingSession, samples: [RunStore.MeasurementKey],
    finished: (_ index: Int, ScheduleTiming) throws -> Void = { _, _ in }
  ) throws -> [ScheduleTiming] {
    var session = session
    try session.run(
      progress: { printer.progress(TimingWords.words($0)) },
      finished: { index, timing in
        let schedule = timing.schedule
        guard !timing.comparisons.isEmpty else {
          printer.line(
            "\(schedule.name) at \(schedule.model): there was no time for it; the same command measures "
              + "what is missing.")
          return
        }
        try store.saveSamples(timing.samples, as: samples[index])
        for comparison in timing.comparisons { printer.line(TimingWords.words(comparison) + ".") }
        try finished(index, timing)
      })
    return session.measurements
  }
}
