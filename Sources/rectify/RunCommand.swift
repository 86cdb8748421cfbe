import ArgumentParser
import Claims
import Datasets
import Experiments

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train what is missing of a preset.",
    discussion: """
      Ctrl-C is safe: the state is saved, and the same command goes on. Several processes may work \
      on one store; each takes other runs.

      EXAMPLES:
        rectify run --preset quick --store runs
        rectify run alpha qknorm
      """)

  @OptionGroup var familyArguments: FamilyArguments
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions

  func run() throws {
    try trainingOptions.requireUsableEngine()
    let source = presetOptions.dataSource
    // A mistake in the preset is told before the data is read, where its identity is known.
    let preset = try presetOptions.load(data: source.identity())
    try preset.requireData()
    let runs = try familyArguments.runs(of: preset)
    let store = storeOptions.runStore
    let dataset = try source.load()

    Interruption.watch()
    let printer = ProgressPrinter()
    printer.line(
      "Preset \(preset.name) on \(dataset.identity.name), store \(store.path), "
        + "\(counted(trainingOptions.threads, "thread")).")
    let linear = try TrainingSteps(
      preset: preset, runs: runs, store: store, transfer: presetOptions.transferOptions,
      threads: trainingOptions.threads, printer: printer
    ).run(on: dataset)
    print(
      "\(preset.name): \(counted(runs.count, "run")) finished in \(store.path); a "
        + "linear classifier of the pixels reaches \(Wording.percent(linear.accuracy)).")
  }
}
