import Datasets
import Experiments
import Networks
import SystemResources

/// One run from its first or its next step to its result.
struct RunInTraining {
  /// Test images of an evaluation during training.
  private static let glanceImages = 250

  private let run: PlannedRun
  private let record: RunRecord
  private let conditions: TrainingConditions
  private var curve: TrainingCurve
  private let probes: [TransferProbe]
  private var clock = Clock()
  private var secondsBefore = 0.0
  private let processorStart: Double
  private var processorSecondsBefore: Double? = 0
  private var energy = EnergyCounter()
  /// A part of it trained in another process, whose energy is not known.
  private var isResumed = false

  private var specification: RunSpecification { run.specification }

  init(_ run: PlannedRun, record: RunRecord, under conditions: TrainingConditions)
    throws(ExperimentError)
  {
    self.run = run
    self.record = record
    self.conditions = conditions
    processorStart = Self.processorTime(under: conditions)
    probes = try conditions.transfer.probes(of: run.specification)
    curve = TrainingCurve(
      run.specification, dataset: conditions.dataset, threads: conditions.threads)
    if record.isMended {
      conditions.report(.mended(run))
      try record.log(["event": "specification written anew"])
    }
    switch try record.checkpoint() {
    case .none: break
    case .usable(let checkpoint):
      curve.restore(checkpoint)
      secondsBefore = checkpoint.progress.trainingSeconds
      processorSecondsBefore = checkpoint.progress.processorSeconds
      isResumed = true
    case .unusable:
      conditions.report(.discardedCheckpoint(run))
      try record.log(["event": "discarded checkpoint"])
    }
  }

  /// Trains, evaluates and writes the result; false when interrupted, with the state saved.
  mutating func finish(_ pace: Pace) throws(ExperimentError) -> Bool {
    let session = curve.session
    let steps = specification.recipe.steps
    conditions.report(.started(run, step: session.step))
    try record.log(["event": "started", "step": "\(session.step)"])
    pace.start(run, atStep: session.step)

    let glances = glanceSteps
    var lastCheckpoint = clock.seconds
    var lastReport = clock.seconds

    while session.step < steps {
      if conditions.isInterrupted() {
        try interrupt()
        return false
      }
      guard curve.advance() else {
        noteTime()
        try write(curve.diverged, evaluationSeconds: 0, pace)
        return true
      }
      pace.stepped(run, to: session.step)
      if glances.contains(session.step) {
        pace.glanced(
          run,
          accuracy: curve.evaluate(count: min(Self.glanceImages, specification.evaluationImages))?
            .accuracy)
      }
      let now = clock.seconds
      if now - lastCheckpoint >= conditions.checkpointSeconds {
        try saveCheckpoint()
        lastCheckpoint = clock.seconds
      }
      if now - lastReport >= 0.5 {
        conditions.report(.progressed(run, pace.progress(loss: curve.currentLoss)))
        lastReport = now
      }
    }
    noteTime()

    let evaluationClock = Clock()
    guard let result = curve.complete(probes, isInterrupted: conditions.isInterrupted) else {
      try interrupt()
      return false
    }
    try write(result, evaluationSeconds: evaluationClock.seconds, pace)
    return true
  }

  /// Two evaluations during training, where they cost at most 2 % of the run.
  private var glanceSteps: Set<Int> {
    let recipe = specification.recipe
    let cost = 2 * 2 * Self.glanceImages
    guard cost * 50 <= 6 * recipe.images + 2 * specification.evaluationImages else { return [] }
    return [recipe.steps / 3, 2 * recipe.steps / 3]
  }

  private mutating func noteTime() {
    curve.progress.trainingSeconds = secondsBefore + clock.seconds
    curve.progress.processorSeconds = processorSeconds
    energy.read()
  }

  /// Of all attempts.
  private var processorSeconds: Double? {
    processorSecondsBefore.map {
      $0 + Self.processorTime(under: conditions) - processorStart
    }
  }

  /// A run beside others has one thread, this one.
  private static func processorTime(under conditions: TrainingConditions) -> Double {
    conditions.isBesideOthers ? ProcessorTime.ofThread : ProcessorTime.seconds
  }

  private mutating func saveCheckpoint() throws(ExperimentError) {
    noteTime()
    try record.save(Checkpoint(state: curve.session.state, progress: curve.progress))
  }

  private mutating func interrupt() throws(ExperimentError) {
    try saveCheckpoint()
    try record.log(["event": "interrupted", "step": "\(curve.session.step)"])
  }

  private mutating func write(
    _ result: RunResult, evaluationSeconds: Double, _ pace: Pace
  ) throws(ExperimentError) {
    let trainingSeconds = curve.progress.trainingSeconds
    energy.read()
    try record.finish(
      result,
      cost: Machine.cost(
        trainingSeconds: trainingSeconds, evaluationSeconds: evaluationSeconds,
        threads: curve.session.threads, processorSeconds: processorSeconds,
        energy: isResumed || conditions.isBesideOthers ? nil : energy.joules))
    try record.log([
      "event": result.outcome.rawValue, "step": "\(result.steps)", "accuracy": "\(result.accuracy)",
    ])
    pace.finish(run, accuracy: result.accuracy)
    conditions.report(
      .finished(
        run, result, seconds: trainingSeconds + evaluationSeconds,
        pace.progress(loss: result.losses.last)))
  }
}
