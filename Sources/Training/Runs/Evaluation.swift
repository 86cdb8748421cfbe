import Datasets
import Experiments
import Foundation

/// Which of the evaluated test images a model classifies correctly.
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
      let places = row * classes..<(row + 1) * classes
      let best = places.max { logits[$0] < logits[$1] }
      correct.append(best == places.lowerBound + Int(label))
    }
  }
}
