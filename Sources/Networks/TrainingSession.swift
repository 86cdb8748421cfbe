/// Everything that training carries from one step to the next.
public struct TrainingState: Sendable {
  public var step: Int
  /// In layout order, as are the moments.
  public var parameters: [Float]
  public var firstMoment: [Float]
  public var secondMoment: [Float]

  public init(step: Int, parameters: [Float], firstMoment: [Float], secondMoment: [Float]) {
    self.step = step
    self.parameters = parameters
    self.firstMoment = firstMoment
    self.secondMoment = secondMoment
  }
}

/// One model in training: initialised from a seed, advanced a batch at a time.
///
/// The same model, recipe, seed and batches give the same bits on any number of threads.
public final class TrainingSession {
  public struct StepOutcome: Sendable {
    /// Sigmoid cross-entropy, summed over classes, mean over the batch, before the update.
    public var loss: Float
    /// Global norm of the gradient before clipping.
    public var gradientNorm: Float
    public var isFinite: Bool { loss.isFinite && gradientNorm.isFinite }
  }

  public let layout: ParameterLayout
  /// Steps taken.
  public private(set) var step = 0

  /// Threads beyond the recipe's shards are not started.
  public init(
    model: VisionTransformerConfiguration, recipe: TrainingRecipe, seed: UInt64, threads: Int
  ) {
    layout = ParameterLayout(model)
  }

  /// One step: forward, backward, clip, update. When the outcome is not finite, parameters are left
  /// as they were.
  ///
  /// - Parameters:
  ///   - images: [batch, height, width, channels], scaled to [-1, 1].
  ///   - labels: [batch].
  public func train(images: UnsafePointer<Float>, labels: UnsafePointer<UInt8>) -> StepOutcome {
    preconditionFailure()
  }

  /// Logits [count, C] of `count` images [count, height, width, channels]; any count.
  public func predict(
    images: UnsafePointer<Float>, count: Int, logits: UnsafeMutablePointer<Float>
  ) {
    preconditionFailure()
  }

  /// Parameters in layout order.
  public func withParameters<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    preconditionFailure()
  }

  public var state: TrainingState { preconditionFailure() }

  /// Goes on from a state of the same model and recipe.
  public func restore(_ state: TrainingState) { preconditionFailure() }
}
