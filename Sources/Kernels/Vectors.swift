/// Sixteen floats from memory of any alignment.
@inline(__always)
func loadVector(_ pointer: UnsafePointer<Float>) -> SIMD16<Float> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<Float>.self)
}

/// The first `count` of sixteen floats, zeros behind them; reads nothing beyond.
@inline(__always)
func loadVector(_ pointer: UnsafePointer<Float>, count: Int) -> SIMD16<Float> {
  if count >= 16 { return loadVector(pointer) }
  var vector = SIMD16<Float>.zero
  for lane in 0..<max(0, count) { vector[lane] = pointer[lane] }
  return vector
}

@inline(__always)
func storeVector(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: SIMD16<Float>.self)
}

/// Stores the first `count` lanes; writes nothing beyond.
@inline(__always)
func storeVector(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>, count: Int) {
  if count >= 16 {
    storeVector(vector, pointer)
  } else {
    for lane in 0..<max(0, count) { pointer[lane] = vector[lane] }
  }
}

/// The sum of the lanes in one fixed order: halves are added until one lane is left.
@inline(__always)
func horizontalSum(_ vector: SIMD16<Float>) -> Float {
  let eight = vector.lowHalf + vector.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

/// The largest lane; order cannot matter.
@inline(__always)
func horizontalMaximum(_ vector: SIMD16<Float>) -> Float {
  let eight = pointwiseMaximum(vector.lowHalf, vector.highHalf)
  let four = pointwiseMaximum(eight.lowHalf, eight.highHalf)
  let two = pointwiseMaximum(four.lowHalf, four.highHalf)
  return max(two.x, two.y)
}

/// The larger of each pair of lanes; the second where they do not compare.
@inline(__always)
func pointwiseMaximum<V: SIMD>(_ left: V, _ right: V) -> V where V.Scalar == Float {
  right.replacing(with: left, where: left .> right)
}

@inline(__always)
func pointwiseMinimum<V: SIMD>(_ left: V, _ right: V) -> V where V.Scalar == Float {
  right.replacing(with: left, where: left .< right)
}

/// `value` in the first `count` lanes, zeros behind them.
@inline(__always)
func loadVector(repeating value: Float, count: Int) -> SIMD16<Float> {
  var vector = SIMD16<Float>.zero
  for lane in 0..<min(16, max(0, count)) { vector[lane] = value }
  return vector
}
