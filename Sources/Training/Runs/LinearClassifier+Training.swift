import Datasets
import Experiments
import Kernels

extension LinearClassifier {
  private static let batch = 32
  private static let learningRate: Float = 3e-3

  /// Nil where `shouldStop`, asked between steps, said so.
  ///
  /// - Precondition: the data is that of the identity.
  public func train(
    on dataset: Dataset, shouldStop: () -> Bool = { false }
  ) -> LinearClassifierResult? {
    precondition(dataset.identity == data)
    let pixels = data.height * data.width * data.channels
    let classes = data.classes
    let steps = images / Self.batch
    var source = BatchSource(dataset: dataset, batch: Self.batch, seed: 0, augmentation: .none)
    var batch = [Float](repeating: 0, count: Self.batch * pixels)
    var labels = [UInt8](repeating: 0, count: Self.batch)
    // [classes, pixels + 1]; the last column is the bias.
    let columns = pixels + 1
    var weights = [Float](repeating: 0, count: classes * columns)
    var gradient = weights
    var adam = Adam(count: weights.count)

    for step in 0..<steps {
      if shouldStop() { return nil }
      source.fill(step: step, images: &batch, labels: &labels)
      for index in gradient.indices { gradient[index] = 0 }
      for row in 0..<Self.batch {
        let start = row * pixels
        for label in 0..<classes {
          let logit = Self.logit(weights, label * columns, batch, start, pixels)
          let target: Float = label == Int(labels[row]) ? 1 : 0
          let error = (Self.logistic(logit) - target) / Float(Self.batch)
          Self.add(error, times: batch, start, to: &gradient, label * columns, pixels)
          gradient[label * columns + pixels] += error
        }
      }
      adam.update(
        &weights, gradient, learningRate: Self.learningRate * Float(steps - step) / Float(steps))
    }

    var evaluation = Evaluation()
    var image = [Float](repeating: 0, count: pixels)
    for index in 0..<evaluationImages {
      dataset.test.fill(index..<index + 1, into: &image)
      let logits = (0..<classes).map { Self.logit(weights, $0 * columns, image, 0, pixels) }
      evaluation.add(
        logits: logits, labels: dataset.test.labels[index...index], classes: classes)
    }
    return LinearClassifierResult(
      id: id, dataDigest: data.digest, images: steps * Self.batch,
      correct: evaluation.correctCount, evaluated: evaluationImages, accuracy: evaluation.accuracy)
  }

  /// The dot product of `count` weights from `start` and pixels from `first`, and the bias behind
  /// the weights.
  private static func logit(
    _ weights: [Float], _ start: Int, _ images: [Float], _ first: Int, _ count: Int
  ) -> Float {
    // Partial sums in a fixed order, so that vector instructions serve.
    var sums = SIMD16<Float>()
    var sum = weights[start + count]
    weights[start..<start + count].withUnsafeBufferPointer { weights in
      images[first..<first + count].withUnsafeBufferPointer { image in
        let whole = count / 16 * 16
        for offset in stride(from: 0, to: whole, by: 16) {
          for lane in 0..<16 { sums[lane] += weights[offset + lane] * image[offset + lane] }
        }
        for offset in whole..<count { sum += weights[offset] * image[offset] }
      }
    }
    for lane in 0..<16 { sum += sums[lane] }
    return sum
  }

  /// Adds `factor` times `count` pixels from `first` to the gradient from `start`.
  private static func add(
    _ factor: Float, times images: [Float], _ first: Int, to gradient: inout [Float], _ start: Int,
    _ count: Int
  ) {
    gradient[start..<start + count].withUnsafeMutableBufferPointer { gradient in
      images[first..<first + count].withUnsafeBufferPointer { image in
        for offset in 0..<count { gradient[offset] += factor * image[offset] }
      }
    }
  }

  private static func logistic(_ x: Float) -> Float {
    Float(1 / (1 + exponential(-Double(x).clamped(to: 600))))
  }

  private struct Adam {
    private var first, second: [Float]
    private var firstPower: Float = 1
    private var secondPower: Float = 1

    init(count: Int) {
      first = [Float](repeating: 0, count: count)
      second = first
    }

    mutating func update(_ weights: inout [Float], _ gradient: [Float], learningRate: Float) {
      firstPower *= 0.9
      secondPower *= 0.999
      for index in weights.indices {
        first[index] = 0.9 * first[index] + 0.1 * gradient[index]
        second[index] = 0.999 * second[index] + 0.001 * gradient[index] * gradient[index]
        let mean = first[index] / (1 - firstPower)
        let square = second[index] / (1 - secondPower)
        weights[index] -= learningRate * mean / (square.squareRoot() + 1e-8)
      }
    }
  }
}

extension Double {
  fileprivate func clamped(to magnitude: Double) -> Double {
    Swift.min(magnitude, Swift.max(-magnitude, self))
  }
}

extension RunStore {
  /// The linear classifier's stored result, or else the one it is trained for now, in seconds; nil
  /// where `shouldStop` said so on the way.
  public func linearClassifier(
    _ classifier: LinearClassifier, on dataset: Dataset, shouldStop: () -> Bool = { false }
  ) throws(ExperimentError) -> LinearClassifierResult? {
    try measurement(.linearClassifier(id: classifier.id)) {
      classifier.train(on: dataset, shouldStop: shouldStop)
    }
  }
}
