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
  /// Whether invalid and imprecise timings are measured again, beside their old records.
  var repeatsInvalid = false
  /// What measures those again.
  let remedy: PrintedCommand
  /// What does not fit it is left out; nil for no limit.
  var budget: Budget?

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
      var wanted: [PlannedTiming] = []
      for timing in preset.timings {
        _ = try printer.leavingDamage(redoingIn: redone) {
          if try isWanted(timing) { wanted.append(timing) }
        }
      }
      // Seconds, by which a claim is decided.
      let counting = ParallelCounting(store: store, printer: printer)
      for model in preset.parallelModels where isLacking(.parallel(model: model)) {
        guard
          store.holds(.parallel(model: model))
            || fits("the counts of \(model)", seconds: ParallelCounting.seconds)
        else { continue }
        _ = try printer.leavingDamage(redoingIn: redone) { try counting.stored(model: model) }
      }
      try unlessShared { _ = try measure(fitting(wanted)) }
      let stepTimes = RunStore.MeasurementKey.stepTimes(preset: preset.name)
      if let seconds = preset.stepTimeSeconds, isLacking(stepTimes),
        store.holds(stepTimes) || fits(PlannedMeasurement.stepTimes.words, seconds: seconds)
      {
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

  /// The first of them that fit the budget together.
  private func fitting(_ timings: [PlannedTiming]) -> [PlannedTiming] {
    var taken = 0.0
    return timings.filter { timing in
      let fits = fits(
        PlannedMeasurement.timing(timing).words, seconds: timing.seconds, after: taken)
      if fits { taken += timing.seconds }
      return fits
    }
  }

  /// Whether there is time for it; a line where there is none.
  ///
  /// - Parameter taken: seconds that other work takes before it.
  private func fits(_ what: String, seconds: Double, after taken: Double = 0) -> Bool {
    guard let budget, !budget.fits(taken + seconds) else { return true }
    printer.line("Left out: \(what), about \(DurationText.of(seconds)).")
    return false
  }

  /// Whether no other store than the first has it, which is then not looked at.
  private func isLacking(_ key: RunStore.MeasurementKey) -> Bool {
    guard let path = stores.elsewhere(key) else { return true }
    printer.line("\(key): that of \(path).")
    return false
  }

  /// Tells what is stored.
  ///
  /// - Returns: whether it is to be measured.
  private func isWanted(_ timing: PlannedTiming) throws -> Bool {
    guard let stored = try stored(timing) else { return true }
    if stored.allSatisfy({ $0.standing == .precise }) || !repeatsInvalid {
      for comparison in stored { printer.line(TimingWords.words(comparison) + ", stored.") }
      tellHowToRepeat(stored)
      return false
    }
    return true
  }

  /// Measures those again whose last stored result is invalid or imprecise.
  ///
  /// - Parameter isChosen: says which of the preset's are meant.
  /// - Returns: what they gave now.
  func repeatUnsettled(where isChosen: (PlannedTiming) -> Bool) throws -> [TimingComparison] {
    var wanted: [PlannedTiming] = []
    for timing in preset.timings where isChosen(timing) {
      _ = try printer.leavingDamage {
        guard let stored = try stored(timing), !stored.allSatisfy({ $0.standing == .precise })
        else { return }
        wanted.append(timing)
      }
    }
    return try measure(wanted)
  }

  /// The last result in the store; nil where there is none.
  private func stored(_ timing: PlannedTiming) throws -> [TimingComparison]? {
    let key = try stores.lastAttempt(at: timing.key)
    return try stores.measurement(key, as: TimingRecord.self)?.comparisons
  }

  /// One of the preset's timings, and its place among the measurements of a session.
  private struct Pending {
    let attempts: RunStore.Attempts
    let measurements: Range<Int>
    var results: [Int: ScheduleTiming] = [:]
  }

  /// Measures them together, so that time goes where something is open, and files each result beside
  /// those that there are.
  private func measure(_ timings: [PlannedTiming]) throws -> [TimingComparison] {
    if timings.isEmpty { return [] }
    try options.requireUsableEngine()
    try SharedNode.requireNone()
    let claims = try ClaimsFile.shipped()
    var laboratory = TimingLaboratory.ofThisProgram()
    if timings.contains(where: \.hasPeer) {
      laboratory.peer = PeerProgram()
      if laboratory.peer == nil {
        printer.line(
          "\(PeerProgram.library) is not installed, so softmax's operator has no peer; `make peers` "
            + "installs it.")
      }
    }
    var measurements: [ScheduleTiming] = []
    var samples: [RunStore.MeasurementKey] = []
    var pending: [Pending] = []
    for timing in timings {
      var schedules = try TimingSchedule.named(
        timing.name, model: timing.model, threads: laboratory.threads, halfWidth: timing.halfWidth,
        budget: timing.seconds, needs: { claims.needs(of: $0, model: timing.model) })
      let attempts = try store.attempts(at: timing.key)
      let earlier = try stored(timing) ?? []
      let first = measurements.count
      for index in schedules.indices {
        schedules[index].budget /= Double(schedules.count)
        schedules[index].hasPeer = timing.hasPeer
        measurements.append(
          ScheduleTiming(schedule: schedules[index], laboratory: laboratory, earlier: earlier))
        samples.append(
          attempts.next(timing.key(part: schedules.count > 1 ? index + 1 : nil)))
      }
      pending.append(Pending(attempts: attempts, measurements: first..<measurements.count))
    }
    let seconds = timings.reduce(0) { $0 + $1.seconds }
    printer.line(
      "\(counted(timings.count, "overhead")): about \(DurationText.of(seconds)); other programs widen "
        + "the intervals.")
    let measured = try ComparisonTiming(store: store, printer: printer).measure(
      TimingSession(
        laboratory: laboratory, measurements: measurements,
        shouldStop: { Interruption.isRequested }), samples: samples
    ) { index, timing in
      // A stored record says that all of it is done.
      let place = pending.firstIndex { $0.measurements.contains(index) }!
      pending[place].results[index] = timing
      let results = pending[place].measurements.compactMap { pending[place].results[$0] }
      guard results.count == pending[place].measurements.count else { return }
      let comparisons = results.flatMap(\.comparisons)
      try store.save(
        TimingRecord(comparisons: comparisons), as: pending[place].attempts.next())
      tellHowToRepeat(comparisons)
    }
    return measured.flatMap(\.comparisons)
  }

  private func tellHowToRepeat(_ comparisons: [TimingComparison]) {
    let standings = Set(comparisons.map(\.standing))
    if standings == [.precise] { return }
    let what =
      standings.contains(.biased)
      ? "The report shows no number for what is invalid"
      : "The number is less precise than was asked"
    printer.line("\(what); `\(remedy)` goes on with it, and keeps and counts what there is.")
  }
}
