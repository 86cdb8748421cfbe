/// How a loop over vectors of sixteen floats treats the last ones. A kernel is written once and
/// compiled twice: without checks for tails, for lengths that are multiples of sixteen, and with
/// them for all others. Both give the same bits (`KernelContract.md`).
protocol Lanes {
  /// The first sixteen of the `left` floats from here on, with zeros in lanes that do not exist.
  static func load(_ pointer: UnsafePointer<Float>, left: Int) -> SIMD16<Float>
  /// Stores the lanes that exist.
  static func store(_ vector: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>, left: Int)
  /// `vector` with zeros in lanes that do not exist.
  static func existing(_ vector: SIMD16<Float>, left: Int) -> SIMD16<Float>
}

/// Every vector has all of its lanes.
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

/// The last vector may have fewer lanes.
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
