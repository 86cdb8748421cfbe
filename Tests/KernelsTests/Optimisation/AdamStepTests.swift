import Kernels
import Randomness
import Testing

struct AdamStepTests {
  static let counts = [1, 7, 15, 16, 17, 33, 1_000]

  @Test(arguments: counts, [false, true])
  func adamMatchesDouble(count: Int, decays: Bool) {
    var stream = RandomStream(seed: 5, name: "adam")
    let gradient = stream.floats(count)
    let start = stream.floats(count)
    let firstStart = stream.floats(count)
    let secondStart = stream.floats(count).map { $0 * $0 }
    let step = AdamStep(
      firstDecay: 0.9, secondDecay: 0.999, firstCorrection: 0.271, secondCorrection: 0.002997,
      epsilon: 1e-8, rate: 0.003, decay: 0.01, gradientScale: 0.5)
    let weights = GuardedBuffer(start)
    let first = GuardedBuffer(firstStart)
    let second = GuardedBuffer(secondStart)
    adamUpdate(
      step, decays: decays, count: count, gradient: gradient, weights: weights.pointer,
      first: first.pointer, second: second.pointer)
    var exact: (weights: [Double], first: [Double], second: [Double]) = ([], [], [])
    for i in 0..<count {
      let g = Double(gradient[i]) * 0.5
      // The floats' own values, which are not quite 0.9 and 0.999.
      let (a, b) = (Double(step.firstDecay), Double(step.secondDecay))
      let m = a * Double(firstStart[i]) + (1 - a) * g
      let v = b * Double(secondStart[i]) + (1 - b) * g * g
      let adam =
        m / Double(step.firstCorrection)
        / ((v / Double(step.secondCorrection)).squareRoot() + Double(step.epsilon))
      let w = Double(start[i])
      exact.first.append(m)
      exact.second.append(v)
      exact.weights.append(
        w - Double(step.rate) * adam - (decays ? Double(step.decay) * w : 0))
    }
    // A few roundings of 6e-8 each.
    #expect(normalisedError(weights.values, exact.weights) < 4e-7)
    #expect(normalisedError(first.values, exact.first) < 4e-7)
    #expect(normalisedError(second.values, exact.second) < 4e-7)
    #expect(weights.isIntact && first.isIntact && second.isIntact)
  }
}
