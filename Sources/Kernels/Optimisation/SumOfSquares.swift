/// The sum of squares, in sixteen lanes that are then added in a fixed order.
///
/// - Parameter values: [count].
public func sumOfSquares(count: Int, of values: UnsafePointer<Float>) -> Float {
  var sum = SIMD16<Float>.zero
  for i in stride(from: 0, to: count, by: 16) {
    let vector = PartialLanes.load(values + i, left: count - i)
    sum.addProduct(vector, vector)
  }
  return horizontalSum(sum)
}
