import ArgumentParser
import CairoRendering
import Claims
import Datasets
import Experiments
import Figures
import Foundation
import Reports
import Timing

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Plan, train what is missing, time, draw, and write the report.",
    discussion: """
      Leaves reports/PRESET/report.md and the figures in figures/PRESET. What is stored is never \
      repeated: on a finished store this only draws and writes, and gives the same bytes again. \
      Ctrl-C is safe; the same command goes on.

      EXAMPLE:
        rectify report --preset quick --threads 2
      """)

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions

  func run() throws {
    let source = presetOptions.dataSource
    let preset = try presetOptions.load(data: source.identity())
    let claims = try ClaimsFile.shipped()
    let store = storeOptions.runStore
    let printer = ProgressPrinter()
    let steps = StepPrinter(count: 5, printer: printer)

    var missing = 0
    try steps.run("Plan: \(preset.name) on \(preset.data.name), store \(store.path)") {
      missing = try plan(preset, store: store, printer: printer)
    }
    Interruption.watch()
    try steps.run("Train: \(counted(missing, "run")) missing") {
      try train(preset, missing: missing, store: store, source: source, printer: printer)
    }
    try steps.run("Time: \(counted(preset.timings.count, "overhead")) at the paper's shapes") {
      for timing in preset.timings { try measure(timing, store: store, printer: printer) }
    }
    let input = try ReportInput(preset: preset, store: store, claims: claims)
    var pictures: [Report.Picture] = []
    try steps.run("Draw") {
      pictures = try FigureFiles(preset: preset.name).write(FigureName.allCases, of: input)
    }
    let path = "reports/\(preset.name)/report.md"
    try steps.run("Write") {
      let report = Report(input, pictures: pictures, libraries: FigureWriter.libraryVersions)
      try OutputFile.write(report.markdown, to: path)
    }
    print(summary(input, path: path))
  }

  /// Says what will be done and what it costs; returns how many runs are missing.
  private func plan(
    _ preset: Preset, store: RunStore, printer: ProgressPrinter
  ) throws -> Int {
    var missing: [PlannedRun] = []
    for run in preset.runs {
      if try !store.state(of: run.specification).isFinished { missing.append(run) }
    }
    guard !missing.isEmpty else {
      printer.line("All \(counted(preset.runs.count, "run")) are stored.")
      return 0
    }
    try trainingOptions.requireUsableEngine()
    let calibration = Calibration.measure(missing, threads: trainingOptions.threads)
    let seconds = missing.reduce(0) { $0 + calibration.seconds($1) }
    let flops = missing.reduce(0) { $0 + $1.specification.flops }
    printer.line(
      "\(missing.count) of \(counted(preset.runs.count, "run")) to train, "
        + "\(Wording.decimal(flops / 1e12, places: 1)) TFLOP, about \(Wording.duration(seconds)) on "
        + "\(counted(trainingOptions.threads, "thread")).")
    return missing.count
  }

  private func train(
    _ preset: Preset, missing: Int, store: RunStore, source: DatasetSource,
    printer: ProgressPrinter
  ) throws {
    let key = RunStore.MeasurementKey.linearClassifier(id: preset.linearClassifier.id)
    let hasLinear = try store.measurement(key, as: LinearClassifierResult.self) != nil
    if hasLinear && missing == 0 { return }
    try trainingOptions.requireUsableEngine()
    try TrainingSteps(
      preset: preset, store: store, threads: trainingOptions.threads, printer: printer
    ).run(on: source.load())
  }

  private func measure(
    _ timing: PlannedTiming, store: RunStore, printer: ProgressPrinter
  ) throws {
    if let stored = try store.measurement(timing.key, as: TimingRecord.self) {
      for comparison in stored.comparisons { printer.line(Self.words(comparison, stored: true)) }
      return
    }
    try trainingOptions.requireUsableEngine()
    let name = "\(timing.name) at \(timing.model)"
    printer.line(
      "\(name): at most \(Wording.duration(timing.seconds)); leave the machine alone.")
    let threads = trainingOptions.threads
    let schedules = try TimingSchedule.named(
      timing.name, model: timing.model, threads: threads, halfWidth: timing.halfWidth,
      budget: timing.seconds)
    let laboratory = TimingLaboratory.ofThisProgram(threads: threads)
    for schedule in schedules {
      let result: ScheduleTiming
      do {
        result = try laboratory.measure(
          schedule, progress: { printer.progress("\(name): \(TimingTable.words($0))") },
          shouldStop: { Interruption.isRequested })
      } catch .stopped {
        printer.finish()
        throw CommandError.interrupted
      }
      try store.saveSamples(result.samples, as: timing.key)
      try store.save(result.record, as: timing.key)
      for comparison in result.comparisons { printer.line(Self.words(comparison, stored: false)) }
    }
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
      + "(\(percent(timing.measured.low)) to \(percent(timing.measured.high)))\(stored ? ", stored" : "")."
  }

  private func summary(_ input: ReportInput, path: String) -> String {
    var lines = ["", "Report: \(path)", "Verdicts: \(input.assessments.countsSentence)."]
    for assessment in input.assessments.claims where assessment.verdict.outcome != .notTested {
      let row = ClaimRow(assessment)
      lines.append("  \(row.id): \(row.verdict); \(row.ours)")
    }
    lines.append("Next: rectify diff --preset \(presetOptions.preset)")
    return lines.joined(separator: "\n")
  }
}
