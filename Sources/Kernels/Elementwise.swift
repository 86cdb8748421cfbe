/// The element-wise activations outside attention.
public enum Activation: Sendable {
  /// Of the MLP, in its tanh form.
  case gelu
  /// Of the gate, where it has one.
  case silu
  /// Of the pre-logits.
  case hyperbolicTangent
}

/// y = activation(x), element by element.
public func activationForward(
  _ activation: Activation, count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>
) {
  switch activation {
  case .gelu: forward(GELU.self, count: count, x: x, y: y)
  case .silu: forward(SiLU.self, count: count, x: x, y: y)
  case .hyperbolicTangent: forward(HyperbolicTangent.self, count: count, x: x, y: y)
  }
}

/// gradient *= activation'(x), element by element, in place.
public func activationBackward(
  _ activation: Activation, count: Int, x: UnsafePointer<Float>,
  gradient: UnsafeMutablePointer<Float>
) {
  switch activation {
  case .gelu: backward(GELU.self, count: count, x: x, gradient: gradient)
  case .silu: backward(SiLU.self, count: count, x: x, gradient: gradient)
  case .hyperbolicTangent:
    backward(HyperbolicTangent.self, count: count, x: x, gradient: gradient)
  }
}

private func forward<F: PointwiseFunction>(
  _: F.Type, count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>
) {
  for i in stride(from: 0, to: count, by: 16) {
    storeVector(F.value(loadVector(x + i, count: count - i)), y + i, count: count - i)
  }
}

private func backward<F: PointwiseFunction>(
  _: F.Type, count: Int, x: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
) {
  for i in stride(from: 0, to: count, by: 16) {
    let left = count - i
    let derivative = F.valueAndDerivative(loadVector(x + i, count: left)).derivative
    storeVector(loadVector(gradient + i, count: left) * derivative, gradient + i, count: left)
  }
}

/// product = left * right, element by element; product may be either.
public func multiplyElements(
  count: Int, left: UnsafePointer<Float>, right: UnsafePointer<Float>,
  product: UnsafeMutablePointer<Float>
) {
  for i in stride(from: 0, to: count, by: 16) {
    let used = count - i
    storeVector(
      loadVector(left + i, count: used) * loadVector(right + i, count: used), product + i,
      count: used)
  }
}

/// sums[n] += the sum over rows of matrix[r, n], rows ascending; the way back of a bias.
public func addColumnSums(
  rows: Int, columns: Int, matrix: UnsafePointer<Float>, rowStride: Int,
  sums: UnsafeMutablePointer<Float>
) {
  for column in stride(from: 0, to: columns, by: 16) {
    let used = columns - column
    var sum = loadVector(sums + column, count: used)
    for row in 0..<rows { sum += loadVector(matrix + row * rowStride + column, count: used) }
    storeVector(sum, sums + column, count: used)
  }
}

/// means[n] = scale times the sum over rows of matrix[r, n], rows ascending.
public func columnMeans(
  rows: Int, columns: Int, matrix: UnsafePointer<Float>, rowStride: Int, scale: Float,
  means: UnsafeMutablePointer<Float>
) {
  for column in stride(from: 0, to: columns, by: 16) {
    let used = columns - column
    var sum = SIMD16<Float>.zero
    for row in 0..<rows { sum += loadVector(matrix + row * rowStride + column, count: used) }
    storeVector(sum * scale, means + column, count: used)
  }
}

/// Every row of a matrix [rows, columns] becomes scale * row.
public func fillRows(
  rows: Int, columns: Int, with row: UnsafePointer<Float>, scale: Float,
  matrix: UnsafeMutablePointer<Float>, rowStride: Int
) {
  for column in stride(from: 0, to: columns, by: 16) {
    let used = columns - column
    let vector = loadVector(row + column, count: used) * scale
    for row in 0..<rows { storeVector(vector, matrix + row * rowStride + column, count: used) }
  }
}
