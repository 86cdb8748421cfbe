/// Writes scale times a matrix as panels of sixteen columns, each [inner, 16], the last one padded
/// with zeros (`KernelContract.md`).
///
/// - Parameters:
///   - source: [inner, columns], rows `rowStride` apart.
///   - panels: `panelFloats(inner:columns:)` floats, written.
public func packPanels(
  inner: Int, columns: Int, from source: UnsafePointer<Float>, rowStride: Int, scale: Float = 1,
  into panels: UnsafeMutablePointer<Float>
) {
  var target = panels
  for column in stride(from: 0, to: columns, by: 16) {
    let used = min(16, columns - column)
    for k in 0..<inner {
      storeVector(PartialLanes.load(source + k * rowStride + column, left: used) * scale, target)
      target += 16
    }
  }
}

/// Writes the transpose of a matrix as panels of sixteen columns, each [inner, 16], the last one
/// padded with zeros (`KernelContract.md`).
///
/// - Parameters:
///   - source: [columns, inner], rows `rowStride` apart.
///   - panels: `panelFloats(inner:columns:)` floats, written.
public func packTransposedPanels(
  inner: Int, columns: Int, from source: UnsafePointer<Float>, rowStride: Int,
  into panels: UnsafeMutablePointer<Float>
) {
  var target = panels
  for column in stride(from: 0, to: columns, by: 16) {
    let used = min(16, columns - column)
    let source = source + column * rowStride
    var k = 0
    while k + 16 <= inner {
      SquareOfVectors { $0 < used ? loadVector(source + $0 * rowStride + k) : .zero }.transposed
        .visit { storeVector($1, target + 16 * $0) }
      target += 256
      k += 16
    }
    while k < inner {
      var vector = SIMD16<Float>.zero
      for lane in 0..<used { vector[lane] = source[lane * rowStride + k] }
      storeVector(vector, target)
      target += 16
      k += 1
    }
  }
}

/// Floats of the panels of a matrix [inner, columns], padding included.
public func panelFloats(inner: Int, columns: Int) -> Int { (columns + 15) / 16 * 16 * inner }
