import ArgumentParser
import Experiments

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List every run of a preset with its state and cost, before it is paid.",
    discussion: """
      Trains a model for a second to price the runs on this machine; the list itself is the same \
      everywhere.

      EXAMPLE:
        rectify plan --preset quick --json | jq '.runs[] | select(.state == "absent") | .id'
      """)

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    try trainingOptions.requireUsableEngine()
    let preset = try presetOptions.load(data: presetOptions.dataSource.identity())
    let calibration = Calibration.measure(preset.runs, threads: trainingOptions.threads)
    let plan = try Plan(preset, store: storeOptions.runStore, calibration: calibration)
    if json {
      print(try JSONText.of(plan.json))
    } else {
      print(PlanTable(plan, storePath: storeOptions.runStore.path).text)
    }
  }
}
