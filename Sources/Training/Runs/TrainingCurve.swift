import Datasets
import Digests
import Experiments
import Networks

/// The part of a run that its specification determines to the bit: weights, losses and digests, one
/// step after the other. Training and replaying share it.
struct TrainingCurve {
  let specification: RunSpecification
  let session: TrainingSession
  var progress = Checkpoint.Progress()
  private let dataset: Dataset
  private var source: BatchSource
  private var images: [Float]
  private var labels: [UInt8]

  /// Starts from the initial weights, which the seed gives.
  init(_ specification: RunSpecification, dataset: Dataset, threads: Int) {
    self.specification = specification
    self.dataset = dataset
    let recipe = specification.recipe
    session = TrainingSession(
      model: specification.model, recipe: recipe, seed: specification.seed, threads: threads)
    source = BatchSource(
      dataset: dataset, batch: recipe.batch, seed: specification.seed,
      augmentation: recipe.imageAugmentation)
    images = [Float](repeating: 0, count: recipe.batch * specification.model.pixels)
    labels = [UInt8](repeating: 0, count: recipe.batch)
  }

  /// Goes on from a checkpoint of the same specification.
  mutating func restore(_ checkpoint: Checkpoint) {
    session.restore(checkpoint.state)
    progress = checkpoint.progress
  }

  /// Takes one step; false when the loss or the gradient left the finite numbers, which ends the
  /// run with the weights as they were.
  mutating func advance() -> Bool {
    source.fill(step: session.step, images: &images, labels: &labels)
    let outcome = session.train(images: images, labels: labels)
    guard outcome.isFinite else {
      closeInterval()
      return false
    }
    progress.lossSum += Double(outcome.loss)
    progress.lossCount += 1
    let step = session.step
    if step % RunResult.recordInterval == 0 || step == specification.recipe.steps {
      closeInterval()
    }
    return true
  }

  /// Every image that the run shows, [steps, batch].
  var shownImages: [ShownImage] {
    var source = source
    let recipe = specification.recipe
    return (0..<recipe.steps * recipe.batch).map { source.shown(at: $0) }
  }

  /// Of the steps since the last recorded one, or else the last recorded.
  var currentLoss: Double? {
    progress.lossCount > 0 ? progress.lossSum / Double(progress.lossCount) : progress.losses.last
  }

  private mutating func closeInterval() {
    guard progress.lossCount > 0 else { return }
    progress.losses.append(progress.lossSum / Double(progress.lossCount))
    progress.lossSum = 0
    progress.lossCount = 0
    progress.weightDigests.append(.init(step: session.step, sha256: weightDigest))
  }

  /// As `RunResult.WeightDigest` has it.
  var weightDigest: String {
    session.withParameters { SHA256.hexadecimal(of: UnsafeRawBufferPointer($0)) }
  }

  /// Evaluates the first `count` test images; nil when `isInterrupted` said so on the way.
  func evaluate(
    count: Int, isInterrupted: () -> Bool = { false }
  ) -> Evaluation? {
    guard
      let logits = session.logits(of: dataset.test, count: count, isInterrupted: isInterrupted)
    else { return nil }
    var evaluation = Evaluation()
    evaluation.add(
      logits: logits, labels: dataset.test.labels[..<count], classes: specification.model.classes)
    return evaluation
  }

  /// The result of a run that has taken its last step: evaluates the weights, and probes them on
  /// the transfer sets; nil when `isInterrupted` said so on the way.
  ///
  /// - Parameter probes: those of the specification's transfer sets.
  func complete(
    _ probes: [TransferProbe], isInterrupted: () -> Bool = { false }
  ) -> RunResult? {
    guard
      let evaluation = evaluate(
        count: specification.evaluationImages, isInterrupted: isInterrupted)
    else { return nil }
    var scores: [TransferScore] = []
    for probe in probes {
      guard let score = probe.score(session, isInterrupted: isInterrupted) else { return nil }
      scores.append(score)
    }
    return RunResult(
      id: specification.id, numericsRevision: numericsRevision, outcome: .completed,
      steps: session.step, correct: evaluation.correctCount,
      evaluated: specification.evaluationImages, accuracy: evaluation.accuracy,
      losses: progress.losses, weightDigests: progress.weightDigests,
      correctBits: evaluation.correctBits, transfer: scores.isEmpty ? nil : scores)
  }

  /// The result of a run whose last `advance` failed: the accuracies are those of chance.
  var diverged: RunResult {
    let evaluated = specification.evaluationImages
    let classes = specification.model.classes
    let scores = specification.transfer.map(TransferScore.chance)
    return RunResult(
      id: specification.id, numericsRevision: numericsRevision, outcome: .diverged,
      steps: session.step, correct: (evaluated + classes / 2) / classes, evaluated: evaluated,
      accuracy: 1 / Double(classes), losses: progress.losses,
      weightDigests: progress.weightDigests, correctBits: "",
      transfer: scores.isEmpty ? nil : scores)
  }
}

extension TrainingRecipe {
  fileprivate var imageAugmentation: ImageAugmentation {
    switch augmentation {
    case .none: .none
    case .flipsAndShifts: .flipsAndShifts(pixels: 2)
    }
  }
}
