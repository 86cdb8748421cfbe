import Datasets
import Experiments

/// Training of what a preset lacks, for every verb that trains.
struct TrainingSteps {
  let preset: Preset
  /// Those of the preset that are trained.
  let runs: [PlannedRun]
  let store: RunStore
  let transfer: TransferOptions
  let threads: Int
  let printer: ProgressPrinter

  /// Trains the runs, then the linear classifier. `Interruption.watch()` must have been called.
  @discardableResult
  func run(on dataset: Dataset) throws -> LinearClassifierResult {
    let trainer = Trainer(
      store: store, dataset: dataset,
      transfer: try transfer.probes(
        for: runs.map(\.specification), fittedTo: dataset.identity),
      threads: threads, isInterrupted: { Interruption.isRequested }, report: printer.print)
    guard try trainer.run(runs) == .finished else {
      printer.finish()
      throw CommandError.interrupted
    }
    return try store.linearClassifier(preset.linearClassifier, on: dataset)
  }
}
