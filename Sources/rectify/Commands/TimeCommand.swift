import ArgumentParser
import Claims
import Experiments
import Foundation
import Paper
import Timing

struct TimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time",
    abstract: "Measure what the options cost, interleaved with a control.",
    discussion: """
      gating, qknorm, scale and attention-step time whole training steps at the paper's true \
      shapes, attention the operator alone; models times a step of each model of the preset's \
      scaling family as trained; parallel counts what processes that share a sequence send each \
      other. A, its copy A' and B alternate in eight or more short processes; a result \
      whose control A'/A leaves the half-width asked for is invalid, and the exit code is 7. \
      Results and raw samples are kept in the store's folder measurements.

      EXAMPLES:
        rectify time --check                             is the machine quiet enough? (20 s)
        rectify time gating --only S/16 --json           one comparison, in at most 4 minutes
        rectify time attention --half-width 1% --budget 600
        rectify time --record 1800 --csv recorded        half an hour of steps of A against A
        rectify time --false-alarms recorded/steps.csv   how often the method would have alarmed
      """)

  @Argument(
    help: ArgumentHelp(
      "What to time: \(Self.names.joined(separator: ", ")) (default: all).", valueName: "name"))
  var names: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only this model, such as S/16; once for each.", valueName: "model"))
  var only: [PaperModel] = []

  @Option(help: ArgumentHelp("How near to 1 the control must stay.", valueName: "share"))
  var halfWidth: Share = Share(value: 0.02)

  @Option(
    help: ArgumentHelp("Seconds that one measurement may take at most.", valueName: "seconds"))
  var budget: Double = 240

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions

  @Flag(help: "Print JSON.") var json = false

  @Flag(help: "Say in 20 seconds whether the machine is quiet enough; exit code 0 or 7.")
  var check = false

  @Option(help: ArgumentHelp("A folder for the raw samples as CSV.", valueName: "folder"))
  var csv: String?

  @Option(
    help: ArgumentHelp(
      "Record so many seconds of steps of A against A, into steps.csv in the folder of --csv.",
      valueName: "seconds"))
  var record: Double?

  @Option(
    help: ArgumentHelp(
      "With --record: a share of a step that B computes on top. With --false-alarms: the slow-down "
        + "whose detection is counted.", valueName: "share"))
  var plant: Share?

  @Option(
    help: ArgumentHelp(
      "Simulate 5,000 measurements from recorded steps, and print how many would have alarmed.",
      valueName: "file"))
  var falsePositives: String?

  @Option(
    help: ArgumentHelp(
      "Blocks of each process, with --record (default 24) and --false-alarms (8).",
      valueName: "count"))
  var blocks: Int?

  @Option(help: ArgumentHelp("A Python that has PyTorch, to time its attention beside ours."))
  var python = "python3"

  @Flag(help: .hidden) var worker = false

  /// Seconds for the step times of models, where the budget has so many.
  private static let modelSeconds = 60.0

  static let names = TimingSubject.allCases.map(\.description)

  func validate() throws {
    if let stray = names.first(where: { !Self.names.contains($0) }) {
      throw ValidationError(
        "There is no comparison \(stray); choose among \(Self.names.joined(separator: ", ")).")
    }
    guard budget > 0, record ?? 1 > 0, blocks ?? 2 >= 2 else {
      throw ValidationError(
        "--budget and --record need seconds above zero, and --blocks at least 2.")
    }
    guard record == nil || csv != nil else {
      throw ValidationError("--record needs a folder for its samples; add --csv FOLDER.")
    }
  }

  func run() throws {
    if worker { return try Worker.serve() }
    if let falsePositives { return try studyFalsePositives(falsePositives) }
    try trainingOptions.requireUsableEngine()
    Interruption.watch()
    do {
      if check {
        try checkQuiet()
      } else if let record {
        try recordSteps(seconds: record)
      } else {
        try measureAll()
      }
    } catch TimingError.stopped {
      throw CommandError.timingInterrupted
    }
  }

  private var laboratory: TimingLaboratory {
    TimingLaboratory.ofThisProgram(threads: trainingOptions.threads)
  }

  // MARK: - Measuring

  private func measureAll() throws {
    let chosen = names.isEmpty ? TimingSubject.allCases : names.compactMap(TimingSubject.init)
    var schedules: [TimingSchedule] = []
    for case .comparison(let name) in chosen {
      for model in only.isEmpty ? name.models : only {
        schedules += try TimingSchedule.named(
          name, model: model, threads: trainingOptions.threads, halfWidth: halfWidth.value,
          budget: budget)
      }
    }
    let printer = ProgressPrinter()
    if !schedules.isEmpty {
      printer.line(
        "\(counted(schedules.count, "measurement")), at most "
          + "\(Wording.duration(budget * Double(schedules.count))) in all; leave the machine alone."
      )
    }
    var laboratory = laboratory
    if schedules.contains(where: { $0.name == .attention }) {
      laboratory.peer = PeerProgram(python: python)
      if laboratory.peer == nil {
        printer.line(
          "\(PeerProgram.library) is not installed for \(python), or this is not the project's "
            + "folder: its attention does not stand in the table.")
      }
    }
    // Records of one call share a stamp, and never replace those of another.
    let stamp = Self.stamp()
    var comparisons: [TimingComparison] = []
    for (index, schedule) in schedules.enumerated() {
      let name = "\(schedule.name) at \(schedule.model)"
      let timing = try laboratory.measure(
        schedule, seed: UInt64(Date.now.timeIntervalSince1970),
        progress: { printer.progress("\(name): \(TimingTable.words($0))") },
        shouldStop: { Interruption.isRequested })
      try keep(timing, stamp: schedules.count > 1 ? "\(stamp)-\(index + 1)" : stamp)
      for comparison in timing.comparisons { printer.line(TimingTable.words(comparison)) }
      comparisons += timing.comparisons
    }
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
    if json {
      print(try JSONText.of(TimingReport(comparisons, models: models, parallel: parallel)))
    } else {
      if !comparisons.isEmpty { print(TimingTable(comparisons).text) }
      if let models { print(ModelTable(models).text) }
      for counts in parallel { print(ParallelTable(counts).text) }
    }
    let invalid = comparisons.filter { !$0.valid }.map { "\($0.id) at \($0.model)" }
    if !invalid.isEmpty { throw CommandError.timingInvalid(invalid) }
  }

  private func keep(_ timing: ScheduleTiming, stamp: String) throws {
    let schedule = timing.schedule
    let key = RunStore.MeasurementKey.timing(
      name: schedule.name, model: schedule.model, qualifier: stamp)
    try storeOptions.runStore.saveSamples(timing.samples, as: key)
    try storeOptions.runStore.save(timing.record, as: key)
    if let csv { try OutputFile.write(timing.samples, to: "\(csv)/\(key).csv") }
  }

  private static func stamp() -> String {
    Date.now.formatted(
      .iso8601.year().month().day().dateSeparator(.omitted)
        .time(includingFractionalSeconds: false).timeSeparator(.omitted))
  }

  // MARK: - The machine and the method

  private func checkQuiet() throws {
    let result = try laboratory.check(
      halfWidth: halfWidth.value, budget: budget, shouldStop: { Interruption.isRequested })
    if json {
      print(try JSONText.of(result))
    } else {
      print(TimingTable.words(result))
    }
    guard result.isQuiet else {
      throw CommandError.notQuiet(
        "\(result.disturbed) of \(counted(result.blocks, "block")) disturbed, expected half-width "
          + Wording.percent(result.expectedHalfWidth))
    }
  }

  private func recordSteps(seconds: Double) throws {
    let printer = ProgressPrinter()
    let timing = try laboratory.record(
      seconds: seconds, blocksPerProcess: blocks ?? 24, planted: plant?.value,
      seed: UInt64(Date.now.timeIntervalSince1970),
      progress: { printer.progress("recording: \(TimingTable.words($0))") },
      shouldStop: { Interruption.isRequested })
    printer.finish()
    let path = "\(csv ?? ".")/steps.csv"
    try OutputFile.write(timing.samples, to: path)
    print("\(counted(timing.blocks.count, "block")) in \(path).")
  }

  private func studyFalsePositives(_ file: String) throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw TimingError.unreadableSamples(file: file, line: 1, reason: "it cannot be read")
    }
    let study = try FalsePositiveStudy(
      SamplesCSV(text: text, file: file), file: file, blocksPerProcess: blocks ?? 8,
      halfWidth: halfWidth.value)
    let result = study.run(planted: plant?.value ?? 0.02)
    print(json ? try JSONText.of(result) : TimingTable.words(result))
  }
}

/// A share on the command line: "2%", "0.5%" or "0.02".
struct Share: ExpressibleByArgument {
  var value: Double

  init(value: Double) { self.value = value }

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let number = Double(isPercent ? String(argument.dropLast()) : argument) else {
      return nil
    }
    let value = isPercent ? number / 100 : number
    guard value > 0, value < 1 else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { Wording.decimal(value * 100, places: 0) + "%" }
}

extension TimingLaboratory {
  /// Whose processes run this very program.
  static func ofThisProgram(threads: Int) -> TimingLaboratory {
    TimingLaboratory(
      executable: Machine.programPath, threads: threads, processor: Machine.processor)
  }
}

extension Machine {
  /// The file that this process runs.
  static var programPath: String {
    Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}
