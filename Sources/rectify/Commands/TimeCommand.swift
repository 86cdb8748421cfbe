import ArgumentParser
import Claims
import Experiments
import Figures
import Foundation
import Paper
import Timing

struct TimeCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "time",
    abstract: "Measure what the options cost, interleaved with a control.",
    discussion: """
      gating, qknorm, scale and attention-step time whole training steps at the paper's widths \
      and lengths, attention the operator alone; models times a step of each model of the preset's \
      scaling family as trained; parallel counts what processes that share a sequence send each \
      other. A, its copy A' and B alternate in eight or more short processes, one thread \
      each unless --threads says more, until both intervals are as narrow as --half-width asks or the \
      budget ends. A result whose control A'/A leaves out no difference is biased: it is invalid, has no \
      number, and the exit code is 7. One whose intervals are wider than was asked is imprecise: its \
      number stands with its interval, and the exit code is 0. The code is 7 \
      too in a Slurm job that has a part of its node, where nothing is timed: pass --exclusive to \
      sbatch. \
      Results and raw samples are kept in the store's folder measurements.

      With --again, measures the preset's timings again whose stored result is invalid or imprecise, as \
      the preset asks for them. All processes of all attempts with the same program on the same kind \
      of processor are pooled, each look pays for those before it with a higher level, and every \
      record is kept.

      EXAMPLES:
        rectify time --check                             is the machine quiet enough? (20 s)
        rectify time gating --only S/16 --json           one comparison, in at most 4 minutes
        rectify time attention --half-width 1% --budget 600
        rectify time --again --preset quick              what a report shows as imprecise
      """)

  @Argument(
    help: ArgumentHelp(
      "What to time: \(Self.names.joined(separator: ", ")) (default: all).", valueName: "name"))
  var names: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only this model, such as S/16; once for each.", valueName: "model"))
  var only: [PaperModel] = []

  @Option(
    help: ArgumentHelp("How narrow the intervals are wanted, either way.", valueName: "fraction"))
  var halfWidth: Fraction = Fraction(value: 0.02)

  @Option(
    help: ArgumentHelp("Seconds that one measurement may take at most.", valueName: "seconds"))
  var budget: Double = 240

  @Option(
    help: ArgumentHelp(
      "Blocks of the models whose steps are timed (default: as few as make up nine tenths of a step).",
      valueName: "count"))
  var depth: Int?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions

  @Flag(help: "Print JSON.") var json = false

  @Flag(help: "Say in 20 seconds whether the machine is quiet enough; exit code 0 or 7.")
  var check = false

  @Flag(help: "Measure again what is invalid or imprecise among the preset's stored timings.")
  var again = false

  @Option(
    help: ArgumentHelp("A folder for the raw samples as CSV.", valueName: "folder"),
    transform: PathArgument.path)
  var csv: String?

  @Option(
    help: ArgumentHelp(
      "A Python that has PyTorch, to time its attention beside ours (default: what `make peers` "
        + "installs, or python3)."),
    transform: PathArgument.program)
  var python: String?

  @Flag(help: .hidden) var worker = false

  /// Seconds for the step times of models, where the budget has so many.
  private static let modelSeconds = 60.0

  static let names = TimingSubject.allCases.map(\.description)

  func validate() throws {
    try storeOptions.requireOne("A timing is of this machine and is kept in one store")
    if let stray = names.first(where: { !Self.names.contains($0) }) {
      throw ValidationError(
        "There is no comparison \(stray); choose among \(Self.names.joined(separator: ", ")).")
    }
    if again && (check || csv != nil || budget != 240 || halfWidth.value != 0.02 || depth != nil) {
      throw ValidationError(
        "--again measures as the preset has it; leave out --half-width, --budget, --depth, --csv and "
          + "--check."
      )
    }
    if let depth, !(1...100).contains(depth) {
      throw ValidationError("--depth \(depth) is not possible; pass a number from 1 to 100.")
    }
    guard budget > 0 else {
      throw ValidationError("--budget \(budget) is not possible; pass seconds above zero.")
    }
  }

  var optionsInForce: OptionsInForce { OptionsInForce(presetOptions, storeOptions) }

  func run() throws {
    if worker { return try Worker.serve() }
    try trainingOptions.requireUsableEngine()
    // What processes send each other can be counted anywhere.
    if check || names != [TimingSubject.parallel.description] { try SharedNode.requireNone() }
    Interruption.watch()
    do {
      if check {
        try checkQuiet()
      } else if again {
        try measureAgain()
      } else {
        try measureAll()
      }
    } catch is TimingError where Interruption.isRequested {
      throw CommandError.timingInterrupted
    }
  }

  private var laboratory: TimingLaboratory {
    TimingLaboratory.ofThisProgram(
      threads: trainingOptions.threads == nil
        ? TimingLaboratory.usualThreads : trainingOptions.usedThreads)
  }

  // MARK: - Measuring

  private func measureAll() throws {
    let claims = try ClaimsFile.shipped()
    let chosen = names.isEmpty ? TimingSubject.allCases : names.compactMap(TimingSubject.init)
    let printer = ProgressPrinter()
    let comparisons = try compare(chosen, printer: printer)
    var parallel: [SequenceParallelism] = []
    if chosen.contains(.parallel) {
      let counting = ParallelCounting(store: storeOptions.runStore, printer: printer)
      parallel = try (only.isEmpty ? [.s16] : only).map(counting.count)
    }
    var models: ModelStepTimes?
    if chosen.contains(.models) {
      models = try ModelTiming(
        preset: try presetOptions.load(), store: storeOptions.runStore, options: trainingOptions,
        printer: printer, seconds: min(budget, Self.modelSeconds)
      ).measure()
    }
    printer.finish()
    try show(comparisons, models: models, parallel: parallel, claims: claims)
  }

  private func measureAgain() throws {
    let printer = ProgressPrinter()
    let steps = TimingSteps(
      preset: try presetOptions.load(), stores: storeOptions.stores, options: trainingOptions,
      printer: printer, remedy: optionsInForce.command(.time, names + ["--again"]))
    let comparisons = try steps.repeatUnsettled { timing in
      (names.isEmpty || names.contains("\(timing.name)"))
        && (only.isEmpty || only.contains(timing.model))
    }
    printer.finish()
    if comparisons.isEmpty && printer.leftAlone.isEmpty && !json {
      try StandardOutput.print(
        "No such timing of the preset \(steps.preset.name) is invalid or imprecise.")
    } else {
      try show(comparisons, claims: ClaimsFile.shipped())
    }
    try printer.leftAlone.requireNone()
  }

  /// - Throws: `CommandError.timingInvalid` after all is shown.
  private func show(
    _ comparisons: [TimingComparison], models: ModelStepTimes? = nil,
    parallel: [SequenceParallelism] = [], claims: ClaimsFile
  ) throws {
    if json {
      try StandardOutput.print(
        JSONText.of(
          TimingReport(comparisons, models: models, parallel: parallel, claims: claims)))
    } else {
      if !comparisons.isEmpty {
        try StandardOutput.print(TimingTable(comparisons: comparisons, claims: claims).text)
      }
      if let models { try StandardOutput.print(ModelTable(models).text) }
      for counts in parallel { try StandardOutput.print(ParallelTable(counts).text) }
    }
    let invalid = comparisons.filter { !$0.hasNumber }.map { "\($0.id) at \($0.model)" }
    if !invalid.isEmpty { throw CommandError.timingInvalid(invalid) }
  }

  /// Measures every comparison among the subjects, and files its result and samples.
  private func compare(
    _ chosen: [TimingSubject], printer: ProgressPrinter
  ) throws -> [TimingComparison] {
    let schedules = try schedules(of: chosen)
    if schedules.isEmpty { return [] }
    printer.line(
      "\(counted(schedules.count, "measurement")), at most "
        + "\(DurationText.of(budget * Double(schedules.count))) in all; other programs widen the intervals."
    )
    var laboratory = laboratory
    if schedules.contains(where: { $0.name == .attention }) {
      laboratory.peer = PeerProgram(python: python)
      if laboratory.peer == nil {
        printer.line(
          "\(PeerProgram.library) is not installed, or this is not the project's folder; its attention is "
            + "left out, and `make peers` installs it.")
      }
    }
    let measurement = ComparisonTiming(store: storeOptions.runStore, printer: printer)
    // Records of one call share a stamp, and never replace those of another.
    let stamp = Self.stamp()
    return try schedules.enumerated().flatMap { index, schedule in
      let key = RunStore.MeasurementKey.timing(
        name: schedule.name, model: schedule.model,
        qualifier: schedules.count > 1 ? "\(stamp)-\(index + 1)" : stamp)
      let session = TimingSession(
        laboratory: laboratory,
        measurements: [ScheduleTiming(schedule: schedule, laboratory: laboratory)], patience: 1,
        seed: UInt64(Date.now.timeIntervalSince1970),
        shouldStop: { Interruption.isRequested })
      return try measurement.measure(session, samples: [key]) { _, timing in
        try storeOptions.runStore.save(timing.record, as: key)
        if let csv { try OutputFile.write(timing.samples, to: "\(csv)/\(key).csv") }
      }.flatMap(\.comparisons)
    }
  }

  private func schedules(of chosen: [TimingSubject]) throws -> [TimingSchedule] {
    var schedules: [TimingSchedule] = []
    for case .comparison(let name) in chosen {
      for model in only.isEmpty ? name.models : only {
        schedules += try TimingSchedule.named(
          name, model: model, threads: laboratory.threads, halfWidth: halfWidth.value,
          budget: budget, depth: depth
        ).map { schedule in
          var schedule = schedule
          schedule.hasPeer = true
          return schedule
        }
      }
    }
    return schedules
  }

  private static func stamp() -> String {
    Date.now.formatted(
      .iso8601.year().month().day().dateSeparator(.omitted)
        .time(includingFractionalSeconds: false).timeSeparator(.omitted))
  }

  // MARK: - The machine

  private func checkQuiet() throws {
    let result = try laboratory.check(
      halfWidth: halfWidth.value, shouldStop: { Interruption.isRequested })
    try StandardOutput.print(json ? JSONText.of(result) : TimingWords.words(result))
    guard result.isQuiet else {
      throw CommandError.notQuiet(
        "\(result.disturbed) of \(counted(result.blocks, "block")) disturbed, expected half-width "
          + "\(NumberText.percent(result.expectedHalfWidth)) %")
    }
  }
}
