import Networks
import Randomness

/// A model in training on fixed random images; the arithmetic's speed does not depend on what they
/// show.
final class TimedSteps {
  private let session: TrainingSession
  private let images: [Float]
  private let labels: [UInt8]

  init(_ model: VisionTransformerConfiguration, batch: Int, shards: Int, threads: Int) {
    session = TrainingSession(
      model: model,
      recipe: TrainingRecipe(images: batch * 100_000, batch: batch, shards: shards), seed: 0,
      threads: threads)
    var random = RandomStream(seed: 0, name: "timing/images")
    images = (0..<batch * model.pixels).map { _ in Float(2 * random.uniform() - 1) }
    labels = (0..<batch).map { UInt8($0 % min(256, model.classes)) }
  }

  /// Seconds of one step.
  func step() -> Double {
    let start = monotonicSeconds()
    _ = session.train(images: images, labels: labels)
    return monotonicSeconds() - start
  }
}
