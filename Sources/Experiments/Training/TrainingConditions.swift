import Datasets

/// What all runs of one trainer share.
struct TrainingConditions {
  let dataset: Dataset
  let transfer: [TransferProbe]
  let threads: Int
  /// Wall-clock seconds from one checkpoint to the next.
  let checkpointSeconds: Double
  let isInterrupted: () -> Bool
  let report: (TrainingEvent) -> Void
}
