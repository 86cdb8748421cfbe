/// One step between logits and weights, without the matrix products, for measuring each alone: what
/// a difference in time between two attentions consists of.
///
/// The raw values are stored in records of timings.
public enum AttentionPart: String, CaseIterable, Codable, Sendable {
  /// Logits are read, scaled and written back: what a query block costs under any h.
  case queryBlock = "strip"
  /// The same with the exponential in between.
  case exponential
  /// Each row's largest logit and its sum, which only reads.
  case rowStatistics
}

/// Does one part for all query and key blocks of a head, all of them in the memory of one.
///
/// - Parameters:
///   - logits: [T, K], `shape.queryBlockFloats` floats, finite and small.
///   - weights: [T, K], written except by the row statistics; apart from `logits`, so that these
///     stay as they are.
/// - Returns: a number that depends on every row, so that the compiler cannot drop the work.
public func attentionPart(
  _ part: AttentionPart, _ shape: AttentionShape, logits: UnsafePointer<Float>,
  weights: UnsafeMutablePointer<Float>
) -> Float {
  var result: Float = 0
  for firstKey in stride(from: 0, to: shape.tokens, by: shape.blockKeys) {
    let keys = shape.keyBlock(at: firstKey).padded
    for first in stride(from: 0, to: shape.queryCount, by: shape.queryBlockRows) {
      for row in 0..<min(shape.queryBlockRows, shape.queryCount - first) {
        result += attentionPart(
          part, shape, keys: keys, logits: logits + row * keys, weights: weights + row * keys)
      }
    }
  }
  return result
}

/// One query's part.
private func attentionPart(
  _ part: AttentionPart, _ shape: AttentionShape, keys: Int, logits: UnsafePointer<Float>,
  weights: UnsafeMutablePointer<Float>
) -> Float {
  switch part {
  case .queryBlock:
    for i in stride(from: 0, to: keys, by: 16) {
      storeVector(loadVector(logits + i) * shape.logitScale, weights + i)
    }
    return weights[0]
  case .exponential:
    for i in stride(from: 0, to: keys, by: 16) {
      storeVector(exponential(loadVector(logits + i) * shape.logitScale), weights + i)
    }
    return weights[0]
  case .rowStatistics:
    var largest = loadVector(logits)
    var sum = SIMD16<Float>.zero
    for i in stride(from: 0, to: keys, by: 16) {
      let vector = loadVector(logits + i) * shape.logitScale
      largest = pointwiseMaximum(largest, vector)
      sum += vector
    }
    return horizontalMaximum(largest) + horizontalSum(sum)
  }
}
