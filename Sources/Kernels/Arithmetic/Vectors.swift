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
  let four = fourSums(vector)
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

/// Sixteen of `horizontalSum` at once, with the same bits.
///
/// - Parameter fourSums: [16, 4], the `fourSums` of sixteen vectors.
@inline(__always)
func horizontalSums(_ fourSums: UnsafePointer<SIMD4<Float>>) -> SIMD16<Float> {
  let vectors = UnsafeRawPointer(fourSums).assumingMemoryBound(to: Float.self)
  let (even0, odd0) = evenAndOdd(loadVector(vectors), loadVector(vectors + 16))
  let (even1, odd1) = evenAndOdd(loadVector(vectors + 32), loadVector(vectors + 48))
  let (first, third) = evenAndOdd(even0, even1)
  let (second, fourth) = evenAndOdd(odd0, odd1)
  return (first + third) + (second + fourth)
}

/// Four sums of four lanes, which lie four apart: halves are added until four lanes are left.
@inline(__always)
func fourSums(_ vector: SIMD16<Float>) -> SIMD4<Float> {
  let eight = vector.lowHalf + vector.highHalf
  return eight.lowHalf + eight.highHalf
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

/// The lanes of two vectors with even numbers, and those with odd ones.
@inline(__always)
func evenAndOdd(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> (SIMD16<Float>, SIMD16<Float>) {
  (
    SIMD16(lowHalf: a.evenHalf, highHalf: b.evenHalf),
    SIMD16(lowHalf: a.oddHalf, highHalf: b.oddHalf)
  )
}
