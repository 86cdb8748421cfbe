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
func weighBackward<H: PointwiseFunction>(
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
func softmaxBackward(
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
