import Experiments
import Paper
import SystemResources
import Timing
import Training

/// Counts what processes that share a sequence send each other, and keeps the record.
struct ParallelCounting {
  let store: RunStore
  let printer: ProgressPrinter

  /// About how long the counts of one model take, in wall-clock seconds, on a machine with little else to
  /// do.
  static let seconds = 5.0

  /// The counts in the store, or else those that are made now.
  func stored(model: PaperModel) throws -> SequenceParallelism {
    let key = RunStore.MeasurementKey.parallel(model: model)
    if let stored = try store.measurement(key, as: SequenceParallelism.self) { return stored }
    return try count(model: model)
  }

  /// Counts anew. The counts are the same each time, so a record that is there stays.
  func count(model: PaperModel) throws -> SequenceParallelism {
    guard PaperModel.lengths.contains(model) else {
      throw TimingError.unknownModel(model, subject: .parallel, known: PaperModel.lengths)
    }
    let study = SequenceParallelStudy(
      executable: ProgramFile.path, cores: Machine.coreCount, processor: Machine.processor)
    let counts = try study.run(
      model: model, tokens: model.patches,
      progress: { printer.progress("parallel at \(model): P = \($0)") },
      shouldStop: { Interruption.isRequested })
    let key = RunStore.MeasurementKey.parallel(model: model)
    if try store.measurement(key, as: SequenceParallelism.self) == nil {
      try store.save(counts, as: key)
    }
    return counts
  }
}
