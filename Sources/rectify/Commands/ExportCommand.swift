import ArgumentParser
import Claims
import Experiments
import Foundation
import Training

struct ExportCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Write a run's weights, logits and batches for other programs, or a preset's records.",
    discussion: """
      The store keeps no weights: the run is trained again from its initial weights, in seconds, \
      and compared with its record on the way. The weights have big_vision's names and shapes, and \
      the configuration travels in the file's metadata. RUN is a run's identity or the first \
      digits of one.

      With the weights of step 0 and --batches, any other program can train the run again and hold \
      its weights against ours, without our random numbers: --batches writes which training image is \
      shown at each position, as int32 [steps, batch], counted from 0 in the order of the training \
      part's files (of a set without a test part, in the order of what is left). Where the recipe \
      augments, a second file, NAME-augmentation.npy, holds int32 [steps, batch, 3]: 1 where the \
      image is mirrored left to right, then the pixels by which it is shifted down and right, with \
      black moving in.

      With --records, copies what the preset's results are read from (specifications, results, \
      costs and measurements, without logs and raw samples) to a new store, which verify, figure, \
      diff and report read as they read the first.

      EXAMPLES:
        rectify export --records shared/runs --preset quick
        rectify export de6fd8 --weights relu.safetensors
        rectify export de6fd8 --step 100 --logits relu.npy --images 1000
        rectify export de6fd8 --step 0 --weights start.safetensors --batches order.npy
      """)

  @Argument(help: ArgumentHelp("The run's identity, or the first digits of it.", valueName: "run"))
  var identity: String?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var trainingOptions: TrainingOptions

  @Option(
    help: ArgumentHelp("Write the weights, as safetensors.", valueName: "path"),
    transform: PathArgument.path)
  var weights: String?
  @Option(
    help: ArgumentHelp(
      "Write the logits of the first test images, as npy: float32 [images, classes].",
      valueName: "path"), transform: PathArgument.path)
  var logits: String?
  @Option(
    help: ArgumentHelp(
      "Test images for --logits (default: as many as the run was evaluated on).",
      valueName: "count"))
  var images: Int?
  @Option(
    help: ArgumentHelp("The weights after this step (default: the last).", valueName: "number"))
  var step: Int?
  @Option(
    help: ArgumentHelp(
      "Write which images every step shows, as npy: int32 [steps, batch].", valueName: "path"),
    transform: PathArgument.path)
  var batches: String?

  @Option(
    help: ArgumentHelp(
      "Copy the records of the preset to this new folder.", valueName: "path"),
    transform: PathArgument.path)
  var records: String?

  func validate() throws {
    if records != nil {
      guard identity == nil, weights == nil, logits == nil, batches == nil else {
        throw ValidationError("--records takes a preset's runs, all of them; pass it alone.")
      }
      return
    }
    guard identity != nil else {
      throw ValidationError("Nothing to write; pass a run's identity, or --records with a folder.")
    }
    if weights == nil && logits == nil && batches == nil {
      throw ValidationError(
        "Nothing to write; pass --weights FILE.safetensors, --logits FILE.npy or --batches FILE.npy."
      )
    }
    if step != nil && weights == nil && logits == nil {
      throw ValidationError(
        "--step is for weights and logits, and --batches writes all steps; pass --weights "
          + "FILE.safetensors too.")
    }
    if images != nil && logits == nil {
      throw ValidationError("--images is for logits; pass --logits FILE.npy too.")
    }
  }

  var optionsInForce: OptionsInForce {
    OptionsInForce(presetOptions, storeOptions)
  }

  func run() throws {
    if let records { return try copyRecords(to: records) }
    guard let identity else { return }
    try trainingOptions.requireUsableEngine()
    let run = try storeOptions.stores.run(identity)
    // What is shown depends on no weights.
    let step = step ?? (weights == nil && logits == nil ? 0 : run.result.steps)
    guard (0...run.result.steps).contains(step) else {
      throw ExperimentError.stepBeyondEnd(run: run.id, step: step, steps: run.result.steps)
    }
    let dataset = try presetOptions.dataOptions.reader().load()
    let images = images ?? run.result.evaluated
    guard (1...dataset.test.count).contains(images) else {
      throw CommandError.imagesBeyondEnd(asked: images, available: dataset.test.count)
    }
    // A folder that cannot be made is told before the training.
    for path in [weights, logits, batches].compactMap(\.self) {
      try OutputFile.createFolder(of: path)
    }

    var replay = try Replay(run, on: dataset, threads: trainingOptions.usedThreads)
    try train(&replay, to: step)
    if let weights {
      try OutputFile.write(replay.safetensors, to: weights)
      try StandardOutput.print("\(weights): the weights of \(run.id) after step \(step).")
    }
    if let logits {
      let classes = run.specification.model.classes
      let data = NPYFile.encoded(replay.logits(images: images), rows: images, columns: classes)
      try OutputFile.write(data, to: logits)
      try StandardOutput.print("\(logits): logits of the first \(counted(images, "test image")).")
    }
    if let batches { try write(replay.batches, of: run, to: batches) }
  }

  private func write(_ files: BatchExport, of run: StoredRun, to path: String) throws {
    try OutputFile.write(files.order, to: path)
    let recipe = run.specification.recipe
    try StandardOutput.print(
      "\(path): the images that \(run.id) shows, \(recipe.steps) steps of \(recipe.batch), counted "
        + "from 0 in the training part.")
    guard let augmentation = files.augmentation else { return }
    let stem = path.lowercased().hasSuffix(".npy") ? String(path.dropLast(4)) : path
    try OutputFile.write(augmentation, to: "\(stem)-augmentation.npy")
    try StandardOutput.print(
      "\(stem)-augmentation.npy: of each, whether it is mirrored, and its shift down and right.")
  }

  private func copyRecords(to path: String) throws {
    let stores = storeOptions.stores
    let preset = try presetOptions.load()
    let records = stores.records(of: preset.runs)
    try records.damages.requireNone()
    let finished = records.finished.count
    guard finished == preset.runs.count else {
      throw CommandError.recordsMissing(
        count: preset.runs.count - finished, of: preset.runs.count, store: stores.names,
        preset: preset.name, remedy: optionsInForce.command(.report))
    }
    try stores.copyRecords(of: preset.runs, to: RunStore(path: path))
    try StandardOutput.print(
      "\(path): the records of \(counted(finished, "run")) and the measurements of \(stores.names)."
    )
  }

  private func train(_ replay: inout Replay, to step: Int) throws {
    Interruption.watch()
    let printer = ProgressPrinter()
    let start = Date.now
    var lastReport = start
    let outcome = replay.advance(
      to: step, shouldStop: { Interruption.isRequested },
      report: { done in
        let now = Date.now
        guard now.timeIntervalSince(lastReport) >= 0.5 else { return }
        lastReport = now
        let left = now.timeIntervalSince(start) / Double(done) * Double(step - done)
        printer.progress("Training: step \(done) of \(step), \(DurationText.of(left)) left")
      })
    printer.finish()
    switch outcome {
    case .agrees: break
    case .differs(let step):
      throw ExperimentError.replayDiffers(run: replay.run.id, step: step)
    case .stopped: throw CommandError.exportInterrupted
    }
  }
}
