// Letters: R rows, G groups of a row, W the width that is normalised: D, or d for queries and keys.

/// The paper's epsilon for every norm.
private let epsilon: Float = 1e-6

/// y = (x - mean) / sqrt(variance + 1e-6) * scale (+ bias), for each group of each row.
///
/// - Parameters:
///   - x: [R, G, W], rows `rowStride` apart; the groups of queries and keys are the heads.
///   - scale, bias: [W], the same for every group; the bias is nil where the norm has none.
///   - y: [R, G, W], rows `rowStride` apart, written.
///   - means, reciprocals: [R, G], written for the backward pass: the mean, and one over the
///     standard deviation.
public func layerNormForward(
  rows: Int, groups: Int = 1, width: Int, rowStride: Int,
  x: UnsafePointer<Float>, scale: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
  y: UnsafeMutablePointer<Float>,
  means: UnsafeMutablePointer<Float>, reciprocals: UnsafeMutablePointer<Float>
) {
  if width % 16 == 0 {
    forward(
      WholeLanes.self, rows, groups, width, rowStride, x, scale, bias, y, means, reciprocals)
  } else {
    forward(
      PartialLanes.self, rows, groups, width, rowStride, x, scale, bias, y, means, reciprocals)
  }
}

@inline(__always)
private func forward<L: Lanes>(
  _: L.Type, _ rows: Int, _ groups: Int, _ width: Int, _ rowStride: Int,
  _ x: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?,
  _ y: UnsafeMutablePointer<Float>, _ means: UnsafeMutablePointer<Float>,
  _ reciprocals: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    for group in 0..<groups {
      let offset = row * rowStride + group * width
      let x = x + offset
      let y = y + offset
      var sum = SIMD16<Float>.zero
      for i in stride(from: 0, to: width, by: 16) { sum += L.load(x + i, left: width - i) }
      let mean = horizontalSum(sum) / Float(width)
      var squares = SIMD16<Float>.zero
      for i in stride(from: 0, to: width, by: 16) {
        let centred = centred(L.self, x + i, mean: mean, left: width - i)
        squares.addProduct(centred, centred)
      }
      let variance = horizontalSum(squares) / Float(width)
      let reciprocal = 1 / (variance + epsilon).squareRoot()
      for i in stride(from: 0, to: width, by: 16) {
        let left = width - i
        let normalised = centred(L.self, x + i, mean: mean, left: left) * reciprocal
        let shift = bias.map { L.load($0 + i, left: left) } ?? .zero
        L.store(
          shift.addingProduct(normalised, L.load(scale + i, left: left)), y + i, left: left)
      }
      means[row * groups + group] = mean
      reciprocals[row * groups + group] = reciprocal
    }
  }
}

/// The backward pass of `layerNormForward`.
///
/// - Parameters:
///   - x, scale: as for `layerNormForward`.
///   - means, reciprocals: [R, G], as the forward pass left them.
///   - dy: [R, G, W], rows `rowStride` apart.
///   - dx: [R, G, W], rows `rowStride` apart, written or, with `accumulates`, added to.
///   - dScale, dBias: [W], added to, rows ascending; `dBias` is nil where the norm has no bias.
public func layerNormBackward(
  rows: Int, groups: Int = 1, width: Int, rowStride: Int,
  x: UnsafePointer<Float>, scale: UnsafePointer<Float>,
  means: UnsafePointer<Float>, reciprocals: UnsafePointer<Float>,
  dy: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>, accumulates: Bool,
  dScale: UnsafeMutablePointer<Float>, dBias: UnsafeMutablePointer<Float>?
) {
  if width % 16 == 0 {
    backward(
      WholeLanes.self, rows, groups, width, rowStride, x, scale, means, reciprocals, dy, dx,
      accumulates, dScale, dBias)
  } else {
    backward(
      PartialLanes.self, rows, groups, width, rowStride, x, scale, means, reciprocals, dy, dx,
      accumulates, dScale, dBias)
  }
}

@inline(__always)
private func backward<L: Lanes>(
  _: L.Type, _ rows: Int, _ groups: Int, _ width: Int, _ rowStride: Int,
  _ x: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ means: UnsafePointer<Float>,
  _ reciprocals: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ accumulates: Bool,
  _ dScale: UnsafeMutablePointer<Float>, _ dBias: UnsafeMutablePointer<Float>?
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
        let normalised = centred(L.self, x + i, mean: mean, left: left) * reciprocal
        let upstream = L.load(dy + i, left: left)
        let g = upstream * L.load(scale + i, left: left)
        sum += g
        dot.addProduct(g, normalised)
        L.store(
          L.load(dScale + i, left: left).addingProduct(upstream, normalised),
          dScale + i, left: left)
        if let dBias {
          L.store(L.load(dBias + i, left: left) + upstream, dBias + i, left: left)
        }
      }
      let meanSum = horizontalSum(sum) / Float(width)
      let meanDot = horizontalSum(dot) / Float(width)
      for i in stride(from: 0, to: width, by: 16) {
        let left = width - i
        let normalised = centred(L.self, x + i, mean: mean, left: left) * reciprocal
        let g = L.load(dy + i, left: left) * L.load(scale + i, left: left)
        var result = (g - meanSum).addingProduct(normalised, SIMD16(repeating: -meanDot))
        result *= reciprocal
        if accumulates { result += L.load(dx + i, left: left) }
        L.store(result, dx + i, left: left)
      }
    }
  }
}

/// x - mean in the lanes that exist, zero in the others, which would count as -mean in a sum.
@inline(__always)
private func centred<L: Lanes>(
  _: L.Type, _ x: UnsafePointer<Float>, mean: Float, left: Int
) -> SIMD16<Float> {
  L.existing(L.load(x, left: left) - mean, left: left)
}
