/// The constants of one update by Adam with weight decay; see `adamUpdate`.
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
  /// The factor on the gradient; below one where its norm is clipped.
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
/// clipped gradient. This is the paper's configuration: optax `scale_by_adam`, then a decay that is
/// not multiplied by the learning rate.
///
/// In float32, 1 - 0.999 is 0.00099998713, so the second moment is 1.3e-5 smaller and a step 6.5e-6
/// longer than in exact arithmetic: the same factor for all parameters of all runs.
///
/// - Parameters:
///   - decays: whether weight decay acts on the parameters, as it does on weight matrices alone.
///   - gradient: [count].
///   - weights: [count], updated.
///   - first, second: the moments before their correction [count], updated.
public func adamUpdate(
  _ step: AdamStep, decays: Bool, count: Int, gradient: UnsafePointer<Float>,
  weights: UnsafeMutablePointer<Float>, first: UnsafeMutablePointer<Float>,
  second: UnsafeMutablePointer<Float>
) {
  let decay = decays ? step.decay : 0
  let firstReciprocal = 1 / step.firstCorrection
  let secondReciprocal = 1 / step.secondCorrection
  for i in stride(from: 0, to: count, by: 16) {
    let left = count - i
    let g = PartialLanes.load(gradient + i, left: left) * step.gradientScale
    let m = (g * (1 - step.firstDecay)).addingProduct(
      PartialLanes.load(first + i, left: left), SIMD16(repeating: step.firstDecay))
    let v = (g * g * (1 - step.secondDecay)).addingProduct(
      PartialLanes.load(second + i, left: left), SIMD16(repeating: step.secondDecay))
    PartialLanes.store(m, first + i, left: left)
    PartialLanes.store(v, second + i, left: left)
    let adam = (m * firstReciprocal) / ((v * secondReciprocal).squareRoot() + step.epsilon)
    let w = PartialLanes.load(weights + i, left: left)
    let change = (w * decay).addingProduct(adam, SIMD16(repeating: step.rate))
    PartialLanes.store(w - change, weights + i, left: left)
  }
}
