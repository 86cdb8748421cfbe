/// C[r, n] = start + sum over k of A[r, k] B[k, n], with the order of sums of `KernelContract.md`.
///
/// - Parameters:
///   - rows, columns, inner: the bounds of r, n and k; each is at least one.
///   - a: [rows, inner], element (r, k) at `a[r * aRowStride + k * aInnerStride]`, so a transposed
///     operand is read where it lies.
///   - b: [inner, columns].
///   - c: [rows, columns], rows `cRowStride` apart, written; overlaps neither A nor B.
public func multiply(
  rows: Int, columns: Int, inner: Int,
  a: UnsafePointer<Float>, aRowStride: Int, aInnerStride: Int,
  b: ProductOperand,
  c: UnsafeMutablePointer<Float>, cRowStride: Int,
  start: ProductStart
) {
  // The inner dimension is cut so that three panels of B, 48 columns, stay in the L2 cache. A transposed A
  // takes a cache line for each inner index, and half as many of them stay in the L1 cache.
  let stretch = aInnerStride == 1 ? 512 : 256
  var first = 0
  repeat {
    let end = min(inner, first + stretch)
    ProductStretch(
      rows: rows, columns: columns, inner: first..<end, a: a, aRowStride: aRowStride,
      aInnerStride: aInnerStride, b: b, c: c, cRowStride: cRowStride,
      start: first == 0 ? start : .accumulate
    ).compute()
    first = end
  } while first < inner
}
