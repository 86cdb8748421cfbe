// Attention of one head of one image, fused: weights exist only as a strip of some queries by all
// keys, so memory grows with L, not with its square.
//
// Letters: L tokens (keys, and as a rule queries), d head width, T queries of a strip, K keys rounded
// up to sixteen.

/// How logits become weights. The factor L^-alpha is no part of it: it multiplies the values on the
/// way there and the output's gradient in the backward pass, L x d numbers instead of L x L.
public enum AttentionWeights: Sendable {
  case softmax
  case pointwise(Pointwise)
}

/// The shape of one head, and where its rows lie.
public struct AttentionShape: Sendable {
  /// L.
  public let tokens: Int
  /// As many as keys, except where the keys are a stretch of a sequence that several processes share.
  public let queryCount: Int
  /// d.
  public let headWidth: Int
  /// From one token's row to the next, in queries, keys, values, outputs and their gradients.
  public let rowStride: Int
  /// 1/sqrt(d), inside h.
  public let logitScale: Float
  /// L^-alpha outside h; one for softmax.
  public let outputScale: Float

  public init(
    tokens: Int, queryCount: Int? = nil, headWidth: Int, rowStride: Int, logitScale: Float,
    outputScale: Float
  ) {
    self.tokens = tokens
    self.queryCount = queryCount ?? tokens
    self.headWidth = headWidth
    self.rowStride = rowStride
    self.logitScale = logitScale
    self.outputScale = outputScale
  }

  /// K.
  var paddedKeys: Int { (tokens + 15) / 16 * 16 }
  /// T, at most: 64 rows of weights and of their gradients at L = 784 are 400 kB, in the L2 cache.
  var stripRows: Int { min(queryCount, 64) }

  /// Floats of scratch memory that the forward pass and the backward pass need.
  public var scratchFloats: Int {
    4 * panelFloats(inner: max(tokens, queryCount), columns: headWidth)
      + 2 * panelFloats(inner: headWidth, columns: tokens) + 2 * stripRows * paddedKeys
  }
}

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

/// Logits before their scale become weights, in place: those of a pointwise h, before L^-alpha, or
/// softmax's before the division by their sum. Keys beyond L hold what nobody may read.
///
/// - Parameters:
///   - strip: [rows, K].
///   - maxima, reciprocals: [rows]; softmax's alone.
func weighStrip(
  _ weights: AttentionWeights, _ shape: AttentionShape, rows: Int,
  strip: UnsafeMutablePointer<Float>, maxima: UnsafeMutablePointer<Float>,
  reciprocals: UnsafeMutablePointer<Float>
) {
  switch weights {
  case .softmax:
    softmaxForward(shape, rows: rows, strip: strip, maxima: maxima, reciprocals: reciprocals)
  case .pointwise(let h):
    switch h {
    case .relu: weigh(ReLU.self, shape, rows: rows, strip: strip)
    case .squaredReLU: weigh(SquaredReLU.self, shape, rows: rows, strip: strip)
    case .gelu: weigh(GELU.self, shape, rows: rows, strip: strip)
    case .softplus: weigh(Softplus.self, shape, rows: rows, strip: strip)
    case .identity: weigh(Identity.self, shape, rows: rows, strip: strip)
    case .relu6: weigh(ReLU6.self, shape, rows: rows, strip: strip)
    case .sigmoid: weigh(Sigmoid.self, shape, rows: rows, strip: strip)
    }
  }
}

// MARK: - Strips of a pointwise h

/// Logits become weights, in place. Keys beyond L hold h(0), and nobody reads them.
private func weigh<H: PointwiseFunction>(
  _: H.Type, _ shape: AttentionShape, rows: Int, strip: UnsafeMutablePointer<Float>
) {
  for i in stride(from: 0, to: rows * shape.paddedKeys, by: 16) {
    storeVector(H.value(loadVector(strip + i) * shape.logitScale), strip + i)
  }
}

/// Logits become weights and the gradients of weights those of logits, in place.
private func weighBackward<H: PointwiseFunction>(
  _: H.Type, _ shape: AttentionShape, _ rows: Int,
  _ strip: UnsafeMutablePointer<Float>, _ gradientStrip: UnsafeMutablePointer<Float>
) {
  let factor = shape.outputScale * shape.logitScale
  for i in stride(from: 0, to: rows * shape.paddedKeys, by: 16) {
    let (weight, derivative) = H.valueAndDerivative(loadVector(strip + i) * shape.logitScale)
    storeVector(weight, strip + i)
    storeVector(loadVector(gradientStrip + i) * factor * derivative, gradientStrip + i)
  }
}

// MARK: - Strips of softmax

/// Logits become e^(logit - maximum), zero for keys beyond L; the division by their sum is left to
/// the output, where it is d multiplications a row instead of L.
private func softmaxForward(
  _ shape: AttentionShape, rows: Int, strip: UnsafeMutablePointer<Float>,
  maxima: UnsafeMutablePointer<Float>, reciprocals: UnsafeMutablePointer<Float>
) {
  let keys = shape.paddedKeys
  let absent = absentLanes(shape)
  for row in 0..<rows {
    let strip = strip + row * keys
    var largest = SIMD16<Float>(repeating: -.infinity)
    for i in stride(from: 0, to: keys, by: 16) {
      var logits = loadVector(strip + i) * shape.logitScale
      if i == keys - 16 { logits.replace(with: -.infinity, where: absent) }
      largest = pointwiseMaximum(largest, logits)
    }
    let maximum = horizontalMaximum(largest)
    var sum = SIMD16<Float>.zero
    for i in stride(from: 0, to: keys, by: 16) {
      var weight = exponential(loadVector(strip + i) * shape.logitScale - maximum)
      if i == keys - 16 { weight.replace(with: 0, where: absent) }
      sum += weight
      storeVector(weight, strip + i)
    }
    maxima[row] = maximum
    reciprocals[row] = 1 / horizontalSum(sum)
  }
}

/// Logits become weights, zero for keys beyond L, and gradients of weights those of logits:
/// weight * (dWeight - sum of weight * dWeight), where the sum is dOutput . output.
private func softmaxBackward(
  _ shape: AttentionShape, rows: Int, strip: UnsafeMutablePointer<Float>,
  gradientStrip: UnsafeMutablePointer<Float>, maxima: UnsafePointer<Float>,
  reciprocals: UnsafePointer<Float>, output: UnsafePointer<Float>, dOutput: UnsafePointer<Float>
) {
  let keys = shape.paddedKeys
  let absent = absentLanes(shape)
  for row in 0..<rows {
    let strip = strip + row * keys
    let gradients = gradientStrip + row * keys
    var dot = SIMD16<Float>.zero
    for i in stride(from: 0, to: shape.headWidth, by: 16) {
      let left = shape.headWidth - i
      let offset = row * shape.rowStride + i
      dot.addProduct(
        PartialLanes.load(dOutput + offset, left: left),
        PartialLanes.load(output + offset, left: left))
    }
    let mean = horizontalSum(dot)
    for i in stride(from: 0, to: keys, by: 16) {
      var weight =
        exponential(loadVector(strip + i) * shape.logitScale - maxima[row]) * reciprocals[row]
      if i == keys - 16 { weight.replace(with: 0, where: absent) }
      storeVector(weight, strip + i)
      let gradient = weight * (loadVector(gradients + i) - mean)
      storeVector(gradient * shape.logitScale, gradients + i)
    }
  }
}

/// The lanes of a row's last sixteen keys that lie beyond L.
private func absentLanes(_ shape: AttentionShape) -> SIMDMask<SIMD16<Int32>> {
  let present = shape.tokens - (shape.paddedKeys - 16)
  let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  return lanes .>= Int32(present)
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
