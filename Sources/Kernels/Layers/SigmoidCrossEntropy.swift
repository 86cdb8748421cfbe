/// Sigmoid cross-entropy, summed over classes, and its gradient.
///
/// - Parameters:
///   - logits: [rows, classes].
///   - labels: [rows], below `classes`.
///   - gradientScale: multiplies the gradient; 1 / batch for a mean over the batch.
///   - gradient: [rows, classes], written.
/// - Returns: the sum of the loss over rows, rows ascending.
public func sigmoidCrossEntropy(
  rows: Int, classes: Int, logits: UnsafePointer<Float>, labels: UnsafePointer<UInt8>,
  gradientScale: Float, gradient: UnsafeMutablePointer<Float>
) -> Float {
  var total: Float = 0
  for row in 0..<rows {
    let label = Int(labels[row])
    let logits = logits + row * classes
    let gradient = gradient + row * classes
    for first in stride(from: 0, to: classes, by: 16) {
      let used = min(16, classes - first)
      let z = PartialLanes.load(logits + first, left: used)
      // -ln sigmoid(z) for the label, -ln sigmoid(-z) for the others: softplus(z) - z * target.
      let (loss, slope) = Softplus.valueAndDerivative(z)
      var target = SIMD16<Float>.zero
      if label >= first && label < first + used { target[label - first] = 1 }
      let terms = loss - z * target
      for lane in 0..<used { total += terms[lane] }
      PartialLanes.store(
        (slope - target) * gradientScale, gradient + first, left: used)
    }
  }
  return total
}
