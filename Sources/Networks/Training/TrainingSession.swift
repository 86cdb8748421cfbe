import Kernels
import SystemResources

/// The revision of the arithmetic, raised whenever a change may alter the bits of a result.
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

  /// A range of the parameters that one task sums over shards and updates.
  private struct Block {
    let range: Range<Int>
    let decays: Bool
  }

  public let model: VisionTransformerConfiguration
  public let recipe: TrainingRecipe
  public let layout: ParameterLayout
  /// Steps taken.
  public private(set) var step = 0
  /// Threads that it works with: those asked for, but none beyond the shards, nor beyond what the
  /// system grants.
  public var threads: Int { team.count }
  /// Threads that took part in the last piece of work.
  public var threadsThatRan: Int { team.lastParticipants }

  private let team: ThreadTeam
  private let parameters: FloatBuffer
  private let firstMoment: FloatBuffer
  private let secondMoment: FloatBuffer
  private let packed: PackedWeights
  /// One a thread, each with an arena of its own.
  private let passes: [ModelPass]
  /// One a shard; the first holds the sum after a step.
  private let gradients: [FloatBuffer]
  private let blocks: [Block]
  /// The loss of each shard, summed over its images.
  private let shardLosses: FloatBuffer
  /// The sum of squares of each block of the gradient.
  private let blockSquares: FloatBuffer

  /// Starts as many threads as asked for, but none beyond the recipe's shards. Ends the program
  /// where the memory cannot be had.
  ///
  /// - Precondition: `model.defect` is nil, and batch and shards are at least one.
  public init(
    model: VisionTransformerConfiguration, recipe: TrainingRecipe, seed: UInt64, threads: Int
  ) {
    precondition(model.defect == nil, model.defect ?? "")
    precondition(recipe.batch >= 1 && recipe.shards >= 1, "a batch has images and shards")
    self.model = model
    self.recipe = recipe
    let layout = ParameterLayout(model)
    self.layout = layout
    let attention = AttentionShape(model)
    let activations = Self.activations(model, recipe, attention: attention)
    team = ThreadTeam(count: max(1, min(threads, recipe.shards)))
    Memory.require(
      bytes: Self.memory(layout, activations, recipe, threads: team.count),
      for: "a model of \(layout.count) parameters in training, \(recipe.shards) shards")
    parameters = FloatBuffer(count: layout.count)
    firstMoment = FloatBuffer(count: layout.count)
    secondMoment = FloatBuffer(count: layout.count)
    packed = PackedWeights(layout)
    let fixedPositions = fixedPositionEmbedding(model)
    passes = (0..<team.count).map { [parameters, packed] _ in
      ModelPass(
        model: model, layout: layout, attention: attention,
        parameters: ParameterView(buffer: parameters), packed: packed,
        fixedPositions: fixedPositions, arena: ActivationArena(activations))
    }
    gradients = (0..<recipe.shards).map { _ in FloatBuffer(count: layout.count) }
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
        firstMoment: [Float](repeating: 0, count: layout.count),
        secondMoment: [Float](repeating: 0, count: layout.count)))
  }

  /// Bytes that a session takes on so many threads, without its data.
  ///
  /// - Precondition: `model.defect` is nil, and batch and shards are at least one.
  public static func memory(
    _ model: VisionTransformerConfiguration, _ recipe: TrainingRecipe, threads: Int
  ) -> Int {
    memory(
      ParameterLayout(model), activations(model, recipe, attention: AttentionShape(model)), recipe,
      threads: max(1, min(threads, recipe.shards)))
  }

  private static func memory(
    _ layout: ParameterLayout, _ activations: ActivationLayout, _ recipe: TrainingRecipe,
    threads: Int
  ) -> Int {
    let floats = layout.count * (parameterArrays + recipe.shards) + activations.count * threads
    return floats * MemoryLayout<Float>.stride
  }

  private static func activations(
    _ model: VisionTransformerConfiguration, _ recipe: TrainingRecipe, attention: AttentionShape
  ) -> ActivationLayout {
    let shardImages = (recipe.batch + recipe.shards - 1) / recipe.shards
    return ActivationLayout(
      model, attention: attention, images: min(shardImages, chunkImages(tokens: model.tokens)))
  }

  /// Arrays with a float for each parameter: the parameters, two moments, weights packed two ways,
  /// and copies of the state while a checkpoint is made.
  private static let parameterArrays = 3 + 2 + 9

  /// Images whose activations are in the arena at a time: enough rows to fill the matrix products,
  /// few enough for the cache. The cut does not affect the bits.
  package static func chunkImages(tokens: Int) -> Int { max(1, 208 / tokens) }

  // MARK: - Training

  /// One step: forward, backward, clip, update. When the outcome is not finite, parameters are left
  /// as they were.
  ///
  /// - Parameters:
  ///   - images: [batch, height, width, channels], scaled to [-1, 1].
  ///   - labels: [batch], below C.
  public func train(images: [Float], labels: [UInt8]) -> StepOutcome {
    let outcome = accumulateGradient(images: images, labels: labels)
    if outcome.isFinite {
      update(gradientNorm: outcome.gradientNorm)
      step += 1
    }
    return outcome
  }

  /// The gradient of a batch, in layout order, before clipping. Parameters and moments stay as they
  /// are. For tests.
  package func gradient(
    images: [Float], labels: [UInt8]
  ) -> (outcome: StepOutcome, gradient: [Float]) {
    let outcome = accumulateGradient(images: images, labels: labels)
    return (outcome, gradients[0].contents)
  }

  private func accumulateGradient(images: [Float], labels: [UInt8]) -> StepOutcome {
    precondition(
      images.count == recipe.batch * model.pixels && labels.count == recipe.batch,
      "a step takes one batch of images, and a label for each")
    // Safe: a shard reads its own images within the batch.
    images.withUnsafeBufferPointer { images in
      labels.withUnsafeBufferPointer { labels in
        team.run(tasks: recipe.shards) { shard, thread in
          shardLosses[shard] = accumulateGradient(
            shard: shard, images: images.baseAddress!, labels: labels.baseAddress!,
            pass: passes[thread])
        }
      }
    }
    sumShards()
    var loss: Double = 0
    for shard in 0..<recipe.shards { loss += Double(shardLosses[shard]) }
    var squares: Double = 0
    for block in blocks.indices { squares += Double(blockSquares[block]) }
    return StepOutcome(
      loss: Float(loss / Double(recipe.batch)), gradientNorm: Float(squares.squareRoot()))
  }

  /// Writes a shard's gradient, chunk by chunk, and returns its loss, summed over its images.
  ///
  /// - Parameters:
  ///   - images: [B, height, width, channels], of the whole batch.
  ///   - labels: [B].
  private func accumulateGradient(
    shard: Int, images: UnsafePointer<Float>, labels: UnsafePointer<UInt8>, pass: ModelPass
  ) -> Float {
    let first = recipe.batch * shard / recipe.shards
    let end = recipe.batch * (shard + 1) / recipe.shards
    let chunk = pass.activations.images
    gradients[shard].fill(with: 0)
    var loss: Float = 0
    for image in stride(from: first, to: end, by: chunk) {
      let count = min(chunk, end - image)
      pass.forward(images: images + image * model.pixels, count: count)
      loss += sigmoidCrossEntropy(
        rows: count, classes: model.classes, logits: pass.arena[pass.activations.logits],
        labels: labels + image, gradientScale: 1 / Float(recipe.batch),
        gradient: pass.arena[pass.activations.logitGradient])
      pass.backward(count: count, gradient: GradientView(buffer: gradients[shard]))
    }
    return loss
  }

  /// Sums the shards' gradients into the first along a binary tree that the number of shards fixes.
  private func sumShards() {
    team.run(tasks: blocks.count) { index, _ in
      // Safe: a block lies within the layout, and one task alone works on it.
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
      blockSquares[index] = sumOfSquares(
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
      // Safe: a block lies within the layout, and one task alone works on it.
      let block = blocks[index]
      let first = block.range.lowerBound
      adamUpdate(
        adam, decays: block.decays, count: block.range.count,
        gradient: gradients[0].pointer + first, weights: parameters.pointer + first,
        first: firstMoment.pointer + first, second: secondMoment.pointer + first)
    }
    packed.pack(ParameterView(buffer: parameters), on: team)
  }

  // MARK: - Prediction

  /// Logits [count, C] of images [count, height, width, channels], scaled to [-1, 1]; any count.
  public func predict(images: [Float]) -> [Float] {
    forward(images: images, columns: model.classes) { $0.logits }
  }

  /// Representations [count, D] of images [count, height, width, channels], scaled to [-1, 1]; any
  /// count. They are the head's input: after the final norm, the pooling and, where there is one,
  /// the tanh layer before the head (big_vision's `pre_logits`).
  public func represent(images: [Float]) -> [Float] {
    forward(images: images, columns: model.width) { $0.representation }
  }

  /// Runs the model forward, chunk by chunk, and gathers one activation [chunk, columns] of each.
  private func forward(
    images: [Float], columns: Int, of region: (ActivationLayout) -> ActivationLayout.Region
  ) -> [Float] {
    precondition(images.count.isMultiple(of: model.pixels), "images are whole")
    let count = images.count / model.pixels
    let chunk = passes[0].activations.images
    let activation = region(passes[0].activations)
    return [Float](unsafeUninitializedCapacity: count * columns) { output, initialized in
      images.withUnsafeBufferPointer { images in
        // Safe: each task reads the images of its chunk and writes their rows of the output, and
        // together the chunks are all of both.
        team.run(tasks: (count + chunk - 1) / chunk) { task, thread in
          let first = task * chunk
          let size = min(chunk, count - first)
          let pass = passes[thread]
          pass.forward(images: images.baseAddress! + first * model.pixels, count: size)
          (output.baseAddress! + first * columns).initialize(
            from: pass.arena[activation], count: size * columns)
        }
      }
      initialized = count * columns
    }
  }

  // MARK: - State

  /// Lends the parameters in layout order; the pointer is valid within `body` only.
  public func withParameters<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    // Safe: the session holds the buffer while `body` runs.
    try body(UnsafeBufferPointer(start: parameters.pointer, count: parameters.count))
  }

  public var state: TrainingState {
    TrainingState(
      step: step, parameters: parameters.contents, firstMoment: firstMoment.contents,
      secondMoment: secondMoment.contents)
  }

  /// Continues from a state of the same model and recipe.
  public func restore(_ state: TrainingState) {
    step = state.step
    parameters.contents = state.parameters
    firstMoment.contents = state.firstMoment
    secondMoment.contents = state.secondMoment
    packed.pack(ParameterView(buffer: parameters), on: team)
  }
}
