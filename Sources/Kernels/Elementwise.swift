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
  case .gelu: map(count, x, y) { GELU.value($0) }
  case .silu: map(count, x, y) { SiLU.value($0) }
  case .hyperbolicTangent: map(count, x, y) { HyperbolicTangent.value($0) }
  }
}

/// gradient *= activation'(x), element by element, in place.
public func activationBackward(
  _ activation: Activation, count: Int, x: UnsafePointer<Float>,
  gradient: UnsafeMutablePointer<Float>
) {
  switch activation {
  case .gelu:
    map(count, gradient, x, gradient) { $0 * GELU.valueAndDerivative($1).derivative }
  case .silu:
    map(count, gradient, x, gradient) { $0 * SiLU.valueAndDerivative($1).derivative }
  case .hyperbolicTangent:
    map(count, gradient, x, gradient) { $0 * HyperbolicTangent.valueAndDerivative($1).derivative }
  }
}

/// product = left * right, element by element; product may be either.
public func multiplyElements(
  count: Int, left: UnsafePointer<Float>, right: UnsafePointer<Float>,
  product: UnsafeMutablePointer<Float>
) {
  map(count, left, right, product) { $0 * $1 }
}

/// sum = left + right, element by element; sum may be either.
public func addElements(
  count: Int, left: UnsafePointer<Float>, right: UnsafePointer<Float>,
  sum: UnsafeMutablePointer<Float>
) {
  map(count, left, right, sum) { $0 + $1 }
}

@inline(__always)
private func map(
  _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ body: (SIMD16<Float>) -> SIMD16<Float>
) {
  let whole = count & ~15
  for i in stride(from: 0, to: whole, by: 16) { storeVector(body(loadVector(x + i)), y + i) }
  if whole < count {
    let left = count - whole
    PartialLanes.store(body(PartialLanes.load(x + whole, left: left)), y + whole, left: left)
  }
}

@inline(__always)
private func map(
  _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
  _ z: UnsafeMutablePointer<Float>, _ body: (SIMD16<Float>, SIMD16<Float>) -> SIMD16<Float>
) {
  let whole = count & ~15
  for i in stride(from: 0, to: whole, by: 16) {
    storeVector(body(loadVector(x + i), loadVector(y + i)), z + i)
  }
  if whole < count {
    let left = count - whole
    let result = body(
      PartialLanes.load(x + whole, left: left), PartialLanes.load(y + whole, left: left))
    PartialLanes.store(result, z + whole, left: left)
  }
}
