import Kernels

/// The revision of the arithmetic: raised whenever a change may alter the bits of a result.
public let numericsRevision = 1

/// One model in training: initialised from a seed, advanced a batch at a time.
///
/// The same model, recipe, seed and batches give the same bits on any number of threads: each shard
/// of a batch has its own gradient, shards are summed along a fixed tree, and norms over fixed
/// blocks.
public final class TrainingSession {
  public struct StepOutcome: Sendable {
    /// Sigmoid cross-entropy, summed over classes, mean over the batch, before the update.
    public var loss: Float
    /// Global norm of the gradient before clipping.
    public var gradientNorm: Float
    public var isFinite: Bool { loss.isFinite && gradientNorm.isFinite }
  }

  /// A stretch of the parameters that one task reduces and updates.
  private struct Block {
    let range: Range<Int>
    let decays: Bool
  }

  public let model: VisionTransformerConfiguration
  public let recipe: TrainingRecipe
  public let layout: ParameterLayout
  /// Steps taken.
  public private(set) var step = 0
  /// Threads that took part in the last piece of work.
  public var threadsThatRan: Int { team.lastParticipants }

  private let team: ThreadTeam
  private let parameters: FloatBuffer
  private let firstMoment: FloatBuffer
  private let secondMoment: FloatBuffer
  private let packed: PackedWeights
  private let fixedPositions: FloatBuffer?
  private let attention: AttentionShape
  private let activations: ActivationLayout
  /// One a thread.
  private let arenas: [FloatBuffer]
  /// One a shard; the first holds the sum after a step.
  private let gradients: [FloatBuffer]
  private let blocks: [Block]
  private let shardLosses: FloatBuffer
  private let blockSquares: FloatBuffer

  /// Threads beyond the recipe's shards are not started.
  ///
  /// - Precondition: `model.defect` is nil, and batch and shards are at least one.
  public init(
    model: VisionTransformerConfiguration, recipe: TrainingRecipe, seed: UInt64, threads: Int
  ) {
    precondition(model.defect == nil, model.defect ?? "")
    precondition(recipe.batch >= 1 && recipe.shards >= 1, "a batch has images and shards")
    self.model = model
    self.recipe = recipe
    layout = ParameterLayout(model)
    let threads = max(1, min(threads, recipe.shards))
    team = ThreadTeam(count: threads)
    parameters = FloatBuffer(count: layout.count)
    firstMoment = FloatBuffer(count: layout.count)
    secondMoment = FloatBuffer(count: layout.count)
    packed = PackedWeights(layout)
    fixedPositions = fixedPositionEmbedding(model)
    attention = AttentionShape(model)
    let shardImages = (recipe.batch + recipe.shards - 1) / recipe.shards
    let activations = ActivationLayout(
      model, attention: attention,
      images: min(shardImages, Self.chunkImages(tokens: model.tokens)))
    self.activations = activations
    arenas = (0..<threads).map { _ in FloatBuffer(count: activations.count) }
    let count = layout.count
    gradients = (0..<recipe.shards).map { _ in FloatBuffer(count: count) }
    blocks = layout.slices.flatMap { slice in
      stride(from: slice.range.lowerBound, to: slice.range.upperBound, by: 16_384).map {
        Block(range: $0..<min($0 + 16_384, slice.range.upperBound), decays: slice.decays)
      }
    }
    shardLosses = FloatBuffer(count: recipe.shards)
    blockSquares = FloatBuffer(count: blocks.count)
    restore(
      TrainingState(
        step: 0, parameters: layout.initialParameters(seed: seed),
        firstMoment: [Float](repeating: 0, count: count),
        secondMoment: [Float](repeating: 0, count: count)))
  }

  /// Images whose activations are in the arena at a time: enough rows to fill the matrix products,
  /// few enough for the cache. The cut does not touch the bits.
  package static func chunkImages(tokens: Int) -> Int { max(1, 208 / tokens) }

  // MARK: - Training

  /// One step: forward, backward, clip, update. When the outcome is not finite, parameters are left
  /// as they were.
  ///
  /// - Parameters:
  ///   - images: [batch, height, width, channels], scaled to [-1, 1].
  ///   - labels: [batch], below C.
  public func train(images: UnsafePointer<Float>, labels: UnsafePointer<UInt8>) -> StepOutcome {
    let outcome = accumulateGradient(images: images, labels: labels)
    if outcome.isFinite {
      update(gradientNorm: outcome.gradientNorm)
      step += 1
    }
    return outcome
  }

  /// The gradient of a batch, in layout order, before clipping; parameters stay. For tests.
  package func gradient(
    images: UnsafePointer<Float>, labels: UnsafePointer<UInt8>
  ) -> (outcome: StepOutcome, gradient: [Float]) {
    let outcome = accumulateGradient(images: images, labels: labels)
    return (outcome, gradients[0].contents)
  }

  private func accumulateGradient(
    images: UnsafePointer<Float>, labels: UnsafePointer<UInt8>
  ) -> StepOutcome {
    team.run(tasks: recipe.shards) { shard, thread in
      let first = recipe.batch * shard / recipe.shards
      let end = recipe.batch * (shard + 1) / recipe.shards
      let pass = pass(thread: thread)
      let gradient = gradients[shard].pointer
      gradient.update(repeating: 0, count: layout.count)
      var loss: Float = 0
      for image in stride(from: first, to: end, by: activations.images) {
        let count = min(activations.images, end - image)
        pass.forward(images: images + image * model.pixels, count: count)
        loss += sigmoidCrossEntropy(
          rows: count, classes: model.classes, logits: pass.arena + activations.logits,
          labels: labels + image, gradientScale: 1 / Float(recipe.batch),
          gradient: pass.arena + activations.logitGradient)
        pass.backward(count: count, gradient: gradient)
      }
      shardLosses.pointer[shard] = loss
    }
    sumShards()
    var loss: Double = 0
    for shard in 0..<recipe.shards { loss += Double(shardLosses.pointer[shard]) }
    var squares: Double = 0
    for block in blocks.indices { squares += Double(blockSquares.pointer[block]) }
    return StepOutcome(
      loss: Float(loss / Double(recipe.batch)), gradientNorm: Float(squares.squareRoot()))
  }

  /// Sums the shards' gradients into the first along a binary tree that the number of shards fixes.
  private func sumShards() {
    team.run(tasks: blocks.count) { index, _ in
      let range = blocks[index].range
      var distance = 1
      while distance < recipe.shards {
        for shard in stride(from: 0, to: recipe.shards - distance, by: 2 * distance) {
          let left = gradients[shard].pointer + range.lowerBound
          addElements(
            count: range.count, left: left,
            right: gradients[shard + distance].pointer + range.lowerBound, sum: left)
        }
        distance *= 2
      }
      blockSquares.pointer[index] = sumOfSquares(
        count: range.count, of: gradients[0].pointer + range.lowerBound)
    }
  }

  private func update(gradientNorm: Float) {
    let schedule = recipe.schedule(step: step)
    let clip = Float(recipe.clipNorm.value)
    let (firstDecay, secondDecay) = (0.9, 0.999)
    let adam = AdamStep(
      firstDecay: Float(firstDecay), secondDecay: Float(secondDecay),
      firstCorrection: Float(1 - power(firstDecay, Double(step + 1))),
      secondCorrection: Float(1 - power(secondDecay, Double(step + 1))),
      epsilon: 1e-8,
      rate: Float(schedule * recipe.learningRate.value),
      decay: Float(schedule * recipe.weightDecay.value),
      gradientScale: gradientNorm > clip ? clip / gradientNorm : 1)
    team.run(tasks: blocks.count) { index, _ in
      let block = blocks[index]
      let first = block.range.lowerBound
      adamUpdate(
        adam, decays: block.decays, count: block.range.count,
        gradient: gradients[0].pointer + first, weights: parameters.pointer + first,
        first: firstMoment.pointer + first, second: secondMoment.pointer + first)
    }
    packed.pack(parameters.pointer, on: team)
  }

  private func pass(thread: Int) -> ModelPass {
    ModelPass(
      model: model, layout: layout, attention: attention, activations: activations,
      packed: packed, parameters: parameters.pointer,
      fixedPositions: fixedPositions.map { UnsafePointer($0.pointer) },
      arena: arenas[thread].pointer)
  }

  // MARK: - Prediction

  /// Logits [count, C] of `count` images [count, height, width, channels], scaled to [-1, 1]; any
  /// count.
  public func predict(
    images: UnsafePointer<Float>, count: Int, logits: UnsafeMutablePointer<Float>
  ) {
    forward(
      images: images, count: count, activation: activations.logits, columns: model.classes,
      into: logits)
  }

  /// Representations [count, D] of `count` images [count, height, width, channels], scaled to [-1,
  /// 1]: the head's input, after the final norm, the pooling and, where there is one, the tanh
  /// layer before the head (big_vision's `pre_logits`).
  public func represent(
    images: UnsafePointer<Float>, count: Int, into representations: UnsafeMutablePointer<Float>
  ) {
    forward(
      images: images, count: count, activation: activations.representation, columns: model.width,
      into: representations)
  }

  /// Runs the model forward, chunk by chunk, and gathers one activation [chunk, columns] of each.
  private func forward(
    images: UnsafePointer<Float>, count: Int, activation: Int, columns: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    let chunk = activations.images
    team.run(tasks: (count + chunk - 1) / chunk) { task, thread in
      let first = task * chunk
      let size = min(chunk, count - first)
      let pass = pass(thread: thread)
      pass.forward(images: images + first * model.pixels, count: size)
      (output + first * columns).update(
        from: pass.arena + activation, count: size * columns)
    }
  }

  // MARK: - State

  /// Parameters in layout order.
  public func withParameters<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeBufferPointer(start: parameters.pointer, count: parameters.count))
  }

  public var state: TrainingState {
    TrainingState(
      step: step, parameters: parameters.contents, firstMoment: firstMoment.contents,
      secondMoment: secondMoment.contents)
  }

  /// Goes on from a state of the same model and recipe.
  public func restore(_ state: TrainingState) {
    step = state.step
    parameters.contents = state.parameters
    firstMoment.contents = state.firstMoment
    secondMoment.contents = state.secondMoment
    packed.pack(parameters.pointer, on: team)
  }
}
