/// How a loop over vectors of sixteen meets the end of its floats. A kernel is written once, and
/// compiled twice: without a thought of tails where the length is a multiple of sixteen, as it is
/// wherever speed matters, and with them elsewhere. Both give the same bits.
protocol Lanes {
  /// Of `left` floats from here on, the first sixteen; zeros in lanes that do not exist.
  static func load(_ pointer: UnsafePointer<Float>, left: Int) -> SIMD16<Float>
  /// Stores the lanes that exist.
  static func store(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>, left: Int)
  /// `vector` with zeros in lanes that do not exist.
  static func existing(_ vector: SIMD16<Float>, left: Int) -> SIMD16<Float>
}

enum WholeLanes: Lanes {
  @inline(__always)
  static func load(_ pointer: UnsafePointer<Float>, left: Int) -> SIMD16<Float> {
    loadVector(pointer)
  }

  @inline(__always)
  static func store(
    _ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>, left: Int
  ) { storeVector(vector, pointer) }

  @inline(__always)
  static func existing(_ vector: SIMD16<Float>, left: Int) -> SIMD16<Float> { vector }
}

enum PartialLanes: Lanes {
  @inline(__always)
  static func load(_ pointer: UnsafePointer<Float>, left: Int) -> SIMD16<Float> {
    if left >= 16 { return loadVector(pointer) }
    var vector = SIMD16<Float>.zero
    for lane in 0..<max(0, left) { vector[lane] = pointer[lane] }
    return vector
  }

  @inline(__always)
  static func store(
    _ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>, left: Int
  ) {
    if left >= 16 {
      storeVector(vector, pointer)
    } else {
      for lane in 0..<max(0, left) { pointer[lane] = vector[lane] }
    }
  }

  @inline(__always)
  static func existing(_ vector: SIMD16<Float>, left: Int) -> SIMD16<Float> {
    var vector = vector
    for lane in min(16, max(0, left))..<16 { vector[lane] = 0 }
    return vector
  }
}
