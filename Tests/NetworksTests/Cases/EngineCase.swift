import Networks
import Testing

/// One model and batch on which the float engine is compared with the Double reference.
struct EngineCase: Sendable, CustomTestStringConvertible {
  var name: String
  var model: VisionTransformerConfiguration
  var batch: Int
  var shards = 1

  var testDescription: String { name }

  /// In layout order. No slice is zero, not even the head, so that every gradient can be nonzero.
  var parameters: [Float] {
    ParameterLayout(model).slices.flatMap { slice in
      KeyedGenerator.parameters(slice.name, shape: slice.shape, key: name).map(Float.init)
    }
  }

  /// [B, height, width, channels].
  var images: [Float] {
    var generator = KeyedGenerator(name + ":images")
    return generator.values(batch * model.pixels).map(Float.init)
  }

  /// [B].
  var labels: [UInt8] {
    var generator = KeyedGenerator(name + ":labels")
    return (0..<batch).map { _ in UInt8(generator.bits() % UInt64(model.classes)) }
  }

  /// Slices whose gradient is zero by cancellation, not because they are unused: a softmax over one
  /// key is 1 whatever the logit, and does not see what is added to all logits of a row.
  var vanishingSlices: Set<String> {
    guard model.attention == .softmax else { return [] }
    var names: [String] = model.qkNorm ? [] : ["key/bias"]
    if model.tokens == 1 {
      names = [
        "query/kernel", "query/bias", "key/kernel", "key/bias", "query_norm/scale",
        "key_norm/scale",
      ]
    }
    return Set((0..<model.depth).flatMap { block in names.map { "block\(block)/\($0)" } })
  }

  /// A session with the case's parameters.
  func session(
    recipe: TrainingRecipe? = nil, threads: Int = 1
  ) -> TrainingSession {
    let session = TrainingSession(
      model: model, recipe: recipe ?? TrainingRecipe(images: batch, batch: batch, shards: shards),
      seed: 0, threads: threads)
    let zeros = [Float](repeating: 0, count: session.layout.count)
    session.restore(
      TrainingState(step: 0, parameters: parameters, firstMoment: zeros, secondMoment: zeros))
    return session
  }
}
