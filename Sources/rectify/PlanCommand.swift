import ArgumentParser
import Experiments

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List the runs of a preset with their state and cost, before anything is paid.",
    discussion: """
      Trains each model for a second to price the runs on this machine; the list itself is the \
      same everywhere.

      EXAMPLES:
        rectify plan --preset standard
        rectify plan scaling alpha --runs
        rectify plan --explain 3f2a                what makes this run missing or stale
        rectify plan --preset quick --json | jq '.runs[] | select(.state == "absent") | .id'
      """)

  @OptionGroup var familyArguments: FamilyArguments
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @Flag(help: "List each run too.") var runs = false
  @Option(
    help: ArgumentHelp(
      "Say of one run, by the beginning of its identity, what sets it apart from what is stored.",
      valueName: "run"))
  var explain: String?
  @Flag(help: "Print JSON, of each run.") var json = false

  func run() throws {
    try trainingOptions.requireUsableEngine()
    let preset = try presetOptions.load()
    if let explain { return try printExplanation(of: explain, in: preset) }
    let families = try familyArguments.families()
    let runs = try familyArguments.runs(of: preset)
    let plan = try Plan(
      preset, runs: runs, store: storeOptions.runStore,
      calibration: ProgressPrinter().calibration(of: runs, threads: trainingOptions.threads))
    if json {
      print(try JSONText.of(plan.json))
      return
    }
    let table = PlanTable(plan, families: families, storePath: storeOptions.runStore.path)
    if self.runs { print(table.runs + "\n") }
    print(table.text)
    do {
      try preset.requireData()
    } catch {
      print("Priced only. \(error)")
    }
  }

  private func printExplanation(of prefix: String, in preset: Preset) throws {
    let matches = preset.runs.filter { $0.specification.id.hasPrefix(prefix) }
    guard let run = matches.first, !prefix.isEmpty else {
      throw CommandError.notPlanned(prefix, preset: preset.name)
    }
    guard matches.count == 1 else {
      throw ExperimentError.ambiguousRun(prefix, matches: matches.map(\.specification.id))
    }
    let explanation = try storeOptions.runStore.explain(run.specification)
    print(
      try json
        ? JSONText.of(explanation)
        : PlanTable.words(explanation, of: run, store: storeOptions.runStore.path))
  }
}
