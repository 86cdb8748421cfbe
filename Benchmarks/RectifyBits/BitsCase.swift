import Networks
import Randomness

/// One model and recipe that is trained from initialisation, on images of noise.
struct BitsCase {
  static let steps = 50

  var name: String
  var model: VisionTransformerConfiguration
  var batch: Int
  var shards: Int
  /// High in the cases that are to reach the ends of the elementary functions' ranges.
  var learningRate: DecimalNumber

  var recipe: TrainingRecipe {
    TrainingRecipe(
      images: batch * Self.steps, batch: batch, shards: shards, learningRate: learningRate)
  }

  /// The numbers of threads of each way in which the case is trained: one number for a run in one
  /// go, several for a run that is stopped, and restored from its state, after equal shares of the
  /// steps. A session starts no more threads than there are shards.
  var ways: [[Int]] {
    [[1]] + [2, 3, 8].filter { $0 <= shards }.map { [$0] } + [[shards, 1]]
  }

  /// The digest of every loss, gradient norm, parameter and moment, and of the logits of several
  /// numbers of images; nil when the training diverged, since the bits of a NaN mean nothing.
  func digest(threads: [Int]) -> Digest? {
    var digest = Digest()
    var stream = RandomStream(seed: 1, name: name)
    var session = newSession(seed: 1, threads: threads[0])
    for step in 0..<Self.steps {
      let share = step * threads.count / Self.steps
      if step > 0, share != (step - 1) * threads.count / Self.steps {
        // Another seed, so that everything must come from the state.
        let next = newSession(seed: 2, threads: threads[share])
        next.restore(session.state)
        session = next
      }
      let images = stream.floats(batch * model.pixels)
      let labels = (0..<batch).map { _ in UInt8(stream.uniform(below: model.classes)) }
      let outcome = session.train(images: images, labels: labels)
      guard outcome.isFinite else { return nil }
      digest.add([outcome.loss, outcome.gradientNorm])
    }
    let state = session.state
    for values in [state.parameters, state.firstMoment, state.secondMoment] { digest.add(values) }
    for count in [1, 3, 2 * batch + 1] {
      digest.add(session.predict(images: stream.floats(count * model.pixels)))
    }
    return digest
  }

  private func newSession(seed: UInt64, threads: Int) -> TrainingSession {
    TrainingSession(model: model, recipe: recipe, seed: seed, threads: threads)
  }
}
