/// The sum of the weights, L^-alpha included, that some queries of one head give to all L keys.
///
/// The weights are those of `attentionForward`; the function is for inspecting a model, and
/// training does not use it. Each query's weights are summed in sixteen lanes in ascending order
/// and the queries' sums are added in Double, so the bits are the same on every machine.
///
/// - Parameters:
///   - queries, keys: [L, d], rows `shape.rowStride` apart.
///   - queryStep: the queries are 0, queryStep, 2 queryStep and so on below L.
///   - scratch: `shape.weightSumScratchFloats` floats.
public func attentionWeightSum(
  _ weights: AttentionWeights, _ shape: AttentionShape,
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, queryStep: Int,
  scratch: UnsafeMutablePointer<Float>
) -> Double {
  let headWidth = shape.headWidth
  let counted = (shape.tokens + queryStep - 1) / queryStep
  let rowStride = queryStep * shape.rowStride
  let transposedKeys = scratch
  let maxima = transposedKeys + panelFloats(inner: headWidth, columns: shape.tokens)
  let sums = maxima + shape.queryBlockRows
  let queryBlock = sums + shape.queryBlockRows
  // Whole rows, whatever L is, since each is summed.
  let allKeys = KeyBlock(first: 0, count: shape.tokens)
  packTransposedPanels(
    inner: headWidth, columns: shape.tokens, from: keys, rowStride: shape.rowStride,
    into: transposedKeys)

  var total = 0.0
  for first in stride(from: 0, to: counted, by: shape.queryBlockRows) {
    let rows = min(shape.queryBlockRows, counted - first)
    multiply(
      rows: rows, columns: allKeys.padded, inner: headWidth,
      a: queries + first * rowStride, aRowStride: rowStride, aInnerStride: 1,
      b: ProductOperand(panels: transposedKeys, inner: headWidth),
      c: queryBlock, cRowStride: allKeys.padded, start: .zero)
    weighQueryBlock(
      weights, shape, allKeys, rows: rows, logits: queryBlock, maxima: maxima, sums: sums,
      output: nil)
    for row in 0..<rows {
      let sum = Double(rowSum(queryBlock + row * allKeys.padded, count: shape.tokens))
      switch weights {
      case .softmax: total += sum * Double(1 / sums[row])
      case .pointwise: total += sum * Double(shape.outputScale)
      }
    }
  }
  return total
}

/// The sum of a row of `count` floats.
private func rowSum(_ row: UnsafePointer<Float>, count: Int) -> Float {
  var sum = SIMD16<Float>.zero
  for i in stride(from: 0, to: count, by: 16) {
    sum += PartialLanes.load(row + i, left: count - i)
  }
  return horizontalSum(sum)
}
