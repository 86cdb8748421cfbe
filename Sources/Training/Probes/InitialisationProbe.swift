import Datasets
import Experiments
import Networks
import Randomness

// How the mean attention weights before training are measured.

extension InitialisationMeasurement {
  /// Every n-th query is counted: all of them up to 1,024 tokens, beyond that some 256. The
  /// step is odd, so that it visits all columns of a grid whose side is even.
  package static func queryStep(tokens: Int) -> Int {
    tokens <= 1024 ? 1 : (tokens / 256) | 1
  }

  /// The threads change the time that it takes and no bit of the result. Nil where `shouldStop`
  /// said so on the way; it is asked by all threads.
  ///
  /// - Precondition: the data is that of the identity, and `defect` is nil.
  public func measure(
    on dataset: Dataset, threads: Int, shouldStop: () -> Bool = { false }
  ) -> InitialisationResult? {
    precondition(dataset.identity == data && defect == nil, defect ?? "other data")
    let images = (0..<seeds).map { enlargedImages(of: dataset, seed: UInt64($0)) }
    let models = Self.attentions.flatMap { attention in
      [true, false].flatMap { self.models(attention, qkNorm: $0) }
    }.sorted { $0.tokens < $1.tokens }
    let team = ThreadTeam(count: threads)
    // One a model and seed; each task writes its own. The longest come first, so that no thread is
    // left with one at the end.
    var means = [[Double]](repeating: [], count: models.count * seeds)
    means.withUnsafeMutableBufferPointer { means in
      team.run(tasks: means.count) { task, _ in
        if shouldStop() { return }
        let place = means.count - 1 - task
        let model = models[place / seeds]
        let seed = place % seeds
        means[place] = UntrainedModel(model, seed: UInt64(seed)).scaledMeanWeights(
          images: images[seed], queryStep: Self.queryStep(tokens: model.tokens))
      }
    }
    if means.contains(where: \.isEmpty) { return nil }
    return result(models, means)
  }

  /// - Parameter means: [models x seeds][layers].
  private func result(
    _ models: [VisionTransformerConfiguration], _ means: [[Double]]
  ) -> InitialisationResult {
    let entries = models.indices.flatMap { index in
      let model = models[index]
      let step = Self.queryStep(tokens: model.tokens)
      return (0..<model.depth).map { layer in
        InitialisationResult.Entry(
          tokens: model.tokens, attention: model.attention.name, qkNorm: model.qkNorm,
          layer: layer, scaledMeans: (0..<seeds).map { means[index * seeds + $0][layer] },
          queries: step == 1 ? nil : (model.tokens + step - 1) / step)
      }
    }
    return InitialisationResult(
      numericsRevision: numericsRevision, dataDigest: data.digest, images: Self.images,
      seeds: seeds, width: models[0].width, depth: models[0].depth, heads: models[0].heads,
      entries: entries)
  }

  /// [images, 2 height, 2 width, channels], scaled to [-1, 1], of training images that the seed
  /// draws.
  private func enlargedImages(of dataset: Dataset, seed: UInt64) -> [Float] {
    let (height, width, channels) = (data.height, data.width, data.channels)
    var stream = RandomStream(seed: seed, name: "initialisation/images")
    var image = [Float](repeating: 0, count: height * width * channels)
    var enlarged: [Float] = []
    for _ in 0..<Self.images {
      let index = stream.uniform(below: dataset.training.count)
      dataset.training.fill(index..<index + 1, into: &image)
      for y in 0..<height * Self.enlargement {
        for x in 0..<width * Self.enlargement {
          let pixel = (y / Self.enlargement * width + x / Self.enlargement) * channels
          enlarged += image[pixel..<pixel + channels]
        }
      }
    }
    return enlarged
  }
}

extension RunStore {
  /// The stored result of a measurement, or else that of one made now, in seconds; nil where
  /// `shouldStop` said so on the way.
  public func initialisation(
    _ measurement: InitialisationMeasurement, on dataset: Dataset, threads: Int,
    shouldStop: () -> Bool = { false }
  ) throws(ExperimentError) -> InitialisationResult? {
    try self.measurement(measurement.key) {
      measurement.measure(on: dataset, threads: threads, shouldStop: shouldStop)
    }
  }
}
