/// The sum of squares of `count` floats: sixteen running sums, then those in a fixed order.
public func sumOfSquares(count: Int, of values: UnsafePointer<Float>) -> Float {
  var sum = SIMD16<Float>.zero
  for i in stride(from: 0, to: count, by: 16) {
    let vector = PartialLanes.load(values + i, left: count - i)
    sum.addProduct(vector, vector)
  }
  return horizontalSum(sum)
}
