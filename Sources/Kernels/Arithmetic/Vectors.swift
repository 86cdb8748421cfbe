// Loads and stores are safe where sixteen floats lie behind the pointer, which its caller ensures;
// `Lanes` does so at the end of an array.

/// Sixteen floats from memory of any alignment.
@inline(__always)
func loadVector(_ pointer: UnsafePointer<Float>) -> SIMD16<Float> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<Float>.self)
}

/// Stores sixteen floats to memory of any alignment.
@inline(__always)
func storeVector(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: SIMD16<Float>.self)
}

/// The sum of the lanes in one fixed order: halves are added until one lane is left.
@inline(__always)
func horizontalSum(_ vector: SIMD16<Float>) -> Float {
  let eight = vector.lowHalf + vector.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

/// The largest lane, whose bits do not depend on the order of comparisons. A lane that holds a NaN
/// may be ignored.
///
/// The vectors have concrete types, since generic comparisons work lane by lane.
@inline(__always)
func horizontalMaximum(_ vector: SIMD16<Float>) -> Float {
  let (low8, high8) = (vector.lowHalf, vector.highHalf)
  let eight = high8.replacing(with: low8, where: low8 .> high8)
  let (low4, high4) = (eight.lowHalf, eight.highHalf)
  let four = high4.replacing(with: low4, where: low4 .> high4)
  return max(max(four.x, four.y), max(four.z, four.w))
}

/// The larger of each pair of lanes; the second where they do not compare.
@inline(__always)
func pointwiseMaximum(_ left: SIMD16<Float>, _ right: SIMD16<Float>) -> SIMD16<Float> {
  right.replacing(with: left, where: left .> right)
}
