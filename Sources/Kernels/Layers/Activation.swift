/// The activations outside attention.
public enum Activation: Sendable {
  /// The MLP's, in its tanh form.
  case gelu
  /// The gate's, where it has one.
  case silu
  /// The pre-logits'.
  case hyperbolicTangent
}

/// y = activation(x), element by element. The derivatives take the place of x: both come from one
/// exponential, and nothing but the backward pass needs either.
///
/// - Parameters:
///   - x: [count], the derivatives afterwards.
///   - y: [count], written.
public func activationForward(
  _ activation: Activation, count: Int, x: UnsafeMutablePointer<Float>,
  y: UnsafeMutablePointer<Float>
) {
  switch activation {
  case .gelu: forward(GELU.self, count, x, y)
  case .silu: forward(SiLU.self, count, x, y)
  case .hyperbolicTangent: forward(HyperbolicTangent.self, count, x, y)
  }
}

/// The backward pass of `activationForward`: gradient *= activation'(x), element by element.
///
/// - Parameters:
///   - derivatives: [count], as the forward pass left them in the place of x.
///   - gradient: [count], dy before and dx after.
public func activationBackward(
  count: Int, derivatives: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
) {
  multiplyElements(count: count, left: gradient, right: derivatives, product: gradient)
}

// Generic over the function instead of taking a closure: the compiler does not inline a closure
// here, and passes its sixteen lanes in pieces.
private func forward<F: PointwiseFunction>(
  _: F.Type, _ count: Int, _ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>
) {
  let whole = count & ~15
  for i in stride(from: 0, to: whole, by: 16) {
    let (value, derivative) = F.valueAndDerivative(loadVector(x + i))
    storeVector(value, y + i)
    storeVector(derivative, x + i)
  }
  if whole < count {
    let left = count - whole
    let (value, derivative) = F.valueAndDerivative(PartialLanes.load(x + whole, left: left))
    PartialLanes.store(value, y + whole, left: left)
    PartialLanes.store(derivative, x + whole, left: left)
  }
}
