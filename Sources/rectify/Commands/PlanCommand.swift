import ArgumentParser
import Claims
import Experiments
import Foundation
import Reports
import SystemResources
import Training

struct PlanCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List the runs of a preset with their state and cost, before any is trained.",
    discussion: """
      Trains each model for a second to price the runs on this machine, and says what memory they \
      take; the list itself is the same everywhere. With --resolve, lists the further seeds that would settle an inconclusive \
      claim with 80 % power at the observed effect; with --out too, writes a preset that holds them \
      beside those of --preset. Where nothing is to be planned for the claim, a sentence says why, \
      and the exit code is 0.

      With --emit slurm, writes a job array in place of the list: its elements share the store, save \
      their state before the time limit and queue themselves again. It trains nothing here, and the \
      scheduler is never asked how its jobs are.

      EXAMPLES:
        rectify plan --preset standard
        rectify plan scaling alpha --runs
        rectify plan --preset mine.yaml            of your own (docs/presets.md): before it is paid
        rectify plan --explain 3f2a                what makes this run missing or stale
        rectify plan --resolve S1 --out S1.yaml    then: rectify run --preset S1.yaml
                                                   and:  rectify diff --preset S1.yaml
        rectify plan --preset full --nodes 100     how long a hundred machines take
        rectify plan --preset full --emit slurm > job.sh    then: sbatch job.sh
        rectify plan --preset quick --json | jq '.runs[] | select(.state == "absent") | .id'
      """)

  @OptionGroup var familyArguments: FamilyArguments
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @OptionGroup var trainingOptions: TrainingOptions
  @OptionGroup var clusterOptions: ClusterOptions
  @Flag(help: "List each run too.") var runs = false
  @Option(
    help: ArgumentHelp(
      "Say of one run, by the beginning of its identity, what sets it apart from what is stored.",
      valueName: "run"))
  var explain: String?
  @Option(
    help: ArgumentHelp(
      "Plan just the runs that would settle this claim, by its id.", valueName: "claim"))
  var resolve: String?
  @Option(
    help: ArgumentHelp(
      "With --resolve: write the preset and these runs as a preset of its own.",
      valueName: "file"), transform: PathArgument.path)
  var out: String?
  @Flag(help: "Print JSON, of each run.") var json = false

  func validate() throws {
    if resolve != nil && (explain != nil || !familyArguments.names.isEmpty) {
      throw ValidationError("--resolve takes neither families nor --explain; pass one of them.")
    }
    if clusterOptions.emit != nil && (resolve != nil || explain != nil || runs || json) {
      throw ValidationError(
        "--emit writes a script alone; pass it without --resolve, --explain, --runs and --json.")
    }
    if let out {
      guard resolve != nil else {
        throw ValidationError("--out is for the runs of a claim; pass --resolve with its id too.")
      }
      guard Preset.isPath(out) else {
        throw ValidationError(
          "--out \(out) could not be told from a preset's name; pass a path that ends in .yaml.")
      }
    }
  }

  var optionsInForce: OptionsInForce {
    OptionsInForce(presetOptions, storeOptions, claims: claimsOptions)
  }

  func run() throws {
    try trainingOptions.requireUsableEngine()
    let preset = try presetOptions.load()
    if let explain { return try printExplanation(of: explain, in: preset) }
    if let resolve { return try printResolution(of: resolve, in: preset) }
    let families = try familyArguments.families()
    let runs = try familyArguments.runs(of: preset)
    if clusterOptions.emit != nil { return try printJob(for: runs, of: preset) }
    try printPlan(of: runs, in: preset, scope: families.map(\.rawValue), families: families)
    if !json {
      do {
        try preset.requireData()
      } catch {
        try StandardOutput.print("Priced only. \(error)")
      }
    }
    try storeOptions.stores.records(of: runs).damages.requireNone()
  }

  /// - Parameter scope: what the runs are of the preset, in words; nothing for all of it.
  private func printPlan(
    of runs: [PlannedRun], in preset: Preset, scope: [String], families: [Family] = []
  ) throws {
    let plan = Plan(
      preset, runs: runs, stores: storeOptions.stores,
      calibration: ProgressPrinter().calibration(of: runs, threads: trainingOptions.usedThreads))
    if json {
      try StandardOutput.print(JSONText.of(plan.json))
      return
    }
    let table = PlanTable(
      plan, families: families, scope: scope, stores: storeOptions.stores,
      nodes: clusterOptions.nodes)
    if self.runs { try StandardOutput.print(table.runs + "\n") }
    try StandardOutput.print(table.text)
  }

  private func printJob(for runs: [PlannedRun], of preset: Preset) throws {
    try preset.requireData()
    let stores = storeOptions.stores
    let missing = runs.count { stores.state(of: $0.specification).isMissing }
    let wanted = min(clusterOptions.nodes ?? 16, clusterOptions.shards ? runs.count : missing)
    var command = optionsInForce.command(
      .run, familyArguments.names + ["--threads", "\(trainingOptions.usedThreads)"])
    // A job has other variables, and so other ways to find a program by its name.
    command.words[0] = .text(ProgramFile.path)
    let job = SlurmJob(
      name: "rectify-\(preset.name)", command: command,
      folder: FileManager.default.currentDirectoryPath, elements: max(1, wanted),
      processors: trainingOptions.usedThreads, limit: clusterOptions.limit ?? 4 * 3600,
      isSharded: clusterOptions.shards)
    try StandardOutput.print(job.text)
    ProgressPrinter().line(
      "\(counted(missing, "run")) to train, \(counted(job.elements, "element")) of "
        + "\(counted(job.processors, "processor")) each; submit the script with sbatch.")
  }

  private func printResolution(of id: String, in preset: Preset) throws {
    let claims = try claimsOptions.load()
    guard claims[id] != nil else {
      throw CommandError.unknownClaim(
        id, known: claims.claims.map(\.id), list: optionsInForce.command(.diff, ["--list"]))
    }
    let input = ReportInput(preset: preset, stores: storeOptions.stores, claims: claims)
    if input.isEmpty {
      throw NothingStored.error(
        "a plan to settle \(id)", input: input, stores: storeOptions.stores,
        options: optionsInForce)
    }
    guard let assessment = input.assessments[id] else { return }
    let runs = input.evidence.furtherRuns(
      seeds: assessment.seedsToSettle ?? 0, of: assessment.cellsToSettle)
    let note = Resolution(assessment, runs: runs)
    if runs.isEmpty {
      if json { try StandardOutput.print(JSONText.of(PlanRecord(runs: []))) }
      try tell(note.sentence)
    } else {
      try printPlan(of: runs, in: preset, scope: ["to settle \(id)"])
      try tell(note.sentence)
      try write(runs, of: id, preset: preset)
    }
    try input.damages.requireNone()
  }

  /// Beside JSON a sentence goes to stderr.
  private func tell(_ sentence: String) throws {
    if json { ProgressPrinter().line(sentence) } else { try StandardOutput.print(sentence) }
  }

  private func write(_ runs: [PlannedRun], of id: String, preset: Preset) throws {
    guard let out else {
      let file = "\(preset.name)-\(id).yaml"
      return try tell(
        "To train and count them: "
          + "`\(optionsInForce.command(.plan, ["--resolve", id, "--out", file]))`, then "
          + "`\(optionsInForce.command(.run, preset: file))` and "
          + "`\(optionsInForce.command(.diff, preset: file))`.")
    }
    try OutputFile.write(
      Preset.text(
        extending: presetOptions.preset, at: out,
        named: "\(preset.name)-\(id)".replacing("/", with: "-"), scale: preset.scale, by: runs,
        note: "The preset \(preset.name), and the further seeds that would settle claim \(id)."),
      to: out)
    try tell(
      "Written: \(out). Next: `\(optionsInForce.command(.run, preset: out))` trains them, and "
        + "`\(optionsInForce.command(.diff, preset: out))` counts them.")
  }

  private func printExplanation(of prefix: String, in preset: Preset) throws {
    let matches = preset.runs.filter { $0.specification.id.hasPrefix(prefix) }
    guard let run = matches.first, !prefix.isEmpty else {
      throw CommandError.notPlanned(
        prefix, preset: preset.name, list: optionsInForce.command(.plan, ["--runs"]))
    }
    guard matches.count == 1 else {
      throw ExperimentError.ambiguousRun(prefix, matches: matches.map(\.specification.id))
    }
    let explanation = try storeOptions.stores.explain(run.specification)
    try StandardOutput.print(
      json
        ? JSONText.of(explanation)
        : ExplanationText.of(explanation, run, store: storeOptions.stores.names))
  }
}
