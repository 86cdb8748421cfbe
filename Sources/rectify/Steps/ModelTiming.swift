import Claims
import Experiments
import Figures
import Timing
import Training

/// The step time of every model of a preset's scaling family, as trained.
struct ModelTiming {
  let preset: Preset
  let store: RunStore
  let options: TrainingOptions
  let printer: ProgressPrinter
  /// Wall-clock seconds to measure for.
  let seconds: Double

  private var key: RunStore.MeasurementKey { .stepTimes(preset: preset.name) }

  /// Leaves what is stored as it is.
  func measureWhereMissing() throws {
    guard let stored = try store.measurement(key, as: ModelStepTimes.self) else {
      _ = try measure()
      return
    }
    let lacking = preset.runsToTime.count { run in
      !stored.entries.contains {
        $0.model == run.model && $0.attention == run.specification.model.attention.name
      }
    }
    printer.line(
      "step times: \(counted(stored.entries.count, "model")), stored"
        + (lacking == 0
          ? "."
          : "; \(lacking) of the preset \(lacking == 1 ? "is" : "are") not among them, "
            + "use another --store to measure all."))
  }

  /// Measures, and stores the result where there is none yet.
  ///
  /// - Throws: `TimingError` when another timing runs on this host, or it was stopped.
  func measure() throws -> ModelStepTimes {
    try options.requireUsableEngine()
    try SharedNode.requireNone()
    let runs = preset.runsToTime
    let name = "step times of \(counted(runs.count, "model"))"
    printer.line("\(name): about \(DurationText.of(seconds)); leave the machine alone.")
    let measurement = InterleavedSteps(
      models: runs.map(\.specification).map {
        InterleavedSteps.Model(
          configuration: $0.model, batch: $0.recipe.batch, shards: $0.recipe.shards)
      }, threads: options.usedThreads, seconds: seconds)
    let result = try measurement.measure(
      progress: { elapsed, total in
        printer.progress("\(name): \(DurationText.of(max(0, total - elapsed))) left")
      },
      shouldStop: { Interruption.isRequested })
    let entries = zip(runs, result.times).map { run, time in
      ModelStepTimes.Entry(
        model: run.model, attention: run.specification.model.attention.name,
        batch: run.specification.recipe.batch, secondsPerStep: time.median, low: time.low,
        high: time.high, steps: time.steps, processorSecondsPerStep: time.processorSeconds)
    }
    let times = ModelStepTimes(
      entries: entries, dropped: result.dropped, threads: options.usedThreads,
      processor: Machine.processor)
    if try store.measurement(key, as: ModelStepTimes.self) == nil {
      try store.save(times, as: key)
    }
    for entry in entries {
      printer.line(
        "\(entry.model) \(entry.attention): \(milliseconds(entry.secondsPerStep)) ms a step "
          + "(\(milliseconds(entry.low)) to \(milliseconds(entry.high)))")
    }
    return times
  }

  private func milliseconds(_ seconds: Double) -> String {
    NumberText.fixed(1000 * seconds, places: seconds < 0.01 ? 2 : 1)
  }
}
