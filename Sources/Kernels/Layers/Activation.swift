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
  case .gelu: forward(GELU.self, count, x, y)
  case .silu: forward(SiLU.self, count, x, y)
  case .hyperbolicTangent: forward(HyperbolicTangent.self, count, x, y)
  }
}

/// gradient *= activation'(x), element by element, in place.
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

// Generic over the function and not a closure: a closure's body stays a function of its own here, and
// its sixteen lanes travel in pieces.

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
