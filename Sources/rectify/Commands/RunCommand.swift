import ArgumentParser
import Claims
import Datasets
import Experiments
import Figures
import TextOutput

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

      EXAMPLES:
        rectify run --preset quick --store runs
        rectify run alpha qknorm
        rectify run --store /shared/runs --until 3h50m    in a job of four hours
      """)

  @OptionGroup var familyArguments: FamilyArguments
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @OptionGroup var sharingOptions: SharingOptions
  @Flag(help: RedoDamaged.help) var redoDamaged = false

  var optionsInForce: OptionsInForce {
    OptionsInForce(presetOptions, storeOptions, claims: claimsOptions)
  }

  func remedy(of damages: [ExperimentError]) -> PrintedCommand? {
    optionsInForce.command(.run, familyArguments.names + [RedoDamaged.flag])
  }

  func run() throws {
    try trainingOptions.requireUsableEngine()
    let data = presetOptions.dataOptions.reader()
    // A mistake in the preset is told before the data is read, where its identity is known.
    let preset = try presetOptions.load(data)
    try preset.requireData()
    let shard = sharingOptions.shard
    let all = try familyArguments.runs(of: preset)
    let runs = shard?.runs(of: all) ?? all
    let claims = try claimsOptions.load()
    let stores = storeOptions.stores
    let dataset = try data.load()

    Interruption.watch()
    if let seconds = sharingOptions.until { Interruption.limit(to: seconds) }
    let printer = ProgressPrinter()
    printer.line(
      "Preset \(preset.name) on \(dataset.identity.label), \(stores.others.isEmpty ? "store" : "stores") \(stores.names), "
        + "\(counted(trainingOptions.usedThreads, "thread")).")
    let linear = try TrainingSteps(
      preset: preset, claims: claims, runs: runs, stores: stores,
      transfer: presetOptions.transferOptions, threads: trainingOptions.usedThreads,
      printer: printer, redoesDamaged: redoDamaged, shard: shard
    ).run(on: dataset)
    let records = stores.records(of: runs)
    try StandardOutput.print(
      "\(preset.name)\(shard.map { ", shard \($0)" } ?? ""): "
        + "\(counted(records.finished.count, "run")) finished in \(stores.names)"
        + (linear.map {
          "; a linear classifier of the pixels reaches \(NumberText.percent($0.accuracy)) %."
        } ?? "."))
    try (printer.leftAlone + (stores.others.isEmpty ? [] : records.damages)).requireNone()
  }
}
