import Experiments

/// What the trainer reports while it works.
public enum TrainingEvent: Sendable {
  /// Of a whole call: how many runs there are, and how many are finished already.
  case began(runs: Int, finished: Int)
  /// A run's record is damaged: nothing is trained in its place, and nothing written over it.
  case leftAlone(DamagedRun)
  /// A damaged record was set aside at this path, and its run is trained again.
  case setAside(DamagedRun, copy: String)
  /// The specification or the checksums of a run without a result were damaged, and are written anew;
  /// nothing is lost.
  case mended(PlannedRun)
  /// A run starts, or goes on after `step` steps.
  case started(PlannedRun, step: Int)
  /// A checkpoint was torn or of an older revision; its run starts again.
  case discardedCheckpoint(PlannedRun)
  case progressed(PlannedRun, TrainingProgress)
  case finished(PlannedRun, RunResult, seconds: Double, TrainingProgress)
  /// Other processes hold what is left; they are waited for.
  case waiting(runs: Int)
}
