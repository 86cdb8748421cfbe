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
        rectify plan --preset quick --json | jq '.runs[] | select(.state == "absent") | .id'
      """)

  @OptionGroup var familyArguments: FamilyArguments
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @Flag(help: "List each run too.") var runs = false
  @Flag(help: "Print JSON, of each run.") var json = false

  func run() throws {
    try trainingOptions.requireUsableEngine()
    let preset = try presetOptions.load(data: presetOptions.dataSource.identity())
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
}
