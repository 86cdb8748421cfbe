// Letters: R rows, D width (of the norm: the model's width, or the head width for queries and keys).

/// The paper's epsilon for every norm.
private let epsilon: Float = 1e-6

/// y = (x - mean) / sqrt(variance + 1e-6) * scale (+ bias), row by row.
///
/// - Parameters:
///   - x, y: [R, D], rows `rowStride` apart, each row cut into `groups` parts of D floats that are
///     normalised on their own (heads), so a row has groups x D floats.
///   - scale, bias: [D], the same for every group; bias nil where the norm has none.
///   - means, reciprocals: [R, groups], kept for the way back.
public func layerNormForward(
  rows: Int, groups: Int = 1, width: Int, rowStride: Int,
  x: UnsafePointer<Float>, scale: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
  y: UnsafeMutablePointer<Float>,
  means: UnsafeMutablePointer<Float>, reciprocals: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    for group in 0..<groups {
      let offset = row * rowStride + group * width
      let x = x + offset
      let y = y + offset
      var sum = SIMD16<Float>.zero
      for i in stride(from: 0, to: width, by: 16) { sum += loadVector(x + i, count: width - i) }
      let mean = horizontalSum(sum) / Float(width)
      var squares = SIMD16<Float>.zero
      for i in stride(from: 0, to: width, by: 16) {
        let centred = centred(x + i, mean: mean, count: width - i)
        squares.addProduct(centred, centred)
      }
      let variance = horizontalSum(squares) / Float(width)
      let reciprocal = 1 / (variance + epsilon).squareRoot()
      for i in stride(from: 0, to: width, by: 16) {
        let left = width - i
        let normalised = centred(x + i, mean: mean, count: left) * reciprocal
        let shift = bias.map { loadVector($0 + i, count: left) } ?? .zero
        storeVector(
          shift.addingProduct(normalised, loadVector(scale + i, count: left)), y + i, count: left)
      }
      means[row * groups + group] = mean
      reciprocals[row * groups + group] = reciprocal
    }
  }
}

/// The way back of `layerNormForward`.
///
/// - Parameters:
///   - dy: gradient of y.
///   - dx: gradient of x; added to when `accumulates`, else written.
///   - dScale, dBias: [D], added to in ascending row order.
public func layerNormBackward(
  rows: Int, groups: Int = 1, width: Int, rowStride: Int,
  x: UnsafePointer<Float>, scale: UnsafePointer<Float>,
  means: UnsafePointer<Float>, reciprocals: UnsafePointer<Float>,
  dy: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>, accumulates: Bool,
  dScale: UnsafeMutablePointer<Float>, dBias: UnsafeMutablePointer<Float>?
) {
  for row in 0..<rows {
    for group in 0..<groups {
      let offset = row * rowStride + group * width
      let x = x + offset
      let dy = dy + offset
      let dx = dx + offset
      let mean = means[row * groups + group]
      let reciprocal = reciprocals[row * groups + group]
      // dx = reciprocal (g - mean(g) - n mean(g n)), where g = dy * scale and n is x normalised.
      var sum = SIMD16<Float>.zero
      var dot = SIMD16<Float>.zero
      for i in stride(from: 0, to: width, by: 16) {
        let left = width - i
        let normalised = centred(x + i, mean: mean, count: left) * reciprocal
        let upstream = loadVector(dy + i, count: left)
        let g = upstream * loadVector(scale + i, count: left)
        sum += g
        dot.addProduct(g, normalised)
        storeVector(
          loadVector(dScale + i, count: left).addingProduct(upstream, normalised),
          dScale + i, count: left)
        if let dBias {
          storeVector(loadVector(dBias + i, count: left) + upstream, dBias + i, count: left)
        }
      }
      let meanSum = horizontalSum(sum) / Float(width)
      let meanDot = horizontalSum(dot) / Float(width)
      for i in stride(from: 0, to: width, by: 16) {
        let left = width - i
        let normalised = centred(x + i, mean: mean, count: left) * reciprocal
        let g = loadVector(dy + i, count: left) * loadVector(scale + i, count: left)
        var result = (g - meanSum).addingProduct(normalised, SIMD16(repeating: -meanDot))
        result *= reciprocal
        if accumulates { result += loadVector(dx + i, count: left) }
        storeVector(result, dx + i, count: left)
      }
    }
  }
}

/// x - mean in the lanes that exist, zero in the others.
@inline(__always)
private func centred(_ x: UnsafePointer<Float>, mean: Float, count: Int) -> SIMD16<Float> {
  if count >= 16 { return loadVector(x) - mean }
  return loadVector(x, count: count) - loadVector(repeating: mean, count: count)
}
