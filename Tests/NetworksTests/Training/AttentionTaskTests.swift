import Networks
import Randomness
import Testing

/// A task that needs attention: among tokens of noise two are marked, each with one of four
/// symbols, and the class says whether the two are the same. Without attention tokens interact only
/// in the mean, to which each adds a term; no such sum separates equal pairs from unequal ones.
struct AttentionTaskTests {
  static let model = VisionTransformerConfiguration(
    imageHeight: 3, imageWidth: 3, channels: 3, patch: 1, width: 16, depth: 2, heads: 2, classes: 2)
  static let recipe = TrainingRecipe(images: 32_000, batch: 32, shards: 2)

  @Test(arguments: [AttentionKind.softmax, EngineCase.relu()])
  func attentionSolvesIt(_ kind: AttentionKind) {
    let accuracy = accuracyAfterTraining(kind)
    print("same or different, \(kind.name): \(accuracy)")
    #expect(accuracy >= 0.95)
  }

  @Test func noAttentionDoesNot() {
    let accuracy = accuracyAfterTraining(.none)
    print("same or different, none: \(accuracy)")
    #expect(accuracy < 0.60)
  }

  private func accuracyAfterTraining(_ kind: AttentionKind) -> Double {
    var model = Self.model
    model.attention = kind
    let session = TrainingSession(model: model, recipe: Self.recipe, seed: 1, threads: 1)
    var stream = RandomStream(seed: 1, name: "same or different")
    for _ in 0..<Self.recipe.steps {
      let (images, labels) = draw(Self.recipe.batch, from: &stream)
      _ = session.train(images: images, labels: labels)
    }
    let (images, labels) = draw(2_000, from: &stream)
    let logits = session.predict(images: images)
    let right = labels.indices.count {
      (logits[2 * $0 + 1] > logits[2 * $0]) == (labels[$0] == 1)
    }
    return Double(right) / Double(labels.count)
  }

  /// Images [count, 3, 3, 3] whose channels are the mark and the two bits of the symbol, and
  /// labels, 1 for equal symbols. Unmarked tokens carry a mark of -1 and noise for bits.
  private func draw(
    _ count: Int, from stream: inout RandomStream
  ) -> (images: [Float], labels: [UInt8]) {
    var images: [Float] = []
    var labels: [UInt8] = []
    for _ in 0..<count {
      var tokens = (0..<Self.model.patches).map { _ in
        [-1, Float(2 * stream.uniform() - 1), Float(2 * stream.uniform() - 1)]
      }
      let isSame = stream.uniform(below: 2) == 1
      let first = stream.uniform(below: 4)
      let second = isSame ? first : (first + 1 + stream.uniform(below: 3)) % 4
      let places = stream.permutation(of: tokens.count)
      for (place, symbol) in zip(places, [first, second]) {
        tokens[place] = [1, symbol & 1 == 1 ? 1 : -1, symbol & 2 == 2 ? 1 : -1]
      }
      images += tokens.flatMap { $0 }
      labels.append(isSame ? 1 : 0)
    }
    return (images, labels)
  }
}
