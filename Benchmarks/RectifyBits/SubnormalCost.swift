import Kernels
import Randomness

/// The time that flushing subnormals saves: the same work with and without subnormals in it, each
/// with subnormals flushed and kept.
enum SubnormalCost {
  private static let repetitions = 31

  /// Prints medians of alternating measurements, one line a piece of work.
  static func print() {
    Swift.print("flushed (s)  kept (s)  kept / flushed  work")
    // Ordinary gradients, and gradients whose product with L^-alpha is subnormal.
    for size in [1e-3, 1e-34] {
      let head = AttentionHead(gradientSize: size)
      measure("attention head, L = 784, alpha = 2, gradients of \(size)") { head.run() }
    }
    // Ordinary moments, and those of a weight that has had no gradient for a long time.
    for size in [1e-3, 1e-39] {
      let update = Update(momentSize: size)
      measure("update of \(Update.count) weights, moments of \(size)") { update.run() }
    }
  }

  private static func measure(_ name: String, _ work: () -> Void) {
    var flushed: [Double] = []
    var kept: [Double] = []
    for _ in 0..<repetitions {
      flushed.append(flushingSubnormals { seconds(work) })
      kept.append(seconds(work))
    }
    let (fast, slow) = (flushed.sorted()[repetitions / 2], kept.sorted()[repetitions / 2])
    Swift.print(fast, slow, slow / fast, name, separator: "  ")
  }

  private static func seconds(_ work: () -> Void) -> Double {
    let duration = ContinuousClock().measure(work)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// One head of ReLU-attention, forward and backward; queries, keys and values have the size that
  /// a norm gives them.
  private final class AttentionHead {
    private static let tokens = 784
    private static let headWidth = 16
    private let shape = AttentionShape(
      tokens: tokens, headWidth: headWidth, rowStride: headWidth, logitScale: 0.25,
      outputScale: Float(power(Double(tokens), -2)))
    private let queries, keys, values, outputGradient: [Float]
    private var output, queryGradient, keyGradient, valueGradient: [Float]
    private var maxima, reciprocals, scratch: [Float]

    init(gradientSize: Double) {
      var stream = RandomStream(seed: 1, name: "subnormals")
      let count = Self.tokens * Self.headWidth
      queries = stream.floats(count, size: 2)
      keys = stream.floats(count, size: 2)
      values = stream.floats(count, size: 2)
      outputGradient = stream.floats(count, size: gradientSize)
      let zeros = [Float](repeating: 0, count: count)
      (output, queryGradient, keyGradient, valueGradient) = (zeros, zeros, zeros, zeros)
      maxima = [Float](repeating: 0, count: Self.tokens)
      reciprocals = maxima
      scratch = [Float](repeating: 0, count: shape.scratchFloats)
    }

    func run() {
      attentionForward(
        .pointwise(.relu), shape, queries: queries, keys: keys, values: values,
        output: &output, rowMaxima: &maxima, rowReciprocals: &reciprocals, scratch: &scratch)
      attentionBackward(
        .pointwise(.relu), shape, queries: queries, keys: keys, values: values,
        output: output, rowMaxima: maxima, rowReciprocals: reciprocals,
        dOutput: outputGradient, dQueries: &queryGradient, dKeys: &keyGradient,
        dValues: &valueGradient, scratch: &scratch)
    }
  }

  /// One update, always of the same moments.
  private final class Update {
    static let count = 50_000
    private let moments: [Float]
    private let gradient = [Float](repeating: 0, count: count)
    private var weights = [Float](repeating: 1, count: count)
    private var first, second: [Float]

    init(momentSize: Double) {
      var stream = RandomStream(seed: 1, name: "subnormals")
      moments = stream.floats(Self.count, size: momentSize).map(\.magnitude)
      (first, second) = (moments, moments)
    }

    func run() {
      (first, second) = (moments, moments)
      adamUpdate(
        AdamStep(
          firstDecay: 0.9, secondDecay: 0.999, firstCorrection: 1, secondCorrection: 1,
          epsilon: 1e-8, rate: 0.003, decay: 0.0001, gradientScale: 1),
        decays: true, count: Self.count, gradient: gradient, weights: &weights, first: &first,
        second: &second)
    }
  }
}

extension RandomStream {
  /// `count` floats, uniform in [-size, size).
  mutating func floats(_ count: Int, size: Double = 1) -> [Float] {
    (0..<count).map { _ in Float(size * (2 * uniform() - 1)) }
  }
}
