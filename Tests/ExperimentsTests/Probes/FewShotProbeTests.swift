import Datasets
import Experiments
import Testing
import Training

@Suite struct FewShotProbeTests {
  let fixture: FewShotFixture

  init() throws { fixture = try FewShotFixture.load() }

  /// The matrix's largest eigenvalue is near N x 100^2, its smallest at least 1024: with 40 shots
  /// at most, a condition of 400. Some forty roundings of 1.1e-16 each, enlarged so much, are 2e-12
  /// of a score, and scores are near one; a feature without variance is divided by 1e-5 where it
  /// varies.
  static let bound = 1e-11

  @Test func givesTheScoresOfNumPy() throws {
    var worst = (error: 0.0, place: "none")
    for item in fixture.cases {
      let width = item.shots.count / item.labels.count
      let probe = FewShotProbe(
        representations: item.shots, labels: item.labels, classes: item.classes)
      for row in item.testLabels.indices {
        let scores = probe.scores(of: item.tests[row * width..<(row + 1) * width])
        for (label, score) in scores.enumerated() {
          let expected = item.scores[row * item.classes + label]
          let error = abs(score - expected) / max(1, abs(expected))
          if !(error <= worst.error) { worst = (error, "\(item.name), test \(row)") }
        }
      }
      #expect(
        probe.accuracy(representations: item.tests, labels: item.testLabels) == item.accuracy,
        "\(item.name)")
    }
    print("scores of the probe against NumPy, \(fixture.cases.count) cases: worst \(worst)")
    #expect(worst.error <= Self.bound)
  }

  /// The shots drawn, and the accuracies of the pixels themselves, which need no model.
  @Test func probesTheDigitsAsNumPyDoes() throws {
    let digits = Digits.load()
    #expect(digits.identity.digest == fixture.digits.digest)
    let probe = try TransferProbe(name: "digits", digits, fittedTo: FashionMNIST.identity)
    func pixels(_ part: DatasetPart) -> [Float] {
      var pixels = [Float](repeating: 0, count: part.images.count)
      part.fill(0..<part.count, into: &pixels)
      return pixels
    }
    var accuracies: [Double] = []
    for (shots, expected) in zip(probe.shots, fixture.digits.shots) {
      #expect(shots.labels == expected.map { digits.training.labels[$0] })
      #expect(
        shots.images
          == expected.flatMap { digits.training.images[$0 * 784..<($0 + 1) * 784] })
      let probe = FewShotProbe(
        representations: pixels(shots), labels: shots.labels, classes: 10)
      accuracies.append(
        probe.accuracy(representations: pixels(digits.test), labels: digits.test.labels))
    }
    print("10 shots of the digits' raw pixels: \(accuracies)")
    #expect(accuracies == fixture.digits.accuracies)
    #expect(accuracies.allSatisfy { $0 > 0.7 })
  }
}
