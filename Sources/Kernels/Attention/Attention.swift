// Attention of one head of one image, fused: weights exist only as a strip of some queries by all
// keys, so memory grows with L, not with its square.
//
// Letters: L tokens (keys, and as a rule queries), d head width, T queries of a strip, K keys rounded
// up to sixteen.

/// output = weights(logitScale * queries keysT) (outputScale * values).
///
/// - Parameters:
///   - queries, keys, values, output: [L, d], rows `shape.rowStride` apart; queries and output have
///     `shape.queryCount` rows, as the statistics.
///   - rowMaxima, rowReciprocals: [L]; softmax's largest logit and one over its sum, kept for the
///     backward pass; unused by a pointwise h, which needs no row statistics.
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
  let packedValues =
    transposedKeys + panelFloats(inner: headWidth, columns: tokens)
  let strip = packedValues + panelFloats(inner: tokens, columns: headWidth)
  packTransposedPanels(
    inner: headWidth, columns: tokens, from: keys, rowStride: shape.rowStride,
    into: transposedKeys)
  packPanels(
    inner: tokens, columns: headWidth, from: values, rowStride: shape.rowStride,
    scale: shape.outputScale, into: packedValues)

  for first in stride(from: 0, to: shape.queryCount, by: shape.stripRows) {
    let rows = min(shape.stripRows, shape.queryCount - first)
    multiply(
      rows: rows, columns: shape.paddedKeys, inner: headWidth,
      a: queries + first * shape.rowStride, aRowStride: shape.rowStride, aInnerStride: 1,
      b: ProductOperand(panels: transposedKeys, inner: headWidth),
      c: strip, cRowStride: shape.paddedKeys, start: .zero)
    weighStrip(
      weights, shape, rows: rows, strip: strip, maxima: rowMaxima + first,
      reciprocals: rowReciprocals + first)
    multiply(
      rows: rows, columns: headWidth, inner: tokens,
      a: strip, aRowStride: shape.paddedKeys, aInnerStride: 1,
      b: ProductOperand(panels: packedValues, inner: tokens),
      c: output + first * shape.rowStride, cRowStride: shape.rowStride, start: .zero)
    if case .softmax = weights {
      scaleRows(
        rows: rows, columns: headWidth, by: rowReciprocals + first,
        matrix: output + first * shape.rowStride, rowStride: shape.rowStride)
    }
  }
}

/// The backward pass of `attentionForward`; strips of weights are computed again.
///
/// - Parameters:
///   - output: as `attentionForward` left it.
///   - dOutput: gradient of the output.
///   - dQueries, dKeys, dValues: [L, d], written.
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
  let strip = packedGradients + queryPanel
  let gradientStrip = strip + shape.stripRows * shape.paddedKeys
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

  for first in Swift.stride(from: 0, to: queryCount, by: shape.stripRows) {
    let rows = min(shape.stripRows, queryCount - first)
    multiply(
      rows: rows, columns: shape.paddedKeys, inner: headWidth,
      a: queries + first * stride, aRowStride: stride, aInnerStride: 1,
      b: ProductOperand(panels: transposedKeys, inner: headWidth),
      c: strip, cRowStride: shape.paddedKeys, start: .zero)
    // dWeights = dOutput valuesT, before the factor L^-alpha.
    multiply(
      rows: rows, columns: shape.paddedKeys, inner: headWidth,
      a: dOutput + first * stride, aRowStride: stride, aInnerStride: 1,
      b: ProductOperand(panels: transposedValues, inner: headWidth),
      c: gradientStrip, cRowStride: shape.paddedKeys, start: .zero)
    switch weights {
    case .softmax:
      softmaxBackward(
        shape, rows: rows, strip: strip, gradientStrip: gradientStrip,
        maxima: rowMaxima + first, reciprocals: rowReciprocals + first,
        output: output + first * stride, dOutput: dOutput + first * stride)
    case .pointwise(let h):
      switch h {
      case .relu: weighBackward(ReLU.self, shape, rows, strip, gradientStrip)
      case .squaredReLU: weighBackward(SquaredReLU.self, shape, rows, strip, gradientStrip)
      case .gelu: weighBackward(GELU.self, shape, rows, strip, gradientStrip)
      case .softplus: weighBackward(Softplus.self, shape, rows, strip, gradientStrip)
      case .identity: weighBackward(Identity.self, shape, rows, strip, gradientStrip)
      case .relu6: weighBackward(ReLU6.self, shape, rows, strip, gradientStrip)
      case .sigmoid: weighBackward(Sigmoid.self, shape, rows, strip, gradientStrip)
      }
    }
    // queries = ... keysT: dQueries = dLogits keys, dKeys += dLogitsT queries.
    multiply(
      rows: rows, columns: headWidth, inner: tokens,
      a: gradientStrip, aRowStride: shape.paddedKeys, aInnerStride: 1,
      b: ProductOperand(panels: packedKeys, inner: tokens),
      c: dQueries + first * stride, cRowStride: stride, start: .zero)
    multiply(
      rows: tokens, columns: headWidth, inner: rows,
      a: gradientStrip, aRowStride: 1, aInnerStride: shape.paddedKeys,
      b: ProductOperand(panels: packedQueries, inner: queryCount, first: first),
      c: dKeys, cRowStride: stride, start: first == 0 ? .zero : .accumulate)
    // output = weights values: dValues += weightsT dOutput.
    multiply(
      rows: tokens, columns: headWidth, inner: rows,
      a: strip, aRowStride: 1, aInnerStride: shape.paddedKeys,
      b: ProductOperand(panels: packedGradients, inner: queryCount, first: first),
      c: dValues, cRowStride: stride, start: first == 0 ? .zero : .accumulate)
  }
}

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
