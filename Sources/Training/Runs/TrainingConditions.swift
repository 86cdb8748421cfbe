import Datasets
import Experiments

/// What all runs of one trainer share.
struct TrainingConditions {
  let dataset: Dataset
  let transfer: [TransferProbe]
  /// Of each run.
  var threads: Int
  /// Whether other runs are trained at the same time in this process: what the processor and the machine
  /// spend is then not one run's.
  var isBesideOthers = false
  /// Wall-clock seconds from one checkpoint to the next.
  let checkpointSeconds: Double
  var isInterrupted: () -> Bool
  let report: (TrainingEvent) -> Void
}
