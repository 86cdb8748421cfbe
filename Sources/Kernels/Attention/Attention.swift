// Fused attention of one head of one image. Weights exist only for one query block at a time, so
// memory grows with L and not with its square.
//
// Letters: L tokens, d head width, T queries of a query block, K keys rounded up to sixteen.

/// output = weights(logitScale * queries keysT) (outputScale * values).
///
/// The memory follows `KernelContract.md`.
///
/// - Parameters:
///   - queries, output: [shape.queryCount, d], rows `shape.rowStride` apart.
///   - keys, values: [L, d], rows `shape.rowStride` apart.
///   - output: written.
///   - rowMaxima, rowReciprocals: [shape.queryCount], written under softmax and untouched
///     otherwise: each query's largest logit, and one over its sum of exponentials.
///   - scratch: `shape.scratchFloats` floats.
public func attentionForward(
  _ weights: AttentionWeights, _ shape: AttentionShape,
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>,
  output: UnsafeMutablePointer<Float>,
  rowMaxima: UnsafeMutablePointer<Float>, rowReciprocals: UnsafeMutablePointer<Float>,
  scratch: UnsafeMutablePointer<Float>
) {
  let tokens = shape.tokens
  let headWidth = shape.headWidth
  let transposedKeys = scratch
  let packedValues = transposedKeys + panelFloats(inner: headWidth, columns: tokens)
  let queryBlock = packedValues + panelFloats(inner: tokens, columns: headWidth)
  packTransposedPanels(
    inner: headWidth, columns: tokens, from: keys, rowStride: shape.rowStride,
    into: transposedKeys)
  packPanels(
    inner: tokens, columns: headWidth, from: values, rowStride: shape.rowStride,
    scale: shape.outputScale, into: packedValues)

  for first in stride(from: 0, to: shape.queryCount, by: shape.queryBlockRows) {
    let rows = min(shape.queryBlockRows, shape.queryCount - first)
    // logits = queries keysT.
    multiply(
      rows: rows, columns: shape.paddedKeys, inner: headWidth,
      a: queries + first * shape.rowStride, aRowStride: shape.rowStride, aInnerStride: 1,
      b: ProductOperand(panels: transposedKeys, inner: headWidth),
      c: queryBlock, cRowStride: shape.paddedKeys, start: .zero)
    // weights = weights(logitScale * logits).
    weighQueryBlock(
      weights, shape, rows: rows, logits: queryBlock, maxima: rowMaxima + first,
      reciprocals: rowReciprocals + first)
    // output = weights (outputScale * values).
    multiply(
      rows: rows, columns: headWidth, inner: tokens,
      a: queryBlock, aRowStride: shape.paddedKeys, aInnerStride: 1,
      b: ProductOperand(panels: packedValues, inner: tokens),
      c: output + first * shape.rowStride, cRowStride: shape.rowStride, start: .zero)
    if case .softmax = weights {
      scaleRows(
        rows: rows, columns: headWidth, by: rowReciprocals + first,
        matrix: output + first * shape.rowStride, rowStride: shape.rowStride)
    }
  }
}

/// The backward pass of `attentionForward`; the weights are recomputed, one query block at a time.
///
/// - Parameters:
///   - queries, keys, values, rowMaxima, rowReciprocals, scratch: as for `attentionForward`.
///   - output: as `attentionForward` left it.
///   - dOutput, dQueries: [shape.queryCount, d], rows `shape.rowStride` apart.
///   - dKeys, dValues: [L, d], rows `shape.rowStride` apart.
///   - dQueries, dKeys, dValues: written.
public func attentionBackward(
  _ weights: AttentionWeights, _ shape: AttentionShape,
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>,
  output: UnsafePointer<Float>, rowMaxima: UnsafePointer<Float>,
  rowReciprocals: UnsafePointer<Float>,
  dOutput: UnsafePointer<Float>, dQueries: UnsafeMutablePointer<Float>,
  dKeys: UnsafeMutablePointer<Float>, dValues: UnsafeMutablePointer<Float>,
  scratch: UnsafeMutablePointer<Float>
) {
  let tokens = shape.tokens
  let headWidth = shape.headWidth
  let stride = shape.rowStride
  let queryCount = shape.queryCount
  let queryPanel = panelFloats(inner: queryCount, columns: headWidth)
  let transposedKeys = scratch
  let transposedValues = transposedKeys + panelFloats(inner: headWidth, columns: tokens)
  let packedKeys = transposedValues + panelFloats(inner: headWidth, columns: tokens)
  let packedQueries = packedKeys + panelFloats(inner: tokens, columns: headWidth)
  let packedGradients = packedQueries + queryPanel
  let queryBlock = packedGradients + queryPanel
  let queryBlockGradient = queryBlock + shape.queryBlockFloats
  packTransposedPanels(
    inner: headWidth, columns: tokens, from: keys, rowStride: stride, into: transposedKeys)
  packTransposedPanels(
    inner: headWidth, columns: tokens, from: values, rowStride: stride, into: transposedValues)
  packPanels(
    inner: tokens, columns: headWidth, from: keys, rowStride: stride, into: packedKeys)
  packPanels(
    inner: queryCount, columns: headWidth, from: queries, rowStride: stride, into: packedQueries)
  // L^-alpha enters here, once for each output instead of once for each weight.
  packPanels(
    inner: queryCount, columns: headWidth, from: dOutput, rowStride: stride,
    scale: shape.outputScale, into: packedGradients)

  for first in Swift.stride(from: 0, to: queryCount, by: shape.queryBlockRows) {
    let rows = min(shape.queryBlockRows, queryCount - first)
    // Recomputes: logits = queries keysT.
    multiply(
      rows: rows, columns: shape.paddedKeys, inner: headWidth,
      a: queries + first * stride, aRowStride: stride, aInnerStride: 1,
      b: ProductOperand(panels: transposedKeys, inner: headWidth),
      c: queryBlock, cRowStride: shape.paddedKeys, start: .zero)
    // Differentiates: output = weights (outputScale * values), by the weights. The factor L^-alpha
    // follows below.
    multiply(
      rows: rows, columns: shape.paddedKeys, inner: headWidth,
      a: dOutput + first * stride, aRowStride: stride, aInnerStride: 1,
      b: ProductOperand(panels: transposedValues, inner: headWidth),
      c: queryBlockGradient, cRowStride: shape.paddedKeys, start: .zero)
    // Recomputes and differentiates: weights = weights(logitScale * logits).
    weighQueryBlockBackward(
      weights, shape, rows: rows, logits: queryBlock, maxima: rowMaxima + first,
      reciprocals: rowReciprocals + first, output: output + first * stride,
      dOutput: dOutput + first * stride, dWeights: queryBlockGradient)
    // Differentiates: logits = queries keysT, by the queries and by the keys.
    multiply(
      rows: rows, columns: headWidth, inner: tokens,
      a: queryBlockGradient, aRowStride: shape.paddedKeys, aInnerStride: 1,
      b: ProductOperand(panels: packedKeys, inner: tokens),
      c: dQueries + first * stride, cRowStride: stride, start: .zero)
    multiply(
      rows: tokens, columns: headWidth, inner: rows,
      a: queryBlockGradient, aRowStride: 1, aInnerStride: shape.paddedKeys,
      b: ProductOperand(panels: packedQueries, inner: queryCount, first: first),
      c: dKeys, cRowStride: stride, start: first == 0 ? .zero : .accumulate)
    // Differentiates: output = weights (outputScale * values), by the values.
    multiply(
      rows: tokens, columns: headWidth, inner: rows,
      a: queryBlock, aRowStride: 1, aInnerStride: shape.paddedKeys,
      b: ProductOperand(panels: packedGradients, inner: queryCount, first: first),
      c: dValues, cRowStride: stride, start: first == 0 ? .zero : .accumulate)
  }
}

/// Multiplies each row of a matrix [rows, columns] with its own factor.
private func scaleRows(
  rows: Int, columns: Int, by scales: UnsafePointer<Float>,
  matrix: UnsafeMutablePointer<Float>, rowStride: Int
) {
  for row in 0..<rows {
    for column in stride(from: 0, to: columns, by: 16) {
      let left = columns - column
      let pointer = matrix + row * rowStride + column
      PartialLanes.store(
        PartialLanes.load(pointer, left: left) * scales[row], pointer, left: left)
    }
  }
}
