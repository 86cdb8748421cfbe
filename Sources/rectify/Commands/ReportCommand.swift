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
import Training

struct ReportCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Plan, train what is missing, time, draw, and write the report.",
    discussion: """
      Leaves reports/PRESET/report.md, the same as one page in report.html, the results as CSV files in \
      results, and the figures in figures/PRESET. What is stored is never \
      repeated: on a finished store this only draws and writes, and gives the same bytes again.

      Runs are trained in the order of what they decide, so that a report of a part is the best that the \
      time allows. With --budget, what fits is done, and the report of what is there is written; the \
      exit code is 0. Drawing it takes some seconds more. After Ctrl-C the state is saved and the report \
      of what is there is written too; the exit code is 130, so that a script does not take it for a \
      whole one. A second Ctrl-C ends at once and leaves the old report as it was. In such a report \
      claims are decided by complete cells alone, and what is missing is named. The same command goes on.

      In a Slurm job that has a part of its node nothing is \
      timed, and the exit code is 7 once the report is written. A damaged record is left as it is: \
      the claims that need it are invalid, and the exit code is 6 once the report is written. With \
      --redo-damaged it is made again, and the damaged one kept beside it. With --again, invalid \
      timings are measured again.

      EXAMPLES:
        rectify report --preset quick --threads 2
        rectify report --budget 5m                      what fits five minutes
        rectify report --preset standard --budget 1h    goes on from quick
        rectify report --store /data/runs --name lab    reports/lab and figures/lab
      """)

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @OptionGroup var budgetOptions: BudgetOptions
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

  /// What the first step found out.
  private struct Prospect {
    /// Runs without a result, or to be made again.
    var missing: [PlannedRun] = []
    /// Nil where none is missing.
    var calibration: Calibration?
    /// Which of them fit the budget; nil without one.
    var cut: PlanCut?
  }

  func run() throws {
    let budget = budgetOptions.start()
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

    var prospect = Prospect()
    try steps.run(
      "Plan: \(preset.name) on \(preset.data.label), \(stores.others.isEmpty ? "store" : "stores") \(stores.names)"
    ) {
      prospect = try plan(preset, stores: stores, data: data, budget: budget, printer: printer)
    }
    Interruption.watch()
    var refusal: TimingError?
    var withRates: ReportInput?
    do {
      try steps.run("Train: \(words(of: prospect))") {
        try train(
          preset, claims: claims, prospect, stores: stores, data: data, budget: budget,
          printer: printer)
      }
      let timing = TimingSteps(
        preset: preset, stores: stores, options: trainingOptions, printer: printer,
        redoesDamaged: redoDamaged, repeatsInvalid: again,
        remedy: optionsInForce.command(.time, ["--again"], store: stores.first.path),
        budget: budget)
      try steps.run("Time: \(timing.words)") { refusal = try timing.run() }
      if budget == nil || missingWork(of: preset, stores, prospect, budget).isEmpty {
        try steps.run("Error rates: how often a verdict would be wrong") {
          withRates = try countErrors(
            preset, claims: claims, stores: stores, budget: budget, printer: printer)
        }
      } else {
        steps.leaveOut("Error rates: left out until all the rest is there")
      }
    } catch CommandError.interrupted where Interruption.isByHand {
      // A report of nothing would take the place of one that may be there.
      guard !ReportInput(preset: preset, stores: stores, claims: claims).isEmpty else {
        throw CommandError.interrupted
      }
      Interruption.stateIsSaved()
      printer.line(
        "Interrupted, state saved. The report of what is there is made now; Ctrl-C again ends at once."
      )
      steps.goOn(at: 5)
    }
    let input = withRates ?? ReportInput(preset: preset, stores: stores, claims: claims)
    let path = try write(input, steps)
    let missing =
      budget != nil || Interruption.isRequested
      ? missingWork(
        of: preset, stores, prospect, budget, errorRates: .errorRates(claims, input.evidence)) : nil
    try StandardOutput.print(summary(input, path: path, missing: missing?.lines ?? []))
    if Interruption.isRequested {
      throw CommandError.reportInterrupted(isWhole: missing?.isEmpty ?? true)
    }
    try input.damages.requireNone()
    if let refusal { throw refusal }
  }

  private func words(of prospect: Prospect) -> String {
    let count = "\(counted(prospect.missing.count, "run")) missing"
    guard let cut = prospect.cut, !cut.left.isEmpty else { return count }
    switch cut.fitting.count {
    case 0: return count + ", none fits the budget"
    case 1: return count + ", of which 1 fits the budget"
    case let fitting: return count + ", of which \(fitting) fit the budget"
    }
  }

  /// Draws the figures and writes them with the report, all or none.
  ///
  /// - Returns: the report's path.
  private func write(_ input: ReportInput, _ steps: StepPrinter) throws -> String {
    let name = self.name ?? input.preset.name
    let report = ReportFiles(name: name)
    var pictures: [ReportPicture] = []
    var files: [(path: String, bytes: [UInt8])] = []
    try steps.run("Draw", isOfReport: true) {
      (pictures, files) = try FigureFiles.draw(
        FigureName.allCases, as: FigureVariant(claims: claimsOptions.digest(of: input.claims)),
        of: input, in: name)
    }
    try steps.run("Write", isOfReport: true) {
      files += try report.files(
        input, pictures: pictures,
        isRecordsFolder: storeOptions.stores.first.path == report.records)
      try OutputFile.write(files)
    }
    return report.report
  }

  /// Says what will be done and what it costs.
  private func plan(
    _ preset: Preset, stores: RunStores, data: DatasetReader, budget: Budget?,
    printer: ProgressPrinter
  ) throws -> Prospect {
    let states = preset.runs.map { stores.state(of: $0.specification) }
    let damaged = states.count { $0 == .damaged }
    let stored = states.count(where: \.isFinished)
    var prospect = Prospect()
    prospect.missing = zip(preset.runs, states)
      .filter { $1.isMissing || $1 == .damaged && redoDamaged }.map { $0.0 }
    if stored == preset.runs.count {
      printer.line("All \(counted(stored, "run")) are stored.")
    } else if stored + damaged > 0 {
      printer.line(
        "\(stored) of \(preset.runs.count) runs are stored"
          + (damaged > 0 ? ", and \(damaged) damaged." : "."))
    }
    if let budget, needsTraining(preset, prospect, stores) {
      try trainingOptions.requireUsableEngine()
      budget.reserve(
        for: ProbePrices(
          of: preset, stores: stores, on: try data.load(), threads: trainingOptions.usedThreads,
          isReport: true))
    }
    if prospect.missing.isEmpty { return prospect }
    try trainingOptions.requireUsableEngine()
    let calibration = printer.calibration(
      of: prospect.missing, threads: trainingOptions.usedThreads)
    let plan = Plan(preset, runs: prospect.missing, stores: stores, calibration: calibration)
    printer.line(PlanTable(plan, stores: stores).text)
    prospect.calibration = calibration
    if let budget {
      let cut = budget.cut(plan)
      printer.line(budget.words(of: cut))
      prospect.cut = cut
    }
    return prospect
  }

  /// Whether training, or what it is followed by, has something to do.
  private func needsTraining(
    _ preset: Preset, _ prospect: Prospect, _ stores: RunStores
  ) -> Bool {
    let key = RunStore.MeasurementKey.linearClassifier(id: preset.linearClassifier.id)
    let hasInitialisation = preset.initialisationMeasurement.map { stores.holds($0.key) } ?? true
    return !prospect.missing.isEmpty || !stores.holds(key) || !hasInitialisation || redoDamaged
  }

  private func train(
    _ preset: Preset, claims: ClaimsFile, _ prospect: Prospect, stores: RunStores,
    data: DatasetReader, budget: Budget?, printer: ProgressPrinter
  ) throws {
    guard needsTraining(preset, prospect, stores) else { return }
    try trainingOptions.requireUsableEngine()
    try TrainingSteps(
      preset: preset, claims: claims, runs: prospect.cut?.kept(preset.runs) ?? preset.runs,
      stores: stores, transfer: presetOptions.transferOptions,
      threads: trainingOptions.usedThreads, printer: printer, redoesDamaged: redoDamaged,
      budget: budget
    ).run(on: data.load())
  }

  private func missingWork(
    of preset: Preset, _ stores: RunStores, _ prospect: Prospect, _ budget: Budget?,
    errorRates: RunStore.MeasurementKey? = nil
  ) -> MissingWork {
    MissingWork(
      in: preset, runs: preset.runs, stores: stores, calibration: prospect.calibration,
      prices: budget?.prices, isReport: true, errorRates: errorRates)
  }

  /// The time of a budget is over.
  private struct TimeIsOver: Error {}

  /// Computed once: the store keeps them for these claims and results.
  ///
  /// - Returns: what the report is made from, with them where they are known.
  private func countErrors(
    _ preset: Preset, claims: ClaimsFile, stores: RunStores, budget: Budget?,
    printer: ProgressPrinter
  ) throws -> ReportInput {
    var input = ReportInput(preset: preset, stores: stores, claims: claims)
    let key = RunStore.MeasurementKey.errorRates(input.claims, input.evidence)
    if redoDamaged {
      _ = try printer.leavingDamage(redoingIn: stores.first) {
        try stores.measurement(key, as: ErrorRates.self)
      }
      input = ReportInput(preset: input.preset, stores: stores, claims: input.claims)
    }
    if stores.holds(key) {
      printer.line(
        input.errorRates == nil ? "Their record is damaged; it is left as it is." : "Stored.")
      return input
    }
    let start = Date.now
    do {
      let rates = try ErrorRates(
        input.claims, evidence: input.evidence, threads: trainingOptions.usedThreads
      ) { claim, done in
        try Interruption.check()
        if budget?.isSpent ?? false { throw TimeIsOver() }
        let left = Date.now.timeIntervalSince(start) * (1 - done) / done
        printer.progress(
          "\(claim): \(NumberText.percent(done)) %"
            + (done > 0 ? ", \(DurationText.of(left)) left" : ""))
      }
      printer.finish()
      printer.line(rates.words)
      _ = try printer.leavingDamage { try stores.first.save(rates, as: key) }
      input.errorRates = rates
    } catch is TimeIsOver {
      printer.finish()
      printer.line("They are left out: the time was over before they were counted.")
    }
    return input
  }

  /// - Parameter missing: lines on what the report lacks; empty for none.
  private func summary(_ input: ReportInput, path: String, missing: [String]) -> String {
    var lines = [
      "", "Report: \(path)", "Page: \(ReportFiles.page(beside: path))",
      "Verdicts: \(input.assessments.countsSentence).",
    ]
    for assessment in input.assessments.claims where assessment.verdict.outcome != .notTested {
      let row = ClaimRow(assessment)
      lines.append("  \(row.id): \(row.verdict); \(row.ours)")
    }
    lines += CommittedComparison(input, stores: storeOptions.stores).map { [$0.words] } ?? []
    lines += missing
    let next =
      missing.isEmpty
      ? optionsInForce.command(.diff)
      : optionsInForce.command(.report, name.map { ["--name", $0] } ?? [])
    lines.append("Next: \(next)")
    return lines.joined(separator: "\n")
  }
}
