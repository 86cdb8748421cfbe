// A query block: the logits of up to T queries with the keys of a key block [rows, K], which become
// weights in place. Letters as in `Attention.swift`.

/// Logits, before their scale, become weights in place: those of a pointwise h before L^-alpha, and
/// softmax's before the division by their sum. The keys beyond the block hold values that must not be read.
///
/// Under softmax the key blocks come in ascending order, and what earlier ones left is brought to the
/// maximum so far.
///
/// - Parameters:
///   - logits: [rows, K].
///   - maxima, sums: [rows], over the keys so far; written under softmax and untouched otherwise.
///   - output: [rows, d], rows `shape.rowStride` apart: the weights of earlier key blocks times their values.
///     Scaled under softmax alone; nil where there is none.
func weighQueryBlock(
  _ weights: AttentionWeights, _ shape: AttentionShape, _ block: KeyBlock, rows: Int,
  logits: UnsafeMutablePointer<Float>, maxima: UnsafeMutablePointer<Float>,
  sums: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>?
) {
  switch weights {
  case .softmax:
    softmaxForward(
      shape, block, rows: rows, logits: logits, maxima: maxima, sums: sums, output: output)
  case .pointwise(let h):
    switch h {
    case .relu: pointwiseForward(ReLU.self, shape, block, rows: rows, logits: logits)
    case .squaredReLU: pointwiseForward(SquaredReLU.self, shape, block, rows: rows, logits: logits)
    case .gelu: pointwiseForward(GELU.self, shape, block, rows: rows, logits: logits)
    case .softplus: pointwiseForward(Softplus.self, shape, block, rows: rows, logits: logits)
    case .identity: pointwiseForward(Identity.self, shape, block, rows: rows, logits: logits)
    case .relu6: pointwiseForward(ReLU6.self, shape, block, rows: rows, logits: logits)
    case .sigmoid: pointwiseForward(Sigmoid.self, shape, block, rows: rows, logits: logits)
    }
  }
}

/// The backward pass of `weighQueryBlock`: logits become weights, those of softmax divided by their
/// sum, and the gradients by the weights become those by the logits before their scale, both in
/// place.
///
/// - Parameters:
///   - logits: [rows, K].
///   - maxima, reciprocals: [rows], as the forward pass left them; read under softmax alone.
///   - output, dOutput: [rows, d], rows `shape.rowStride` apart; read under softmax alone.
///   - dWeights: [rows, K], before the factor L^-alpha.
func weighQueryBlockBackward(
  _ weights: AttentionWeights, _ shape: AttentionShape, _ block: KeyBlock, rows: Int,
  logits: UnsafeMutablePointer<Float>, maxima: UnsafePointer<Float>,
  reciprocals: UnsafePointer<Float>, output: UnsafePointer<Float>,
  dOutput: UnsafePointer<Float>, dWeights: UnsafeMutablePointer<Float>
) {
  switch weights {
  case .softmax:
    softmaxBackward(
      shape, block, rows: rows, logits: logits, maxima: maxima, reciprocals: reciprocals,
      output: output, dOutput: dOutput, dWeights: dWeights)
  case .pointwise(let h):
    switch h {
    case .relu: pointwiseBackward(ReLU.self, shape, block, rows, logits, dWeights)
    case .squaredReLU: pointwiseBackward(SquaredReLU.self, shape, block, rows, logits, dWeights)
    case .gelu: pointwiseBackward(GELU.self, shape, block, rows, logits, dWeights)
    case .softplus: pointwiseBackward(Softplus.self, shape, block, rows, logits, dWeights)
    case .identity: pointwiseBackward(Identity.self, shape, block, rows, logits, dWeights)
    case .relu6: pointwiseBackward(ReLU6.self, shape, block, rows, logits, dWeights)
    case .sigmoid: pointwiseBackward(Sigmoid.self, shape, block, rows, logits, dWeights)
    }
  }
}

// MARK: - A pointwise h

/// weights = h(logitScale * logits), in place. The keys beyond the block get h(0), which must not be read.
private func pointwiseForward<H: PointwiseFunction>(
  _: H.Type, _ shape: AttentionShape, _ block: KeyBlock, rows: Int,
  logits: UnsafeMutablePointer<Float>
) {
  for i in stride(from: 0, to: rows * block.padded, by: 16) {
    storeVector(H.value(loadVector(logits + i) * shape.logitScale), logits + i)
  }
}

/// The backward pass of `pointwiseForward`, in place on both.
private func pointwiseBackward<H: PointwiseFunction>(
  _: H.Type, _ shape: AttentionShape, _ block: KeyBlock, _ rows: Int,
  _ logits: UnsafeMutablePointer<Float>, _ dWeights: UnsafeMutablePointer<Float>
) {
  let factor = shape.outputScale * shape.logitScale
  for i in stride(from: 0, to: rows * block.padded, by: 16) {
    let (weight, derivative) = H.valueAndDerivative(loadVector(logits + i) * shape.logitScale)
    storeVector(weight, logits + i)
    storeVector(loadVector(dWeights + i) * factor * derivative, dWeights + i)
  }
}

// MARK: - Softmax

/// weights = e^(logitScale * logit - maximum), in place, zero for the keys beyond the block. The division
/// by their sum is left to the output, where it takes d multiplications a row instead of L.
private func softmaxForward(
  _ shape: AttentionShape, _ block: KeyBlock, rows: Int, logits: UnsafeMutablePointer<Float>,
  maxima: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Float>,
  output: UnsafeMutablePointer<Float>?
) {
  let keys = block.padded
  let absent = absentLanes(block)
  for row in 0..<rows {
    let logits = logits + row * keys
    var largest = SIMD16<Float>(repeating: -.infinity)
    for i in stride(from: 0, to: keys, by: 16) {
      var scaled = loadVector(logits + i) * shape.logitScale
      if i == keys - 16 { scaled.replace(with: -.infinity, where: absent) }
      largest = pointwiseMaximum(largest, scaled)
    }
    var maximum = horizontalMaximum(largest)
    var earlier: Float = 0
    if block.first > 0 {
      let former = maxima[row]
      maximum = max(maximum, former)
      let factor = exponential(SIMD16(repeating: former - maximum))[0]
      earlier = sums[row] * factor
      if let output {
        scaleRow(output + row * shape.rowStride, count: shape.headWidth, by: factor)
      }
    }
    var sum = SIMD16<Float>.zero
    for i in stride(from: 0, to: keys, by: 16) {
      var weight = exponential(loadVector(logits + i) * shape.logitScale - maximum)
      if i == keys - 16 { weight.replace(with: 0, where: absent) }
      sum += weight
      storeVector(weight, logits + i)
    }
    maxima[row] = maximum
    sums[row] = earlier + horizontalSum(sum)
  }
}

/// After the last key block: the output is divided by each query's sum of exponentials, and the
/// reciprocals take the place of the sums.
func divideBySums(
  _ shape: AttentionShape, rows: Int, sums: UnsafeMutablePointer<Float>,
  output: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    sums[row] = 1 / sums[row]
    scaleRow(output + row * shape.rowStride, count: shape.headWidth, by: sums[row])
  }
}

private func scaleRow(_ row: UnsafeMutablePointer<Float>, count: Int, by factor: Float) {
  for column in stride(from: 0, to: count, by: 16) {
    let left = count - column
    PartialLanes.store(
      PartialLanes.load(row + column, left: left) * factor, row + column, left: left)
  }
}

/// The backward pass of `softmaxForward` and of the division by the sum: logits become weights, and
/// the gradient by a logit is weight * (dWeight - sum of weight * dWeight), where the sum is
/// dOutput . output.
private func softmaxBackward(
  _ shape: AttentionShape, _ block: KeyBlock, rows: Int, logits: UnsafeMutablePointer<Float>,
  maxima: UnsafePointer<Float>, reciprocals: UnsafePointer<Float>,
  output: UnsafePointer<Float>, dOutput: UnsafePointer<Float>,
  dWeights: UnsafeMutablePointer<Float>
) {
  let keys = block.padded
  let absent = absentLanes(block)
  for row in 0..<rows {
    let logits = logits + row * keys
    let dWeights = dWeights + row * keys
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
        exponential(loadVector(logits + i) * shape.logitScale - maxima[row]) * reciprocals[row]
      if i == keys - 16 { weight.replace(with: 0, where: absent) }
      storeVector(weight, logits + i)
      let gradient = weight * (loadVector(dWeights + i) - mean)
      storeVector(gradient * shape.logitScale, dWeights + i)
    }
  }
}

/// The lanes of a row's last sixteen keys that lie beyond the block.
private func absentLanes(_ block: KeyBlock) -> SIMDMask<SIMD16<Int32>> {
  let present = block.count - (block.padded - 16)
  let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  return lanes .>= Int32(present)
}
