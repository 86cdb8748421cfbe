/// What an element of the product starts from before its sum over the inner dimension is added.
///
/// The sum is one chain of fused multiply-adds in ascending inner order, continued from the start
/// value. So a product cut into pieces along the inner dimension (`.accumulate`) has the same bits
/// as the whole, and no tile shape or vector width can change them.
public enum ProductStart {
  case zero
  /// [columns].
  case bias(UnsafePointer<Float>)
  /// Goes on from what C holds.
  case accumulate
  /// A residual [rows, columns], rows `rowStride` apart, plus a bias [columns]. May be C itself.
  case residual(UnsafePointer<Float>, rowStride: Int, bias: UnsafePointer<Float>)
}

/// The right operand of a product, read sixteen columns at a time.
public struct ProductOperand {
  let base: UnsafePointer<Float>
  /// From one inner index to the next, within sixteen columns.
  let innerStride: Int
  /// From one group of sixteen columns to the next.
  let panelStride: Int
  /// Whether the last group may be read whole even where it has fewer than sixteen columns.
  let isPadded: Bool

  /// Panels as `packPanels` and `packTransposedPanels` write them, of `inner` rows; the product's
  /// inner dimension begins at row `first`.
  public init(panels: UnsafePointer<Float>, inner: Int, first: Int = 0) {
    base = panels + first * 16
    innerStride = 16
    panelStride = inner * 16
    isPadded = true
  }

  /// A row-major matrix [inner, columns] as it lies, rows `rowStride` apart.
  public init(rowMajor: UnsafePointer<Float>, rowStride: Int) {
    base = rowMajor
    innerStride = rowStride
    panelStride = 16
    isPadded = false
  }
}

/// C[r, n] = start + sum over k of A[r, k] B[k, n].
///
/// - Parameters:
///   - rows: r, n and k run below `rows`, `columns` and `inner`; any of them may be odd or one.
///   - a: element (r, k) at `a[r * aRowStride + k * aInnerStride]`, so a transposed operand is
///     read where it lies.
///   - c: rows `cRowStride` apart; overlaps neither A nor B.
public func multiply(
  rows: Int, columns: Int, inner: Int,
  a: UnsafePointer<Float>, aRowStride: Int, aInnerStride: Int,
  b: ProductOperand,
  c: UnsafeMutablePointer<Float>, cRowStride: Int,
  start: ProductStart
) {
  // A stretch of the inner dimension whose panel of B (48 columns) stays in the L2 cache.
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
    // Three panels at a time; four are better as two and two than as three and one.
    let left = panels - panel
    let width = left == 4 || left == 2 ? 2 : min(left, 3)
    let operand = b.base + bOffset + panel * b.panelStride
    let column = panel * 16
    let used = min(columns - column, width * 16)
    var row = 0
    while row < rows {
      let tile = Tile(
        inner: inner, a: a + row * aRowStride, aRowStride: aRowStride, aInnerStride: aInnerStride,
        b: operand, bInnerStride: b.innerStride, bPanelStride: b.panelStride,
        c: c + row * cRowStride + column, cRowStride: cRowStride, columns: used,
        start: start.at(row: row, column: column))
      let rowsLeft = rows - row
      if rowsLeft >= 8 {
        tile.compute(Rows8.self, panels: width)
        row += 8
      } else if rowsLeft >= 4 {
        tile.compute(Rows4.self, panels: width)
        row += 4
      } else {
        tile.compute(Rows1.self, panels: width)
        row += 1
      }
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

/// The last columns of an operand that must not be read beyond its end: one element at a time, in
/// the same chain.
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
      var sum: Float
      switch start {
      case .zero: sum = 0
      case .bias(let bias): sum = bias[column]
      case .accumulate: sum = target.pointee
      case .residual(let residual, let rowStride, let bias):
        sum = residual[row * rowStride + column] + bias[column]
      }
      for k in 0..<inner {
        sum.addProduct(a[row * aRowStride + k * aInnerStride], operand[k * b.innerStride])
      }
      target.pointee = sum
    }
  }
}

extension ProductStart {
  fileprivate func at(row: Int, column: Int) -> ProductStart {
    switch self {
    case .zero, .accumulate: self
    case .bias(let bias): .bias(bias + column)
    case .residual(let residual, let rowStride, let bias):
      .residual(
        residual + row * rowStride + column, rowStride: rowStride, bias: bias + column)
    }
  }
}

/// One tile of C: some rows by one to three panels of sixteen columns, held in registers over the
/// whole inner loop.
private struct Tile {
  let inner: Int
  let a: UnsafePointer<Float>
  let aRowStride: Int
  let aInnerStride: Int
  let b: UnsafePointer<Float>
  let bInnerStride: Int
  let bPanelStride: Int
  let c: UnsafeMutablePointer<Float>
  let cRowStride: Int
  /// Columns of C that exist; the last panel may have fewer than sixteen.
  let columns: Int
  let start: ProductStart

  @inline(__always)
  func compute<Rows: RowBlock>(_: Rows.Type, panels: Int) {
    if columns == panels * 16 {
      compute(Rows.self, WholeLanes.self, panels: panels)
    } else {
      compute(Rows.self, PartialLanes.self, panels: panels)
    }
  }

  @inline(__always)
  private func compute<Rows: RowBlock, L: Lanes>(_: Rows.Type, _: L.Type, panels: Int) {
    switch panels {
    case 3: compute3(Rows.self, L.self)
    case 2: compute2(Rows.self, L.self)
    default: compute1(Rows.self, L.self)
    }
  }

  @inline(__always)
  private func compute3<Rows: RowBlock, L: Lanes>(_: Rows.Type, _: L.Type) {
    var c0 = initial(Rows.self, L.self, panel: 0)
    var c1 = initial(Rows.self, L.self, panel: 1)
    var c2 = initial(Rows.self, L.self, panel: 2)
    var a = a
    var b = b
    for _ in 0..<inner {
      let b0 = loadVector(b)
      let b1 = loadVector(b + bPanelStride)
      let b2 = loadVector(b + 2 * bPanelStride)
      c0.addProduct(a, rowStride: aRowStride, b0)
      c1.addProduct(a, rowStride: aRowStride, b1)
      c2.addProduct(a, rowStride: aRowStride, b2)
      a += aInnerStride
      b += bInnerStride
    }
    finish(c0, L.self, panel: 0)
    finish(c1, L.self, panel: 1)
    finish(c2, L.self, panel: 2)
  }

  @inline(__always)
  private func compute2<Rows: RowBlock, L: Lanes>(_: Rows.Type, _: L.Type) {
    var c0 = initial(Rows.self, L.self, panel: 0)
    var c1 = initial(Rows.self, L.self, panel: 1)
    var a = a
    var b = b
    for _ in 0..<inner {
      let b0 = loadVector(b)
      let b1 = loadVector(b + bPanelStride)
      c0.addProduct(a, rowStride: aRowStride, b0)
      c1.addProduct(a, rowStride: aRowStride, b1)
      a += aInnerStride
      b += bInnerStride
    }
    finish(c0, L.self, panel: 0)
    finish(c1, L.self, panel: 1)
  }

  @inline(__always)
  private func compute1<Rows: RowBlock, L: Lanes>(_: Rows.Type, _: L.Type) {
    var c0 = initial(Rows.self, L.self, panel: 0)
    var a = a
    var b = b
    for _ in 0..<inner {
      c0.addProduct(a, rowStride: aRowStride, loadVector(b))
      a += aInnerStride
      b += bInnerStride
    }
    finish(c0, L.self, panel: 0)
  }

  @inline(__always)
  private func initial<Rows: RowBlock, L: Lanes>(
    _: Rows.Type, _: L.Type, panel: Int
  ) -> Rows {
    let left = columns - panel * 16
    switch start {
    case .zero:
      return Rows(repeating: .zero)
    case .bias(let bias):
      return Rows(repeating: L.load(bias + panel * 16, left: left))
    case .accumulate:
      return Rows { L.load(c + $0 * cRowStride + panel * 16, left: left) }
    case .residual(let residual, let rowStride, let bias):
      let bias = L.load(bias + panel * 16, left: left)
      return Rows { L.load(residual + $0 * rowStride + panel * 16, left: left) + bias }
    }
  }

  @inline(__always)
  private func finish<Rows: RowBlock, L: Lanes>(_ rows: Rows, _: L.Type, panel: Int) {
    let left = columns - panel * 16
    rows.forEach { row, vector in
      L.store(vector, c + row * cRowStride + panel * 16, left: left)
    }
  }
}

/// Accumulators of some rows by sixteen columns, each a named stored property so that the compiler
/// keeps every one in a register.
private protocol RowBlock {
  init(_ vector: (Int) -> SIMD16<Float>)
  /// Row r gains a[r * rowStride] * b.
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: SIMD16<Float>)
  func forEach(_ body: (Int, SIMD16<Float>) -> Void)
}

extension RowBlock {
  @inline(__always)
  init(repeating vector: SIMD16<Float>) { self.init { _ in vector } }
}

private struct Rows8: RowBlock {
  var r0, r1, r2, r3, r4, r5, r6, r7: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) {
    r0 = vector(0)
    r1 = vector(1)
    r2 = vector(2)
    r3 = vector(3)
    r4 = vector(4)
    r5 = vector(5)
    r6 = vector(6)
    r7 = vector(7)
  }

  @inline(__always)
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: SIMD16<Float>) {
    r0.addProduct(SIMD16(repeating: a[0]), b)
    r1.addProduct(SIMD16(repeating: a[rowStride]), b)
    r2.addProduct(SIMD16(repeating: a[2 * rowStride]), b)
    r3.addProduct(SIMD16(repeating: a[3 * rowStride]), b)
    r4.addProduct(SIMD16(repeating: a[4 * rowStride]), b)
    r5.addProduct(SIMD16(repeating: a[5 * rowStride]), b)
    r6.addProduct(SIMD16(repeating: a[6 * rowStride]), b)
    r7.addProduct(SIMD16(repeating: a[7 * rowStride]), b)
  }

  @inline(__always)
  func forEach(_ body: (Int, SIMD16<Float>) -> Void) {
    body(0, r0)
    body(1, r1)
    body(2, r2)
    body(3, r3)
    body(4, r4)
    body(5, r5)
    body(6, r6)
    body(7, r7)
  }
}

private struct Rows4: RowBlock {
  var r0, r1, r2, r3: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) {
    r0 = vector(0)
    r1 = vector(1)
    r2 = vector(2)
    r3 = vector(3)
  }

  @inline(__always)
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: SIMD16<Float>) {
    r0.addProduct(SIMD16(repeating: a[0]), b)
    r1.addProduct(SIMD16(repeating: a[rowStride]), b)
    r2.addProduct(SIMD16(repeating: a[2 * rowStride]), b)
    r3.addProduct(SIMD16(repeating: a[3 * rowStride]), b)
  }

  @inline(__always)
  func forEach(_ body: (Int, SIMD16<Float>) -> Void) {
    body(0, r0)
    body(1, r1)
    body(2, r2)
    body(3, r3)
  }
}

private struct Rows1: RowBlock {
  var r0: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) { r0 = vector(0) }

  @inline(__always)
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: SIMD16<Float>) {
    r0.addProduct(SIMD16(repeating: a[0]), b)
  }

  @inline(__always)
  func forEach(_ body: (Int, SIMD16<Float>) -> Void) { body(0, r0) }
}

/// Writes a row-major matrix [inner, columns] as panels of sixteen columns, each [inner, 16], the
/// last one filled up with zeros: `panelFloats(inner:columns:)` floats.
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

/// Writes the transpose of a row-major matrix [columns, inner] as panels of sixteen columns.
public func packTransposedPanels(
  inner: Int, columns: Int, from source: UnsafePointer<Float>, rowStride: Int,
  into panels: UnsafeMutablePointer<Float>
) {
  var target = panels
  for column in stride(from: 0, to: columns, by: 16) {
    let used = min(16, columns - column)
    for k in 0..<inner {
      var vector = SIMD16<Float>.zero
      for lane in 0..<used { vector[lane] = source[(column + lane) * rowStride + k] }
      storeVector(vector, target)
      target += 16
    }
  }
}

/// Floats of the panels of a matrix [inner, columns].
public func panelFloats(inner: Int, columns: Int) -> Int { (columns + 15) / 16 * 16 * inner }
