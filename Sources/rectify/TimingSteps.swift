import Claims
import Experiments
import Reports
import Timing

/// Timing of what a preset asks for and the store lacks. `Interruption.watch()` must have been
/// called.
struct TimingSteps {
  let preset: Preset
  let store: RunStore
  let options: TrainingOptions
  let printer: ProgressPrinter

  /// In words, such as "1 overhead at the paper's shapes, 10 models' step times".
  var words: String {
    var parts = [counted(preset.timings.count, "overhead") + " at the paper's shapes"]
    let models = preset.runsToTime.count
    if models > 0 { parts.append("the step times of \(counted(models, "model"))") }
    return parts.joined(separator: ", ")
  }

  func run() throws {
    for timing in preset.timings { try measure(timing) }
    if let seconds = preset.stepTimeSeconds { try measureModels(seconds: seconds) }
  }

  private func measure(_ timing: PlannedTiming) throws {
    if timing.name == "parallel" {
      let counting = ParallelCounting(store: store, printer: printer)
      _ = try measured { try counting.stored(model: timing.model) }
      return
    }
    if let stored = try store.measurement(timing.key, as: TimingRecord.self) {
      for comparison in stored.comparisons { printer.line(Self.words(comparison, stored: true)) }
      return
    }
    let name = "\(timing.name) at \(timing.model)"
    try announce(name, seconds: timing.seconds)
    let schedules = try TimingSchedule.named(
      timing.name, model: timing.model, threads: options.threads, halfWidth: timing.halfWidth,
      budget: timing.seconds)
    for schedule in schedules {
      let result = try measured {
        try TimingLaboratory.ofThisProgram(threads: options.threads).measure(
          schedule, progress: { printer.progress("\(name): \(TimingTable.words($0))") },
          shouldStop: { Interruption.isRequested })
      }
      try store.saveSamples(result.samples, as: timing.key)
      try store.save(result.record, as: timing.key)
      for comparison in result.comparisons { printer.line(Self.words(comparison, stored: false)) }
    }
  }

  private func measureModels(seconds: Double) throws {
    let key = RunStore.MeasurementKey.stepTimes(preset: preset.name)
    let runs = preset.runsToTime
    if let stored = try store.measurement(key, as: ModelStepTimes.self) {
      let timed = Set(stored.entries.map { [$0.model, $0.attention] })
      let lacking = runs.count {
        !timed.contains([$0.model, $0.specification.model.attention.name])
      }
      printer.line(
        "step times: \(counted(stored.entries.count, "model")), stored"
          + (lacking == 0
            ? "."
            : "; \(lacking) of the preset \(lacking == 1 ? "is" : "are") not among them, "
              + "use another --store to measure all."))
      return
    }
    let name = "step times of \(counted(runs.count, "model"))"
    try announce(name, seconds: seconds)
    let measurement = InterleavedSteps(
      models: runs.map(\.specification).map {
        InterleavedSteps.Model(
          configuration: $0.model, batch: $0.recipe.batch, shards: $0.recipe.shards)
      }, threads: options.threads, seconds: seconds)
    let result = try measured {
      try measurement.measure(
        progress: { elapsed, total in
          printer.progress("\(name): \(Wording.duration(max(0, total - elapsed))) left")
        },
        shouldStop: { Interruption.isRequested })
    }
    let entries = zip(runs, result.times).map { run, time in
      ModelStepTimes.Entry(
        model: run.model, attention: run.specification.model.attention.name,
        batch: run.specification.recipe.batch, secondsPerStep: time.median, low: time.low,
        high: time.high, steps: time.steps)
    }
    try store.save(
      ModelStepTimes(
        entries: entries, dropped: result.dropped, threads: options.threads,
        processor: Machine.processor),
      as: key)
    for entry in entries {
      printer.line(
        "\(entry.model) \(entry.attention): \(milliseconds(entry.secondsPerStep)) ms a step "
          + "(\(milliseconds(entry.low)) to \(milliseconds(entry.high)))")
    }
  }

  private func announce(_ name: String, seconds: Double) throws {
    try options.requireUsableEngine()
    printer.line("\(name): about \(Wording.duration(seconds)); leave the machine alone.")
  }

  private func measured<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch TimingError.stopped {
      printer.finish()
      throw CommandError.interrupted
    }
  }

  private func milliseconds(_ seconds: Double) -> String {
    Wording.decimal(1000 * seconds, places: seconds < 0.01 ? 2 : 1)
  }

  private static func words(_ timing: TimingComparison, stored: Bool) -> String {
    let name = "\(timing.name) at \(timing.model)"
    guard timing.valid else {
      return "\(name): invalid\(stored ? " as stored" : ""), the machine was not quiet enough; "
        + "the report says so and shows no number."
    }
    func percent(_ ratio: Double) -> String {
      Wording.decimal((ratio - 1) * 100, places: 1)
    }
    return "\(name): \(percent(timing.measured.ratio)) % more time "
      + "(\(percent(timing.measured.low)) to \(percent(timing.measured.high)))"
      + "\(stored ? ", stored" : "")."
  }
}
