import ArgumentParser
import Claims
import Datasets
import Experiments
import Figures
import TextOutput
import Training

struct RunCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train what is missing of a preset.",
    discussion: """
      Ctrl-C is safe: the state is saved, and the same command goes on. Start it several times, on \
      one machine or many, to share the work: each process takes runs that no other has, and goes on \
      from the checkpoint of one that died. A process that finds the last runs taken waits for them, \
      so that exit code 0 always means that all are finished. A damaged record is named and left as \
      it is; the exit code is 6 then, once the others are trained. With --redo-damaged it is made \
      again, and the damaged one kept beside it, as in RUN.damaged-1.

      Runs are trained in the order of what they decide. With --budget, those that fit are trained, what \
      is left is named, and the exit code is 0.

      EXAMPLES:
        rectify run --preset quick --store runs
        rectify run --preset standard --budget 1h         what fits an hour
        rectify run alpha qknorm
        rectify run --store /shared/runs --until 3h50m    in a job of four hours
      """)

  @OptionGroup var familyArguments: FamilyArguments
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @OptionGroup var sharingOptions: SharingOptions
  @OptionGroup var budgetOptions: BudgetOptions
  @Flag(help: RedoDamaged.help) var redoDamaged = false

  var optionsInForce: OptionsInForce {
    OptionsInForce(presetOptions, storeOptions, claims: claimsOptions)
  }

  func remedy(of damages: [ExperimentError]) -> PrintedCommand? {
    optionsInForce.command(.run, familyArguments.names + [RedoDamaged.flag])
  }

  func run() throws {
    let budget = budgetOptions.start()
    try trainingOptions.requireUsableEngine()
    let data = presetOptions.dataOptions.reader()
    // A mistake in the preset is told before the data is read, where its identity is known.
    let preset = try presetOptions.load(data)
    try preset.requireData()
    let shard = sharingOptions.shard
    let all = try familyArguments.runs(of: preset)
    let asked = shard?.runs(of: all) ?? all
    let claims = try claimsOptions.load()
    let stores = storeOptions.stores
    let dataset = try data.load()

    Interruption.watch()
    if let seconds = sharingOptions.until { Interruption.limit(to: seconds) }
    let printer = ProgressPrinter()
    printer.line(
      "Preset \(preset.name) on \(dataset.identity.label), \(stores.others.isEmpty ? "store" : "stores") \(stores.names), "
        + "\(counted(trainingOptions.usedThreads, "thread")).")
    var runs = asked
    var calibration: Calibration?
    if let budget {
      budget.reserve(
        for: ProbePrices(
          of: preset, stores: stores, on: dataset, threads: trainingOptions.usedThreads,
          isReport: false))
      let missing = asked.filter {
        let state = stores.state(of: $0.specification)
        return state.isMissing || state == .damaged && redoDamaged
      }
      let measured = printer.calibration(of: missing, threads: trainingOptions.usedThreads)
      let cut = budget.cut(Plan(preset, runs: missing, stores: stores, calibration: measured))
      if !missing.isEmpty { printer.line(budget.words(of: cut)) }
      runs = cut.kept(asked)
      calibration = measured
    }
    let linear = try TrainingSteps(
      preset: preset, claims: claims, runs: runs, stores: stores,
      transfer: presetOptions.transferOptions, threads: trainingOptions.usedThreads,
      printer: printer, redoesDamaged: redoDamaged, shard: shard, budget: budget
    ).run(on: dataset)
    let records = stores.records(of: asked)
    try StandardOutput.print(
      "\(preset.name)\(shard.map { ", shard \($0)" } ?? ""): "
        + "\(counted(records.finished.count, "run")) finished in \(stores.names)"
        + (linear.map {
          "; a linear classifier of the pixels reaches \(NumberText.percent($0.accuracy)) %."
        } ?? "."))
    if let budget {
      let missing = MissingWork(
        in: preset, runs: asked, stores: stores, calibration: calibration, prices: budget.prices,
        isReport: false)
      if !missing.isEmpty {
        let next = optionsInForce.command(
          .run, familyArguments.names + (shard.map { ["--shard", "\($0)"] } ?? []))
        try StandardOutput.print((missing.lines + ["Next: \(next)"]).joined(separator: "\n"))
      }
    }
    try (printer.leftAlone + (stores.others.isEmpty ? [] : records.damages)).requireNone()
  }
}
