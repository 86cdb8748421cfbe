import Claims
import Experiments
import Reports
import Timing

/// Timing of what a preset asks for and the store lacks. `Interruption.watch()` must have been
/// called.
struct TimingSteps {
  let preset: Preset
  let stores: RunStores
  let options: TrainingOptions
  let printer: ProgressPrinter

  /// In words, such as "1 overhead at the paper's shapes, 10 models' step times".
  var words: String {
    var parts = [counted(preset.timings.count, "overhead") + " at the paper's shapes"]
    let models = preset.runsToTime.count
    if models > 0 { parts.append("the step times of \(counted(models, "model"))") }
    return parts.joined(separator: ", ")
  }

  private var store: RunStore { stores.first }

  /// - Returns: why what is missing was not timed here; nil where it was, or nothing is missing.
  func run() throws -> TimingError? {
    var refusal: TimingError?
    func unlessShared(_ body: () throws -> Void) throws {
      do { try body() } catch TimingError.sharedNode(let granted, let processors) {
        let error = TimingError.sharedNode(granted: granted, processors: processors)
        if refusal == nil { printer.line(error.description) }
        refusal = error
      }
    }
    do {
      for timing in preset.timings {
        try unlessShared { _ = try printer.leavingDamage { try measure(timing) } }
      }
      let counting = ParallelCounting(store: store, printer: printer)
      for model in preset.parallelModels where isLacking(.parallel(model: model)) {
        _ = try printer.leavingDamage { try counting.stored(model: model) }
      }
      if let seconds = preset.stepTimeSeconds, isLacking(.stepTimes(preset: preset.name)) {
        let timing = ModelTiming(
          preset: preset, store: store, options: options, printer: printer, seconds: seconds)
        try unlessShared { _ = try printer.leavingDamage(timing.measureWhereMissing) }
      }
    } catch is TimingError where Interruption.isRequested {
      printer.finish()
      throw CommandError.interrupted
    }
    return refusal
  }

  /// Whether no other store than the first has it, which is then not looked at.
  private func isLacking(_ key: RunStore.MeasurementKey) -> Bool {
    guard let path = stores.elsewhere(key) else { return true }
    printer.line("\(key): that of \(path).")
    return false
  }

  /// How long a measurement may take where that makes it valid: twice as long as planned, and at
  /// least half a minute longer, since a busy moment costs short ones whole processes.
  private static func patience(_ seconds: Double) -> Double { seconds + max(seconds, 30) }

  private func measure(_ timing: PlannedTiming) throws {
    if let stored = try stores.measurement(timing.key, as: TimingRecord.self) {
      for comparison in stored.comparisons {
        printer.line(TimingWords.words(comparison) + ", stored.")
      }
      tellHowToRepeat(timing, where: stored.comparisons)
      return
    }
    try options.requireUsableEngine()
    try SharedNode.requireNone()
    let name = "\(timing.name) at \(timing.model)"
    printer.line(
      "\(name): about \(DurationText.of(timing.seconds)); leave the machine alone.")
    var schedules = try TimingSchedule.named(
      timing.name, model: timing.model, threads: options.usedThreads, halfWidth: timing.halfWidth,
      budget: timing.seconds)
    var laboratory = TimingLaboratory.ofThisProgram(threads: options.usedThreads)
    if timing.hasPeer { laboratory.peer = PeerProgram() }
    let measurement = ComparisonTiming(laboratory: laboratory, store: store, printer: printer)
    var comparisons: [TimingComparison] = []
    for index in schedules.indices {
      // A machine that is slower or less quiet gets the processes and blocks that it needs.
      schedules[index].budget = Self.patience(timing.seconds) / Double(schedules.count)
      let part = schedules.count > 1 ? index + 1 : nil
      comparisons += try measurement.measure(schedules[index], samples: timing.key(part: part))
        .comparisons
    }
    // Last, since a stored record says that all is done.
    try store.save(TimingRecord(comparisons: comparisons), as: timing.key)
    tellHowToRepeat(timing, where: comparisons)
  }

  /// A stored record is never rewritten, an invalid one no more than others.
  private func tellHowToRepeat(_ timing: PlannedTiming, where comparisons: [TimingComparison]) {
    if comparisons.allSatisfy(\.valid) { return }
    printer.line(
      "The report shows no number for what is invalid. To time it again, delete "
        + "\(store.path(of: timing.key)).")
  }
}
