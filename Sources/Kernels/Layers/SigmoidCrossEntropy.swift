/// Sigmoid cross-entropy, summed over classes, and its gradient by the logits: the forward and the
/// backward pass at once, since they share an exponential.
///
/// - Parameters:
///   - logits: [rows, classes].
///   - labels: [rows], below `classes`.
///   - gradientScale: the factor on the gradient; 1 / B for a mean over the batch.
///   - gradient: [rows, classes], written.
/// - Returns: the sum of the loss over rows and classes, in ascending order.
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
      // The loss is -ln sigmoid(z) for the label and -ln sigmoid(-z) for the other classes, which
      // is softplus(z) - z * target for both.
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
