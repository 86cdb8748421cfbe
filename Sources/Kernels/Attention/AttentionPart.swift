// What softmax does to a strip of logits besides the products, one part at a time: what a difference
// between two attentions is made of, for whoever measures it.

/// A part of the way from logits to weights.
public enum AttentionPart: String, CaseIterable, Codable, Sendable {
  /// Logits are read, scaled and written back: what any h pays for a strip, whatever it computes.
  case strip
  /// The same with the exponential in between.
  case exponential
  /// Each row's largest logit, and its sum: reading alone.
  case rowStatistics
}

/// Does one part over all strips of a head, in a strip's memory.
///
/// - Parameters:
///   - strip: as many rows as a strip has, `paddedKeys` floats each; finite and small. The
///     exponential's part writes to `weights`, so that what it reads stays as it is.
///   - weights: of the same size.
/// - Returns: a number that depends on every row, so that none can be left out.
public func attentionPart(
  _ part: AttentionPart, _ shape: AttentionShape, strip: UnsafePointer<Float>,
  weights: UnsafeMutablePointer<Float>
) -> Float {
  var result: Float = 0
  let keys = shape.paddedKeys
  for first in stride(from: 0, to: shape.queryCount, by: shape.stripRows) {
    for row in 0..<min(shape.stripRows, shape.queryCount - first) {
      let logits = strip + row * keys
      let weights = weights + row * keys
      switch part {
      case .strip:
        for i in stride(from: 0, to: keys, by: 16) {
          storeVector(loadVector(logits + i) * shape.logitScale, weights + i)
        }
        result += weights[0]
      case .exponential:
        for i in stride(from: 0, to: keys, by: 16) {
          storeVector(exponential(loadVector(logits + i) * shape.logitScale), weights + i)
        }
        result += weights[0]
      case .rowStatistics:
        var largest = loadVector(logits)
        var sum = SIMD16<Float>.zero
        for i in stride(from: 0, to: keys, by: 16) {
          let vector = loadVector(logits + i) * shape.logitScale
          largest = pointwiseMaximum(largest, vector)
          sum += vector
        }
        result += horizontalMaximum(largest) + horizontalSum(sum)
      }
    }
  }
  return result
}

extension AttentionShape {
  /// Floats of one strip of logits.
  public var stripFloats: Int { stripRows * paddedKeys }
}
