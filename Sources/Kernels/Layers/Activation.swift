/// The activations outside attention.
public enum Activation: Sendable {
  /// The MLP's, in its tanh form.
  case gelu
  /// The gate's, where it has one.
  case silu
  /// The pre-logits'.
  case hyperbolicTangent
}

/// y = activation(x), element by element.
///
/// - Parameters:
///   - x: [count].
///   - y: [count], written.
public func activationForward(
  _ activation: Activation, count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>
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
///   - x: [count].
///   - gradient: [count], dy before and dx after.
public func activationBackward(
  _ activation: Activation, count: Int, x: UnsafePointer<Float>,
  gradient: UnsafeMutablePointer<Float>
) {
  switch activation {
  case .gelu: backward(GELU.self, count, x, gradient)
  case .silu: backward(SiLU.self, count, x, gradient)
  case .hyperbolicTangent: backward(HyperbolicTangent.self, count, x, gradient)
  }
}

// These are generic over the function instead of taking a closure: the compiler does not inline a
// closure here, and passes its sixteen lanes in pieces.

private func forward<F: PointwiseFunction>(
  _: F.Type, _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
) {
  let whole = count & ~15
  for i in stride(from: 0, to: whole, by: 16) { storeVector(F.value(loadVector(x + i)), y + i) }
  if whole < count {
    let left = count - whole
    PartialLanes.store(F.value(PartialLanes.load(x + whole, left: left)), y + whole, left: left)
  }
}

private func backward<F: PointwiseFunction>(
  _: F.Type, _ count: Int, _ x: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>
) {
  let whole = count & ~15
  for i in stride(from: 0, to: whole, by: 16) {
    let derivative = F.valueAndDerivative(loadVector(x + i)).derivative
    storeVector(loadVector(gradient + i) * derivative, gradient + i)
  }
  if whole < count {
    let left = count - whole
    let derivative = F.valueAndDerivative(PartialLanes.load(x + whole, left: left)).derivative
    PartialLanes.store(
      PartialLanes.load(gradient + whole, left: left) * derivative, gradient + whole, left: left)
  }
}
