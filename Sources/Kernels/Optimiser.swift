/// The sum of squares of `count` floats: sixteen running sums, then those in a fixed order.
public func sumOfSquares(count: Int, of values: UnsafePointer<Float>) -> Float {
  var sum = SIMD16<Float>.zero
  for i in stride(from: 0, to: count, by: 16) {
    let vector = loadVector(values + i, count: count - i)
    sum.addProduct(vector, vector)
  }
  return horizontalSum(sum)
}

/// target = left + right, element by element; target may be left.
public func addElements(
  count: Int, left: UnsafePointer<Float>, right: UnsafePointer<Float>,
  sum: UnsafeMutablePointer<Float>
) {
  for i in stride(from: 0, to: count, by: 16) {
    let used = count - i
    storeVector(
      loadVector(left + i, count: used) + loadVector(right + i, count: used), sum + i, count: used)
  }
}

/// The numbers of one update by Adam with decay; see `adamUpdate`.
public struct AdamStep: Sendable {
  /// 0.9 and 0.999 in the paper's configuration.
  public var firstDecay: Float
  public var secondDecay: Float
  /// 1 - firstDecay^t and 1 - secondDecay^t for step t = 1, 2, ...
  public var firstCorrection: Float
  public var secondCorrection: Float
  public var epsilon: Float
  /// schedule(t) * peak learning rate.
  public var rate: Float
  /// schedule(t) * weight decay, not multiplied by the learning rate.
  public var decay: Float
  /// What the gradient is multiplied with first: below one where its norm is clipped.
  public var gradientScale: Float

  public init(
    firstDecay: Float, secondDecay: Float, firstCorrection: Float, secondCorrection: Float,
    epsilon: Float, rate: Float, decay: Float, gradientScale: Float
  ) {
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.firstCorrection = firstCorrection
    self.secondCorrection = secondCorrection
    self.epsilon = epsilon
    self.rate = rate
    self.decay = decay
    self.gradientScale = gradientScale
  }
}

/// w -= rate * m / (sqrt(v) + epsilon) + decay * w, with bias-corrected moments m and v of the
/// clipped gradient (the paper's configuration: optax `scale_by_adam`, then decay that the learning
/// rate does not multiply). `decays` says whether the slice is a kernel.
public func adamUpdate(
  _ step: AdamStep, decays: Bool, count: Int, gradient: UnsafePointer<Float>,
  weights: UnsafeMutablePointer<Float>, first: UnsafeMutablePointer<Float>,
  second: UnsafeMutablePointer<Float>
) {
  let decay = decays ? step.decay : 0
  let firstReciprocal = 1 / step.firstCorrection
  let secondReciprocal = 1 / step.secondCorrection
  for i in stride(from: 0, to: count, by: 16) {
    let used = count - i
    let g = loadVector(gradient + i, count: used) * step.gradientScale
    let m = (g * (1 - step.firstDecay)).addingProduct(
      loadVector(first + i, count: used), SIMD16(repeating: step.firstDecay))
    let v = (g * g * (1 - step.secondDecay)).addingProduct(
      loadVector(second + i, count: used), SIMD16(repeating: step.secondDecay))
    storeVector(m, first + i, count: used)
    storeVector(v, second + i, count: used)
    let adam = (m * firstReciprocal) / ((v * secondReciprocal).squareRoot() + step.epsilon)
    let w = loadVector(weights + i, count: used)
    let change = (w * decay).addingProduct(adam, SIMD16(repeating: step.rate))
    storeVector(w - change, weights + i, count: used)
  }
}
