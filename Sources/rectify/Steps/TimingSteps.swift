import Claims
import Experiments
import Reports
import TextOutput
import Timing

/// Timing of what a preset asks for and the store lacks. `Interruption.watch()` must have been
/// called.
struct TimingSteps {
  let preset: Preset
  let stores: RunStores
  let options: TrainingOptions
  let printer: ProgressPrinter
  /// Whether damaged records are made again, beside kept copies.
  var redoesDamaged = false
  /// Whether invalid timings are measured again, beside their old records.
  var repeatsInvalid = false
  /// What measures invalid ones again.
  let remedy: PrintedCommand

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
    let redone = redoesDamaged ? store : nil
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
        try unlessShared {
          _ = try printer.leavingDamage(redoingIn: redone) { try measureWhereWanted(timing) }
        }
      }
      let counting = ParallelCounting(store: store, printer: printer)
      for model in preset.parallelModels where isLacking(.parallel(model: model)) {
        _ = try printer.leavingDamage(redoingIn: redone) { try counting.stored(model: model) }
      }
      if let seconds = preset.stepTimeSeconds, isLacking(.stepTimes(preset: preset.name)) {
        let timing = ModelTiming(
          preset: preset, store: store, options: options, printer: printer, seconds: seconds)
        try unlessShared {
          _ = try printer.leavingDamage(redoingIn: redone, timing.measureWhereMissing)
        }
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

  /// Tells what is stored, or measures.
  private func measureWhereWanted(_ timing: PlannedTiming) throws {
    if let stored = try stored(timing), stored.allSatisfy(\.valid) || !repeatsInvalid {
      for comparison in stored { printer.line(TimingWords.words(comparison) + ", stored.") }
      tellHowToRepeat(stored)
    } else {
      tellHowToRepeat(try measure(timing))
    }
  }

  /// Measures those again whose last stored result is invalid.
  ///
  /// - Parameter isChosen: says which of the preset's are meant.
  /// - Returns: what they gave now.
  func repeatInvalid(where isChosen: (PlannedTiming) -> Bool) throws -> [TimingComparison] {
    var comparisons: [TimingComparison] = []
    for timing in preset.timings where isChosen(timing) {
      _ = try printer.leavingDamage {
        guard let stored = try stored(timing), !stored.allSatisfy(\.valid) else { return }
        comparisons += try measure(timing)
      }
    }
    return comparisons
  }

  /// The last result in the store; nil where there is none.
  private func stored(_ timing: PlannedTiming) throws -> [TimingComparison]? {
    let key = try stores.lastAttempt(at: timing.key)
    return try stores.measurement(key, as: TimingRecord.self)?.comparisons
  }

  /// Measures and files the result beside those that there are.
  private func measure(_ timing: PlannedTiming) throws -> [TimingComparison] {
    let attempts = try store.attempts(at: timing.key)
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
      comparisons += try measurement.measure(
        schedules[index], samples: attempts.next(timing.key(part: part))
      ).comparisons
    }
    // Last, since a stored record says that all is done.
    try store.save(TimingRecord(comparisons: comparisons), as: attempts.next())
    return comparisons
  }

  private func tellHowToRepeat(_ comparisons: [TimingComparison]) {
    if comparisons.allSatisfy(\.valid) { return }
    printer.line(
      "The report shows no number for what is invalid; measure it again with `\(remedy)`, which keeps "
        + "this record too.")
  }
}
