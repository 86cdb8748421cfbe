// Fused attention of one head of one image. Weights exist only for the queries of one block and the keys
// of one block, so the memory beside inputs and outputs does not grow with L.
//
// Letters: L tokens, d head width, T queries of a query block, K keys of a key block, rounded up to sixteen.

/// output = weights(logitScale * queries keysT) (outputScale * values).
///
/// The memory follows `KernelContract.md`.
///
/// - Parameters:
///   - queries, output: [shape.queryCount, d], rows `shape.rowStride` apart.
///   - keys, values: [L, d], rows `shape.rowStride` apart.
///   - output: written.
///   - rowMaxima, rowReciprocals: [shape.queryCount], written under softmax and untouched
///     otherwise: each query's largest logit, and one over its sum of exponentials. Between key blocks the
///     latter holds the sum over the keys so far.
///   - scratch: `shape.scratchFloats` floats.
public func attentionForward(
  _ weights: AttentionWeights, _ shape: AttentionShape,
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>,
  output: UnsafeMutablePointer<Float>,
  rowMaxima: UnsafeMutablePointer<Float>, rowReciprocals: UnsafeMutablePointer<Float>,
  scratch: UnsafeMutablePointer<Float>
) {
  let headWidth = shape.headWidth
  let block = shape.keyBlock(at: 0).count
  let transposedKeys = scratch
  let packedValues = transposedKeys + panelFloats(inner: headWidth, columns: block)
  let queryBlock = packedValues + panelFloats(inner: block, columns: headWidth)

  for firstKey in stride(from: 0, to: shape.tokens, by: shape.blockKeys) {
    let block = shape.keyBlock(at: firstKey)
    let isLast = firstKey + block.count == shape.tokens
    packTransposedPanels(
      inner: headWidth, columns: block.count, from: keys + firstKey * shape.rowStride,
      rowStride: shape.rowStride, into: transposedKeys)
    packPanels(
      inner: block.count, columns: headWidth, from: values + firstKey * shape.rowStride,
      rowStride: shape.rowStride, scale: shape.outputScale, into: packedValues)

    for first in stride(from: 0, to: shape.queryCount, by: shape.queryBlockRows) {
      let rows = min(shape.queryBlockRows, shape.queryCount - first)
      let output = output + first * shape.rowStride
      // logits = queries keysT.
      multiply(
        rows: rows, columns: block.padded, inner: headWidth,
        a: queries + first * shape.rowStride, aRowStride: shape.rowStride, aInnerStride: 1,
        b: ProductOperand(panels: transposedKeys, inner: headWidth),
        c: queryBlock, cRowStride: block.padded, start: .zero)
      // weights = weights(logitScale * logits).
      weighQueryBlock(
        weights, shape, block, rows: rows, logits: queryBlock, maxima: rowMaxima + first,
        sums: rowReciprocals + first, output: output)
      // output = weights (outputScale * values).
      multiply(
        rows: rows, columns: headWidth, inner: block.count,
        a: queryBlock, aRowStride: block.padded, aInnerStride: 1,
        b: ProductOperand(panels: packedValues, inner: block.count),
        c: output, cRowStride: shape.rowStride, start: firstKey == 0 ? .zero : .accumulate)
      if case .softmax = weights, isLast {
        divideBySums(
          shape, rows: rows, sums: rowReciprocals + first, output: output)
      }
    }
  }
}

/// The backward pass of `attentionForward`; the weights are recomputed, one query and key block at a time.
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
  let headWidth = shape.headWidth
  let rowStride = shape.rowStride
  let block = shape.keyBlock(at: 0).count
  let transposedKeys = scratch
  let transposedValues = transposedKeys + panelFloats(inner: headWidth, columns: block)
  let packedKeys = transposedValues + panelFloats(inner: headWidth, columns: block)
  let packedQueries = packedKeys + panelFloats(inner: block, columns: headWidth)
  let packedGradients =
    packedQueries + panelFloats(inner: shape.queryBlockRows, columns: headWidth)
  let queryBlock =
    packedGradients + panelFloats(inner: shape.queryBlockRows, columns: headWidth)
  let queryBlockGradient = queryBlock + shape.queryBlockFloats

  for firstKey in stride(from: 0, to: shape.tokens, by: shape.blockKeys) {
    let block = shape.keyBlock(at: firstKey)
    let keys = keys + firstKey * rowStride
    packTransposedPanels(
      inner: headWidth, columns: block.count, from: keys, rowStride: rowStride,
      into: transposedKeys)
    packTransposedPanels(
      inner: headWidth, columns: block.count, from: values + firstKey * rowStride,
      rowStride: rowStride, into: transposedValues)
    packPanels(
      inner: block.count, columns: headWidth, from: keys, rowStride: rowStride, into: packedKeys)

    for first in stride(from: 0, to: shape.queryCount, by: shape.queryBlockRows) {
      let rows = min(shape.queryBlockRows, shape.queryCount - first)
      let queries = queries + first * rowStride
      let dOutput = dOutput + first * rowStride
      packPanels(
        inner: rows, columns: headWidth, from: queries, rowStride: rowStride, into: packedQueries)
      // L^-alpha enters here, once for each output instead of once for each weight.
      packPanels(
        inner: rows, columns: headWidth, from: dOutput, rowStride: rowStride,
        scale: shape.outputScale, into: packedGradients)
      // Recomputes: logits = queries keysT.
      multiply(
        rows: rows, columns: block.padded, inner: headWidth,
        a: queries, aRowStride: rowStride, aInnerStride: 1,
        b: ProductOperand(panels: transposedKeys, inner: headWidth),
        c: queryBlock, cRowStride: block.padded, start: .zero)
      // Differentiates: output = weights (outputScale * values), by the weights. The factor L^-alpha
      // follows below.
      multiply(
        rows: rows, columns: block.padded, inner: headWidth,
        a: dOutput, aRowStride: rowStride, aInnerStride: 1,
        b: ProductOperand(panels: transposedValues, inner: headWidth),
        c: queryBlockGradient, cRowStride: block.padded, start: .zero)
      // Recomputes and differentiates: weights = weights(logitScale * logits).
      weighQueryBlockBackward(
        weights, shape, block, rows: rows, logits: queryBlock, maxima: rowMaxima + first,
        reciprocals: rowReciprocals + first, output: output + first * rowStride,
        dOutput: dOutput, dWeights: queryBlockGradient)
      // Differentiates: logits = queries keysT, by the queries and by the keys.
      multiply(
        rows: rows, columns: headWidth, inner: block.count,
        a: queryBlockGradient, aRowStride: block.padded, aInnerStride: 1,
        b: ProductOperand(panels: packedKeys, inner: block.count),
        c: dQueries + first * rowStride, cRowStride: rowStride,
        start: firstKey == 0 ? .zero : .accumulate)
      multiply(
        rows: block.count, columns: headWidth, inner: rows,
        a: queryBlockGradient, aRowStride: 1, aInnerStride: block.padded,
        b: ProductOperand(panels: packedQueries, inner: rows),
        c: dKeys + firstKey * rowStride, cRowStride: rowStride,
        start: first == 0 ? .zero : .accumulate)
      // Differentiates: output = weights (outputScale * values), by the values.
      multiply(
        rows: block.count, columns: headWidth, inner: rows,
        a: queryBlock, aRowStride: 1, aInnerStride: block.padded,
        b: ProductOperand(panels: packedGradients, inner: rows),
        c: dValues + firstKey * rowStride, cRowStride: rowStride,
        start: first == 0 ? .zero : .accumulate)
    }
  }
}
