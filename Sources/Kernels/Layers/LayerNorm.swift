// Letters: R rows, W the width that is normalised: D, or d for queries and keys, whose heads are rows here.

/// The paper's epsilon for every norm.
private let epsilon: Float = 1e-6

/// Rows that go through each part of a norm together. Sixteen of their sums become one vector, and so do
/// their divisions and roots; with several such vectors none waits for another.
private let chunkRows = 128

/// y = (x - mean) / sqrt(variance + 1e-6) * scale (+ bias), for each row.
///
/// - Parameters:
///   - x: [R, W].
///   - scale, bias: [W]; the bias is nil where the norm has none.
///   - y: [R, W], written.
///   - means, reciprocals: [R], written for the backward pass: the mean, and one over the standard
///     deviation.
public func layerNormForward(
  rows: Int, width: Int, x: UnsafePointer<Float>, scale: UnsafePointer<Float>,
  bias: UnsafePointer<Float>?, y: UnsafeMutablePointer<Float>,
  means: UnsafeMutablePointer<Float>, reciprocals: UnsafeMutablePointer<Float>
) {
  for first in stride(from: 0, to: rows, by: chunkRows) {
    let count = min(chunkRows, rows - first)
    let (x, y) = (x + first * width, y + first * width)
    let (means, reciprocals) = (means + first, reciprocals + first)
    if width % 16 == 0 {
      forward(WholeLanes.self, count, width, x, scale, bias, y, means, reciprocals)
    } else {
      forward(PartialLanes.self, count, width, x, scale, bias, y, means, reciprocals)
    }
  }
}

private func forward<L: Lanes>(
  _: L.Type, _ rows: Int, _ width: Int, _ x: UnsafePointer<Float>,
  _ scale: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>,
  _ means: UnsafeMutablePointer<Float>, _ reciprocals: UnsafeMutablePointer<Float>
) {
  forEachSixteen(rows) { first, count, fours in
    for row in 0..<count {
      let x = x + (first &+ row) &* width
      var sum = SIMD16<Float>.zero
      var i = 0
      while i < width {
        sum += L.load(x + i, left: width &- i)
        i &+= 16
      }
      fours[row] = fourSums(sum)
    }
    PartialLanes.store(horizontalSums(fours) / Float(width), means + first, left: count)
  }
  forEachSixteen(rows) { first, count, fours in
    for row in 0..<count {
      let x = x + (first &+ row) &* width
      let mean = means[first &+ row]
      var squares = SIMD16<Float>.zero
      var i = 0
      while i < width {
        let centred = centred(L.self, x + i, mean: mean, left: width &- i)
        squares.addProduct(centred, centred)
        i &+= 16
      }
      fours[row] = fourSums(squares)
    }
    let variances = horizontalSums(fours) / Float(width)
    PartialLanes.store(1 / (variances + epsilon).squareRoot(), reciprocals + first, left: count)
  }
  var i = 0
  while i < width {
    let left = width &- i
    let scale = L.load(scale + i, left: left)
    let shift = bias.map { L.load($0 + i, left: left) } ?? .zero
    var (x, y) = (x + i, y + i)
    for row in 0..<rows {
      let normalised = centred(L.self, x, mean: means[row], left: left) * reciprocals[row]
      L.store(shift.addingProduct(normalised, scale), y, left: left)
      x += width
      y += width
    }
    i &+= 16
  }
}

/// The backward pass of `layerNormForward`.
///
/// - Parameters:
///   - x, scale: as for `layerNormForward`.
///   - means, reciprocals: [R], as the forward pass left them.
///   - dy: [R, W].
///   - dx: [R, W], written or, with `accumulates`, added to.
///   - dScale, dBias: [W], added to, rows ascending; `dBias` is nil where the norm has no bias.
public func layerNormBackward(
  rows: Int, width: Int, x: UnsafePointer<Float>, scale: UnsafePointer<Float>,
  means: UnsafePointer<Float>, reciprocals: UnsafePointer<Float>,
  dy: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>, accumulates: Bool,
  dScale: UnsafeMutablePointer<Float>, dBias: UnsafeMutablePointer<Float>?
) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * chunkRows) { scratch in
    let sums = scratch.baseAddress!
    for first in stride(from: 0, to: rows, by: chunkRows) {
      let count = min(chunkRows, rows - first)
      let (x, dy, dx) = (x + first * width, dy + first * width, dx + first * width)
      let (means, reciprocals) = (means + first, reciprocals + first)
      if width % 16 == 0 {
        backward(
          WholeLanes.self, count, width, x, scale, means, reciprocals, dy, dx, accumulates, dScale,
          dBias, sums)
      } else {
        backward(
          PartialLanes.self, count, width, x, scale, means, reciprocals, dy, dx, accumulates,
          dScale,
          dBias, sums)
      }
    }
  }
}

private func backward<L: Lanes>(
  _: L.Type, _ rows: Int, _ width: Int, _ x: UnsafePointer<Float>,
  _ scale: UnsafePointer<Float>, _ means: UnsafePointer<Float>,
  _ reciprocals: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ accumulates: Bool,
  _ dScale: UnsafeMutablePointer<Float>, _ dBias: UnsafeMutablePointer<Float>?,
  _ sums: UnsafeMutablePointer<Float>
) {
  let dots = sums + chunkRows
  // dx = reciprocal (g - mean(g) - n mean(g n)), where g = dy * scale and n is x normalised.
  forEachSixteen(rows) { first, count, fours in
    for row in 0..<count {
      let offset = (first &+ row) &* width
      let (mean, reciprocal) = (means[first &+ row], reciprocals[first &+ row])
      var (sum, dot) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
      var i = 0
      while i < width {
        let left = width &- i
        let normalised = centred(L.self, x + offset + i, mean: mean, left: left) * reciprocal
        let g = L.load(dy + offset + i, left: left) * L.load(scale + i, left: left)
        sum += g
        dot.addProduct(g, normalised)
        i &+= 16
      }
      fours[row] = fourSums(sum)
      fours[16 &+ row] = fourSums(dot)
    }
    PartialLanes.store(horizontalSums(fours) / Float(width), sums + first, left: count)
    PartialLanes.store(horizontalSums(fours + 16) / Float(width), dots + first, left: count)
  }
  var i = 0
  while i < width {
    let left = width &- i
    let scale = L.load(scale + i, left: left)
    var scaleSum = L.load(dScale + i, left: left)
    var biasSum = dBias.map { L.load($0 + i, left: left) } ?? .zero
    var (x, upstream, dx) = (x + i, dy + i, dx + i)
    for row in 0..<rows {
      let normalised = centred(L.self, x, mean: means[row], left: left) * reciprocals[row]
      let dy = L.load(upstream, left: left)
      var result = (dy * scale - sums[row])
        .addingProduct(normalised, SIMD16(repeating: -dots[row]))
      result *= reciprocals[row]
      if accumulates { result += L.load(dx, left: left) }
      L.store(result, dx, left: left)
      scaleSum.addProduct(dy, normalised)
      biasSum += dy
      x += width
      upstream += width
      dx += width
    }
    L.store(scaleSum, dScale + i, left: left)
    if let dBias { L.store(biasSum, dBias + i, left: left) }
    i &+= 16
  }
}

/// Sixteen rows at a time, the last time fewer, with room for two sums of each (`fourSums`).
@inline(__always)
private func forEachSixteen(
  _ rows: Int,
  _ body: (_ first: Int, _ count: Int, _ fours: UnsafeMutablePointer<SIMD4<Float>>) -> Void
) {
  withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 32) { fours in
    let fours = fours.baseAddress!
    fours.initialize(repeating: .zero, count: 32)
    var first = 0
    while first < rows {
      body(first, min(16, rows &- first), fours)
      first &+= 16
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
