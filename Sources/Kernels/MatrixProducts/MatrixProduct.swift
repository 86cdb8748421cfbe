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
  // The inner dimension is cut so that three panels of B, 48 columns, stay in the L2 cache.
  let stretch = 512
  var first = 0
  repeat {
    let count = min(stretch, inner - first)
    multiplyStretch(
      rows: rows, columns: columns, inner: count,
      a: a + first * aInnerStride, aRowStride: aRowStride, aInnerStride: aInnerStride,
      b: b, bOffset: first * b.innerStride, c: c, cRowStride: cRowStride,
      start: first == 0 ? start : .accumulate)
    first += count
  } while first < inner
}

/// `multiply` for one stretch of the inner dimension, which begins `bOffset` floats into B.
private func multiplyStretch(
  rows: Int, columns: Int, inner: Int,
  a: UnsafePointer<Float>, aRowStride: Int, aInnerStride: Int,
  b: ProductOperand, bOffset: Int,
  c: UnsafeMutablePointer<Float>, cRowStride: Int, start: ProductStart
) {
  let wholePanels = columns / 16
  let tail = columns % 16
  let panels = b.isPadded && tail > 0 ? wholePanels + 1 : wholePanels
  var panel = 0
  while panel < panels {
    // Three panels at a time. Four are taken as two and two, which is faster than three and one.
    let left = panels - panel
    let width = left == 4 || left == 2 ? 2 : min(left, 3)
    let operand = b.base + bOffset + panel * b.panelStride
    let column = panel * 16
    let used = min(columns - column, width * 16)
    var row = 0
    while row < rows {
      let tile = MatrixTile(
        inner: inner, a: a + row * aRowStride, aRowStride: aRowStride, aInnerStride: aInnerStride,
        b: operand, bInnerStride: b.innerStride, bPanelStride: b.panelStride,
        c: c + row * cRowStride + column, cRowStride: cRowStride, columns: used,
        start: start.at(row: row, column: column))
      let rowsLeft = rows - row
      let height = rowsLeft >= 8 ? 8 : rowsLeft >= 4 ? 4 : 1
      tile.compute(rows: height, panels: width)
      row += height
    }
    panel += width
  }
  if tail > 0 && !b.isPadded {
    multiplyColumnTail(
      rows: rows, columns: columns, inner: inner, a: a, aRowStride: aRowStride,
      aInnerStride: aInnerStride, b: b, bOffset: bOffset, c: c, cRowStride: cRowStride,
      start: start)
  }
}

/// The last columns of an operand without padding, which must not be read beyond its end: one
/// element at a time, in the same chain as a tile.
private func multiplyColumnTail(
  rows: Int, columns: Int, inner: Int,
  a: UnsafePointer<Float>, aRowStride: Int, aInnerStride: Int,
  b: ProductOperand, bOffset: Int,
  c: UnsafeMutablePointer<Float>, cRowStride: Int, start: ProductStart
) {
  for row in 0..<rows {
    for column in (columns / 16 * 16)..<columns {
      let operand = b.base + bOffset + column / 16 * b.panelStride + column % 16
      let target = c + row * cRowStride + column
      var sum = start.value(row: row, column: column, held: target.pointee)
      for k in 0..<inner {
        sum.addProduct(a[row * aRowStride + k * aInnerStride], operand[k * b.innerStride])
      }
      target.pointee = sum
    }
  }
}
