import Experiments
import Foundation

/// How fast a call of the trainer gets through its runs, and so how long the rest will take.
///
/// Safe to send: the lock guards all that changes, since runs are trained at once.
final class Pace: @unchecked Sendable {
  private let clock = Clock()
  private let lock = NSLock()
  private let runs: Int
  private var finishedRuns: Int
  private var floatingPointOperationsLeft: Double
  private var floatingPointOperationsDone = 0.0
  /// In the order in which they were started.
  private var current: [TrainingProgress.Current] = []
  private var lastAccuracy: Double?

  init(runs: Int, pending: [PlannedRun]) {
    self.runs = runs
    finishedRuns = runs - pending.count
    floatingPointOperationsLeft = pending.reduce(0) { $0 + $1.specification.flops }
  }

  /// A run that another process has finished.
  func skip(_ run: PlannedRun) {
    lock.withLock {
      finishedRuns += 1
      floatingPointOperationsLeft -= run.specification.flops
    }
  }

  /// What was done before this call is neither left nor counted as this call's work.
  func start(_ run: PlannedRun, atStep step: Int) {
    lock.withLock {
      current.append(.init(run: run, step: step))
      floatingPointOperationsLeft -= Double(step) * run.specification.flopsPerStep
    }
  }

  func stepped(_ run: PlannedRun, to step: Int) { lock.withLock { note(run, step) } }

  private func note(_ run: PlannedRun, _ step: Int) {
    guard let place = place(of: run) else { return }
    let work = Double(step - current[place].step) * run.specification.flopsPerStep
    floatingPointOperationsDone += work
    floatingPointOperationsLeft -= work
    current[place].step = step
  }

  /// - Parameter accuracy: on a few test images.
  func glanced(_ run: PlannedRun, accuracy: Double?) {
    lock.withLock {
      if let place = place(of: run) { current[place].accuracy = accuracy }
    }
  }

  func finish(_ run: PlannedRun, accuracy: Double) {
    lock.withLock {
      // A diverged run leaves out steps that are then not left either.
      note(run, run.specification.recipe.steps)
      let evaluation =
        run.specification.flops
        - Double(run.specification.recipe.steps) * run.specification.flopsPerStep
      floatingPointOperationsDone += evaluation
      floatingPointOperationsLeft -= evaluation
      finishedRuns += 1
      lastAccuracy = accuracy
      current.removeAll { $0.run.specification == run.specification }
    }
  }

  func progress(loss: Double?) -> TrainingProgress {
    lock.withLock {
      let seconds = clock.seconds
      let secondsLeft =
        floatingPointOperationsDone > 0 && seconds > 1
        ? seconds * max(0, floatingPointOperationsLeft) / floatingPointOperationsDone : nil
      return TrainingProgress(
        finishedRuns: finishedRuns, runs: runs, current: current, loss: loss,
        lastAccuracy: lastAccuracy, secondsLeft: secondsLeft)
    }
  }

  private func place(of run: PlannedRun) -> Int? {
    current.firstIndex { $0.run.specification == run.specification }
  }
}
