/// product = left * right, element by element.
///
/// - Parameters:
///   - left, right: [count].
///   - product: [count], written; may be `left` or `right`.
public func multiplyElements(
  count: Int, left: UnsafePointer<Float>, right: UnsafePointer<Float>,
  product: UnsafeMutablePointer<Float>
) {
  map(count, left, right, product) { $0 * $1 }
}

/// sum = left + right, element by element.
///
/// - Parameters:
///   - left, right: [count].
///   - sum: [count], written; may be `left` or `right`.
public func addElements(
  count: Int, left: UnsafePointer<Float>, right: UnsafePointer<Float>,
  sum: UnsafeMutablePointer<Float>
) {
  map(count, left, right, sum) { $0 + $1 }
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
