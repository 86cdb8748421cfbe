import Foundation
import Kernels
import Randomness
import Testing

struct SigmoidCrossEntropyTests {
  /// In one row of two classes, where the second has a loss of nearly zero, the loss is the
  /// softplus of the first logit and the gradient its logistic function. Errors are in ulps of the
  /// exact value, from where e^z is the smallest normal number up to where the logistic function is
  /// one.
  @Test func elementaryFunctionsAreWithinUlps() {
    var worst: [String: (ulps: Double, z: Float)] = [:]
    for step in -8_600...8_600 {
      let z = Float(step) / 100
      var gradient: [Float] = [0, 0]
      let loss = sigmoidCrossEntropy(
        rows: 1, classes: 2, logits: [z, 200], labels: [1], gradientScale: 1, gradient: &gradient)
      let softplus = max(Double(z), 0) + log1p(exp(-abs(Double(z))))
      let logistic = 1 / (1 + exp(-Double(z)))
      for (name, ours, exact) in [
        ("softplus", loss, softplus), ("logistic", gradient[0], logistic),
      ] {
        let ulps = abs(Double(ours) - exact) / Double(Float(exact).ulp)
        if !(ulps <= worst[name]?.ulps ?? -1) { worst[name] = (ulps, z) }
      }
    }
    for (name, worst) in worst.sorted(by: { $0.key < $1.key }) {
      print("\(name): worst \(worst.ulps) ulps at \(worst.z)")
      // The exponential's polynomial and its rounded argument, a sum and a quotient.
      #expect(worst.ulps <= 4)
    }
  }

  /// Classes around the width of a vector, labels at both ends.
  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func matchesDouble(classes: Int) {
    var stream = RandomStream(seed: 3, name: "loss")
    let rows = 5
    let logits = stream.floats(rows * classes, scale: 10)
    let labels = [0, classes - 1, classes / 2, 0, classes - 1].map { UInt8($0) }
    let gradient = GuardedBuffer(count: rows * classes)
    let loss = sigmoidCrossEntropy(
      rows: rows, classes: classes, logits: logits, labels: labels, gradientScale: 0.2,
      gradient: gradient.pointer)
    var exactLoss = 0.0
    var exactGradient: [Double] = []
    for row in 0..<rows {
      for c in 0..<classes {
        let z = Double(logits[row * classes + c])
        let target = c == Int(labels[row]) ? 1.0 : 0.0
        exactLoss += max(z, 0) + log1p(exp(-abs(z))) - z * target
        exactGradient.append((1 / (1 + exp(-z)) - target) * 0.2)
      }
    }
    let lossError = abs(Double(loss) - exactLoss) / exactLoss
    let gradientError = normalisedError(gradient.values, exactGradient)
    print("\(classes) classes: loss off by \(lossError), gradient by \(gradientError)")
    // A sum of at most 165 terms, each rounded once when added; and two roundings of 6e-8.
    #expect(lossError < 165 * 6e-8)
    #expect(gradientError < 4e-7)
    #expect(gradient.isIntact)
  }
}
