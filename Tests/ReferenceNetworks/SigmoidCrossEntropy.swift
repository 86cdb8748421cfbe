import Foundation

/// Sigmoid cross-entropy with one-hot targets, summed over classes, mean over the batch.
package enum SigmoidCrossEntropy {
  /// - Parameters:
  ///   - logits: [B, C].
  ///   - labels: [B], the class of each image.
  package static func forward(_ logits: [Double], labels: [UInt8]) -> Double {
    let classes = logits.count / labels.count
    var loss = 0.0
    for image in 0..<labels.count {
      for c in 0..<classes {
        let logit = logits[image * classes + c]
        // -log sigmoid(z) for the target and -log(1 - sigmoid(z)) for the others are softplus(-z)
        // and softplus(z).
        let z = c == Int(labels[image]) ? -logit : logit
        loss += max(z, 0) + log1p(exp(-abs(z)))
      }
    }
    return loss / Double(labels.count)
  }

  /// The gradient by the logits [B, C].
  package static func backward(_ logits: [Double], labels: [UInt8]) -> [Double] {
    let classes = logits.count / labels.count
    return logits.indices.map { i in
      let target = i % classes == Int(labels[i / classes]) ? 1.0 : 0.0
      return (1 / (1 + exp(-logits[i])) - target) / Double(labels.count)
    }
  }
}
