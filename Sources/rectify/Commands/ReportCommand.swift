import ArgumentParser
import CairoRendering
import Claims
import Datasets
import Experiments
import Figures
import Foundation
import Reports
import TextOutput
import Timing

struct ReportCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Plan, train what is missing, time, draw, and write the report.",
    discussion: """
      Leaves reports/PRESET/report.md, the same as one page in report.html, the results as CSV files in \
      results, and the figures in figures/PRESET. What is stored is never \
      repeated: on a finished store this only draws and writes, and gives the same bytes again. \
      Ctrl-C is safe; the same command goes on. In a Slurm job that has a part of its node nothing is \
      timed, and the exit code is 7 once the report is written. A damaged record is left as it is: \
      the claims that need it are invalid, and the exit code is 6 once the report is written. With \
      --redo-damaged it is made again, and the damaged one kept beside it. With --again, invalid \
      timings are measured again.

      EXAMPLES:
        rectify report --preset quick --threads 2
        rectify report --store /data/runs --name lab    reports/lab and figures/lab
      """)

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @Flag(help: RedoDamaged.help) var redoDamaged = false
  @Flag(help: "Measure invalid timings again; their old records are kept.") var again = false
  @Option(
    help: ArgumentHelp(
      "Write to reports/NAME and figures/NAME (default: the preset's name).", valueName: "name"))
  var name: String?

  func validate() throws {
    if let name, let defect = NameRule.defect(of: name) {
      throw ValidationError(
        "--name \(NameRule.shown(name)) is not possible: the name \(defect); \(NameRule.remedy).")
    }
  }

  var optionsInForce: OptionsInForce {
    OptionsInForce(presetOptions, storeOptions, claims: claimsOptions)
  }

  func remedy(of damages: [ExperimentError]) -> PrintedCommand? {
    optionsInForce.command(.report, [RedoDamaged.flag] + (name.map { ["--name", $0] } ?? []))
  }

  func run() throws {
    // Before anything is trained that could not be drawn.
    try FigureWriter.requireFont()
    let data = presetOptions.dataOptions.reader()
    let preset = try presetOptions.load(data)
    try preset.requireData()
    let claims = try claimsOptions.load()
    let stores = storeOptions.stores
    let printer = ProgressPrinter()
    if let line = try Boxes.line(for: preset, claims: claims) { printer.line(line) }
    let steps = StepPrinter(count: 6, printer: printer)

    var missing = 0
    try steps.run(
      "Plan: \(preset.name) on \(preset.data.label), \(stores.others.isEmpty ? "store" : "stores") \(stores.names)"
    ) {
      missing = try plan(preset, stores: stores, printer: printer)
    }
    Interruption.watch()
    try steps.run("Train: \(counted(missing, "run")) missing") {
      try train(
        preset, claims: claims, missing: missing, stores: stores, data: data, printer: printer)
    }
    let timing = TimingSteps(
      preset: preset, stores: stores, options: trainingOptions, printer: printer,
      redoesDamaged: redoDamaged, repeatsInvalid: again,
      remedy: optionsInForce.command(.time, ["--again"], store: stores.first.path))
    var refusal: TimingError?
    try steps.run("Time: \(timing.words)") { refusal = try timing.run() }
    var input = ReportInput(preset: preset, stores: stores, claims: claims)
    try steps.run("Error rates: how often a verdict would be wrong") {
      try countErrors(&input, stores: stores, printer: printer)
    }
    let name = self.name ?? preset.name
    var pictures: [ReportPicture] = []
    try steps.run("Draw") {
      pictures = try FigureFiles.write(
        FigureName.allCases, as: FigureVariant(claims: claimsOptions.digest(of: claims)),
        of: input, in: name)
    }
    let files = ReportFiles(name: name)
    try steps.run("Write") {
      try files.write(
        input, pictures: pictures, isRecordsFolder: stores.first.path == files.records)
    }
    let path = files.report
    try StandardOutput.print(summary(input, path: path))
    try input.damages.requireNone()
    if let refusal { throw refusal }
  }

  /// Says what will be done and what it costs; returns how many runs are missing.
  private func plan(
    _ preset: Preset, stores: RunStores, printer: ProgressPrinter
  ) throws -> Int {
    let states = preset.runs.map { stores.state(of: $0.specification) }
    let damaged = states.count { $0 == .damaged }
    let stored = states.count(where: \.isFinished)
    let missing = zip(preset.runs, states)
      .filter { $1.isMissing || $1 == .damaged && redoDamaged }.map { $0.0 }
    if stored == preset.runs.count {
      printer.line("All \(counted(stored, "run")) are stored.")
    } else if stored + damaged > 0 {
      printer.line(
        "\(stored) of \(preset.runs.count) runs are stored"
          + (damaged > 0 ? ", and \(damaged) damaged." : "."))
    }
    if missing.isEmpty { return 0 }
    try trainingOptions.requireUsableEngine()
    let plan = Plan(
      preset, runs: missing, stores: stores,
      calibration: printer.calibration(of: missing, threads: trainingOptions.usedThreads))
    printer.line(PlanTable(plan, storePath: stores.names).text)
    return missing.count
  }

  private func train(
    _ preset: Preset, claims: ClaimsFile, missing: Int, stores: RunStores, data: DatasetReader,
    printer: ProgressPrinter
  ) throws {
    let key = RunStore.MeasurementKey.linearClassifier(id: preset.linearClassifier.id)
    let hasInitialisation = preset.initialisationMeasurement.map { stores.holds($0.key) } ?? true
    if missing == 0 && stores.holds(key) && hasInitialisation && !redoDamaged { return }
    try trainingOptions.requireUsableEngine()
    try TrainingSteps(
      preset: preset, claims: claims, runs: preset.runs, stores: stores,
      transfer: presetOptions.transferOptions, threads: trainingOptions.usedThreads,
      printer: printer, redoesDamaged: redoDamaged
    ).run(on: data.load())
  }

  /// Computed once: the store keeps them for these claims and results.
  private func countErrors(
    _ input: inout ReportInput, stores: RunStores, printer: ProgressPrinter
  ) throws {
    let key = RunStore.MeasurementKey.errorRates(input.claims, input.evidence)
    if redoDamaged {
      _ = try printer.leavingDamage(redoingIn: stores.first) {
        try stores.measurement(key, as: ErrorRates.self)
      }
      input = ReportInput(preset: input.preset, stores: stores, claims: input.claims)
    }
    if stores.holds(key) {
      return printer.line(
        input.errorRates == nil ? "Their record is damaged; it is left as it is." : "Stored.")
    }
    let start = Date.now
    let rates = try ErrorRates(
      input.claims, evidence: input.evidence, threads: trainingOptions.usedThreads
    ) { claim, done in
      try Interruption.check()
      let left = Date.now.timeIntervalSince(start) * (1 - done) / done
      printer.progress(
        "\(claim): \(NumberText.percent(done)) %"
          + (done > 0 ? ", \(DurationText.of(left)) left" : ""))
    }
    printer.finish()
    printer.line(rates.words)
    _ = try printer.leavingDamage { try stores.first.save(rates, as: key) }
    input.errorRates = rates
  }

  private func summary(_ input: ReportInput, path: String) -> String {
    var lines = [
      "", "Report: \(path)", "Page: \(ReportFiles.page(beside: path))",
      "Verdicts: \(input.assessments.countsSentence).",
    ]
    for assessment in input.assessments.claims where assessment.verdict.outcome != .notTested {
      let row = ClaimRow(assessment)
      lines.append("  \(row.id): \(row.verdict); \(row.ours)")
    }
    lines.append("Next: \(optionsInForce.command(.diff))")
    return lines.joined(separator: "\n")
  }
}
