/// How fast a call of the trainer gets through its runs, and so how long the rest will take.
struct Pace {
  private let clock = Clock()
  private let runs: Int
  private var finishedRuns: Int
  private var floatingPointOperationsLeft: Double
  private var floatingPointOperationsDone = 0.0
  private var current: (specification: RunSpecification, step: Int)?
  /// Of the current run, once it has been evaluated.
  var accuracy: Double?
  private var lastAccuracy: Double?

  init(runs: Int, pending: [PlannedRun]) {
    self.runs = runs
    finishedRuns = runs - pending.count
    floatingPointOperationsLeft = pending.reduce(0) { $0 + $1.specification.flops }
  }

  /// A run that another process has finished.
  mutating func skip(_ run: PlannedRun) {
    finishedRuns += 1
    floatingPointOperationsLeft -= run.specification.flops
  }

  /// What was done before this call is neither left nor counted as this call's work.
  mutating func start(_ run: PlannedRun, atStep step: Int) {
    current = (run.specification, step)
    floatingPointOperationsLeft -= Double(step) * run.specification.flopsPerStep
  }

  mutating func stepped(to step: Int) {
    guard let (specification, before) = current else { return }
    let work = Double(step - before) * specification.flopsPerStep
    floatingPointOperationsDone += work
    floatingPointOperationsLeft -= work
    current = (specification, step)
  }

  mutating func finish(_ run: PlannedRun, accuracy: Double) {
    // A diverged run leaves out steps that are then not left either.
    stepped(to: run.specification.recipe.steps)
    let evaluation =
      run.specification.flops
      - Double(run.specification.recipe.steps) * run.specification.flopsPerStep
    floatingPointOperationsDone += evaluation
    floatingPointOperationsLeft -= evaluation
    finishedRuns += 1
    lastAccuracy = accuracy
    self.accuracy = nil
    current = nil
  }

  func progress(step: Int, loss: Double?) -> TrainingProgress {
    let seconds = clock.seconds
    let secondsLeft =
      floatingPointOperationsDone > 0 && seconds > 1
      ? seconds * max(0, floatingPointOperationsLeft) / floatingPointOperationsDone : nil
    return TrainingProgress(
      finishedRuns: finishedRuns, runs: runs, step: step,
      steps: current?.specification.recipe.steps ?? step, loss: loss, accuracy: accuracy,
      lastAccuracy: lastAccuracy, secondsLeft: secondsLeft)
  }
}
