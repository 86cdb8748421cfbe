import Datasets
import Experiments
import Networks
import Randomness

// What is measured besides runs takes seconds; a sample of it says how many on this machine.

extension LinearClassifier {
  /// About how long training and scoring take, in wall-clock seconds.
  ///
  /// - Precondition: the data is that of the identity.
  public func seconds(on dataset: Dataset) -> Double {
    let sample = LinearClassifier(data: data, images: min(images, 2_048), evaluationImages: 1)
    let clock = Clock()
    _ = sample.train(on: dataset)
    // An image that is scored takes no backward pass.
    let shown = Double(images) + Double(evaluationImages) / 3
    return clock.seconds * shown / Double(max(1, sample.images))
  }
}

extension InitialisationMeasurement {
  /// About how long the measurement takes, in wall-clock seconds; one model of each length is looked at,
  /// on noise.
  public func seconds(threads: Int) -> Double {
    let attentions = 2 * Self.attentions.count
    var stream = RandomStream(seed: 0, name: "price of untrained models")
    let perSeed = models(.softmax, qkNorm: true).reduce(0.0) { sum, model in
      let image = (0..<model.pixels).map { _ in Float(2 * stream.uniform() - 1) }
      let clock = Clock()
      _ = UntrainedModel(model, seed: 0).scaledMeanWeights(
        images: image, queryStep: Self.queryStep(tokens: model.tokens))
      return sum + clock.seconds
    }
    return perSeed * Double(attentions * seeds) / Double(max(1, threads))
  }
}
