import Datasets
import Foundation
import Networks

/// Which of the evaluated test images a model gets right.
struct Evaluation {
  private(set) var correct: [Bool] = []

  var correctCount: Int { correct.count { $0 } }
  var accuracy: Double { Double(correctCount) / Double(correct.count) }

  /// One bit an image, the first in the lowest bit of the first byte, as base64.
  var correctBits: String {
    var bytes = [UInt8](repeating: 0, count: (correct.count + 7) / 8)
    for (index, isCorrect) in correct.enumerated() where isCorrect {
      bytes[index / 8] |= 1 << (index % 8)
    }
    return Data(bytes).base64EncodedString()
  }

  /// Adds the next images: the largest logit decides, the first one of equals.
  ///
  /// - Parameter logits: [labels.count, classes].
  mutating func add(logits: [Float], labels: ArraySlice<UInt8>, classes: Int) {
    for (row, label) in labels.enumerated() {
      let values = logits[row * classes..<(row + 1) * classes]
      var best = values.startIndex
      for index in values.indices where values[index] > values[best] { best = index }
      correct.append(best - values.startIndex == Int(label))
    }
  }

  /// Evaluates the first `count` test images; nil when `isInterrupted` said so on the way.
  static func run(
    _ session: TrainingSession, on test: DatasetPart, count: Int, classes: Int,
    isInterrupted: () -> Bool = { false }
  ) -> Evaluation? {
    let chunk = 250
    let pixels = test.images.count / test.count
    var images = [Float](repeating: 0, count: chunk * pixels)
    var logits = [Float](repeating: 0, count: chunk * classes)
    var evaluation = Evaluation()
    for start in stride(from: 0, to: count, by: chunk) {
      if isInterrupted() { return nil }
      let range = start..<min(start + chunk, count)
      test.fill(range, into: &images)
      session.predict(images: images, count: range.count, logits: &logits)
      evaluation.add(logits: logits, labels: test.labels[range], classes: classes)
    }
    return evaluation
  }
}
