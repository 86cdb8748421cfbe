import Datasets
import Networks

/// One run from its first or its next step to its result.
struct RunInTraining {
  private static let lossInterval = 50
  /// Test images of a look at the accuracy during training.
  private static let glanceImages = 250

  private let run: PlannedRun
  private let record: RunRecord
  private let trainer: Trainer
  private let session: TrainingSession
  private var source: BatchSource
  private var progress = Checkpoint.Progress()
  private var clock = Clock()
  private var secondsBefore = 0.0

  private var specification: RunSpecification { run.specification }

  init(_ run: PlannedRun, record: RunRecord, trainer: Trainer) throws(ExperimentError) {
    self.run = run
    self.record = record
    self.trainer = trainer
    let specification = run.specification
    session = TrainingSession(
      model: specification.model, recipe: specification.recipe, seed: specification.seed,
      threads: trainer.threads)
    source = BatchSource(
      dataset: trainer.dataset, batch: specification.recipe.batch, seed: specification.seed,
      augmentation: specification.recipe.imageAugmentation)
    switch try record.checkpoint() {
    case .none: break
    case .usable(let checkpoint):
      session.restore(checkpoint.state)
      progress = checkpoint.progress
      secondsBefore = progress.trainingSeconds
    case .unusable:
      trainer.report(.discardedCheckpoint(run))
      try record.log(["event": "discarded checkpoint"])
    }
  }

  /// Trains, evaluates and writes the result; false when interrupted, with the state saved.
  mutating func finish(_ pace: inout Pace) throws(ExperimentError) -> Bool {
    let steps = specification.recipe.steps
    trainer.report(.started(run, step: session.step))
    try record.log(["event": "started", "step": "\(session.step)"])
    pace.start(run, atStep: session.step)

    var images = [Float](
      repeating: 0, count: specification.recipe.batch * specification.model.pixels)
    var labels = [UInt8](repeating: 0, count: specification.recipe.batch)
    let glances = glanceSteps
    var lastCheckpoint = clock.seconds
    var lastReport = clock.seconds

    while session.step < steps {
      if trainer.isInterrupted() {
        try interrupt()
        return false
      }
      source.fill(step: session.step, images: &images, labels: &labels)
      let outcome = session.train(images: images, labels: labels)
      guard outcome.isFinite else {
        try diverge(&pace)
        return true
      }
      note(loss: outcome.loss)
      pace.stepped(to: session.step)
      if glances.contains(session.step) {
        pace.accuracy =
          Evaluation.run(
            session, on: trainer.dataset.test,
            count: min(Self.glanceImages, specification.evaluationImages),
            classes: specification.model.classes)?.accuracy
      }
      let now = clock.seconds
      if now - lastCheckpoint >= trainer.checkpointSeconds {
        try saveCheckpoint()
        lastCheckpoint = clock.seconds
      }
      if now - lastReport >= 0.5 {
        trainer.report(.progressed(run, pace.progress(step: session.step, loss: currentLoss)))
        lastReport = now
      }
    }
    progress.trainingSeconds = secondsBefore + clock.seconds

    let evaluationClock = Clock()
    guard
      let evaluation = Evaluation.run(
        session, on: trainer.dataset.test, count: specification.evaluationImages,
        classes: specification.model.classes, isInterrupted: trainer.isInterrupted)
    else {
      try interrupt()
      return false
    }
    try write(
      RunResult(
        id: specification.id, numericsRevision: numericsRevision, outcome: .completed,
        steps: session.step, correct: evaluation.correctCount,
        evaluated: specification.evaluationImages, accuracy: evaluation.accuracy,
        losses: progress.losses, weightDigests: progress.weightDigests,
        correctBits: evaluation.correctBits),
      evaluationSeconds: evaluationClock.seconds, &pace)
    return true
  }

  /// Two looks at the accuracy, where they cost at most two hundredths of the run.
  private var glanceSteps: Set<Int> {
    let recipe = specification.recipe
    let cost = 2 * 2 * Self.glanceImages
    guard cost * 50 <= 6 * recipe.images + 2 * specification.evaluationImages else { return [] }
    return [recipe.steps / 3, 2 * recipe.steps / 3]
  }

  private var currentLoss: Double? {
    progress.lossCount > 0 ? progress.lossSum / Double(progress.lossCount) : progress.losses.last
  }

  private mutating func note(loss: Float) {
    progress.lossSum += Double(loss)
    progress.lossCount += 1
    let step = session.step
    if step % Self.lossInterval == 0 || step == specification.recipe.steps { closeInterval() }
  }

  private mutating func closeInterval() {
    guard progress.lossCount > 0 else { return }
    progress.losses.append(progress.lossSum / Double(progress.lossCount))
    progress.lossSum = 0
    progress.lossCount = 0
    let digest = session.withParameters { SHA256.hexadecimal(of: UnsafeRawBufferPointer($0)) }
    progress.weightDigests.append(.init(step: session.step, sha256: digest))
  }

  /// Loss or gradient left the finite numbers: a result, at the accuracy of chance.
  private mutating func diverge(_ pace: inout Pace) throws(ExperimentError) {
    closeInterval()
    progress.trainingSeconds = secondsBefore + clock.seconds
    let evaluated = specification.evaluationImages
    let classes = specification.model.classes
    try write(
      RunResult(
        id: specification.id, numericsRevision: numericsRevision, outcome: .diverged,
        steps: session.step, correct: (evaluated + classes / 2) / classes, evaluated: evaluated,
        accuracy: 1 / Double(classes), losses: progress.losses,
        weightDigests: progress.weightDigests, correctBits: ""),
      evaluationSeconds: 0, &pace)
  }

  private mutating func saveCheckpoint() throws(ExperimentError) {
    progress.trainingSeconds = secondsBefore + clock.seconds
    try record.save(Checkpoint(state: session.state, progress: progress))
  }

  private mutating func interrupt() throws(ExperimentError) {
    try saveCheckpoint()
    try record.log(["event": "interrupted", "step": "\(session.step)"])
  }

  private func write(
    _ result: RunResult, evaluationSeconds: Double, _ pace: inout Pace
  ) throws(ExperimentError) {
    try record.finish(
      result,
      cost: Machine.cost(
        trainingSeconds: progress.trainingSeconds, evaluationSeconds: evaluationSeconds,
        threads: trainer.threads))
    try record.log([
      "event": result.outcome.rawValue, "step": "\(result.steps)", "accuracy": "\(result.accuracy)",
    ])
    pace.finish(run, accuracy: result.accuracy)
    trainer.report(
      .finished(
        run, result, seconds: progress.trainingSeconds + evaluationSeconds,
        pace.progress(step: result.steps, loss: result.losses.last)))
  }
}

extension TrainingRecipe {
  var imageAugmentation: ImageAugmentation {
    switch augmentation {
    case .none: .none
    case .flipsAndShifts: .flipsAndShifts(pixels: 2)
    }
  }
}
