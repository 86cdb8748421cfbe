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
  func compute(rows: Int, panels: Int) {
    switch panels {
    case 3: compute(rows: rows, Row3.self, isWhole: columns == 48)
    case 2: compute(rows: rows, Row2.self, isWhole: columns == 32)
    default: compute(rows: rows, Row1.self, isWhole: columns == 16)
    }
  }

  @inline(__always)
  private func compute<Row: TileRow>(rows: Int, _: Row.Type, isWhole: Bool) {
    if isWhole {
      compute(rows: rows, Row.self, WholeLanes.self)
    } else {
      compute(rows: rows, Row.self, PartialLanes.self)
    }
  }

  @inline(__always)
  private func compute<Row: TileRow, L: Lanes>(rows: Int, _: Row.Type, _: L.Type) {
    switch rows {
    case 8: compute(Rows8<Row>.self, L.self)
    case 4: compute(Rows4<Row>.self, L.self)
    default: compute(Rows1<Row>.self, L.self)
    }
  }

  @inline(__always)
  private func compute<Block: RowBlock, L: Lanes>(_: Block.Type, _: L.Type) {
    var sums = Block { row in initial(Block.Row.self, L.self, row: row) }
    var a = a
    var b = b
    for _ in 0..<inner {
      sums.addProduct(
        a, rowStride: aRowStride, Block.Row { loadVector(b + $0 * bPanelStride) })
      a += aInnerStride
      b += bInnerStride
    }
    sums.forEach { row, sum in
      let c = c + row * cRowStride
      sum.forEach { panel, vector in
        L.store(vector, c + panel * 16, left: columns - panel * 16)
      }
    }
  }

  @inline(__always)
  private func initial<Row: TileRow, L: Lanes>(_: Row.Type, _: L.Type, row: Int) -> Row {
    switch start {
    case .zero:
      return Row { _ in .zero }
    case .bias(let bias):
      return Row { L.load(bias + $0 * 16, left: columns - $0 * 16) }
    case .accumulate:
      let c = c + row * cRowStride
      return Row { L.load(c + $0 * 16, left: columns - $0 * 16) }
    case .residual(let residual, let rowStride, let bias):
      let residual = residual + row * rowStride
      return Row {
        let left = columns - $0 * 16
        return L.load(residual + $0 * 16, left: left) + L.load(bias + $0 * 16, left: left)
      }
    }
  }
}

// Accumulators of some rows by one to three panels. Each vector is a named stored property, so that the
// compiler keeps every one in a register; rows come outermost, so that one broadcast is alive at a time
// and the tile of eight rows by three panels fits into 32 registers.

/// One row of a tile: one to three vectors of sixteen columns.
private protocol TileRow {
  init(_ vector: (_ panel: Int) -> SIMD16<Float>)
  /// Gains scalar * b.
  mutating func addProduct(_ scalar: Float, _ b: Self)
  func forEach(_ body: (_ panel: Int, SIMD16<Float>) -> Void)
}

private struct Row1: TileRow {
  var p0: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) { p0 = vector(0) }

  @inline(__always)
  mutating func addProduct(_ scalar: Float, _ b: Row1) {
    p0.addProduct(SIMD16(repeating: scalar), b.p0)
  }

  @inline(__always)
  func forEach(_ body: (Int, SIMD16<Float>) -> Void) { body(0, p0) }
}

private struct Row2: TileRow {
  var p0, p1: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) {
    p0 = vector(0)
    p1 = vector(1)
  }

  @inline(__always)
  mutating func addProduct(_ scalar: Float, _ b: Row2) {
    let a = SIMD16<Float>(repeating: scalar)
    p0.addProduct(a, b.p0)
    p1.addProduct(a, b.p1)
  }

  @inline(__always)
  func forEach(_ body: (Int, SIMD16<Float>) -> Void) {
    body(0, p0)
    body(1, p1)
  }
}

private struct Row3: TileRow {
  var p0, p1, p2: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) {
    p0 = vector(0)
    p1 = vector(1)
    p2 = vector(2)
  }

  @inline(__always)
  mutating func addProduct(_ scalar: Float, _ b: Row3) {
    let a = SIMD16<Float>(repeating: scalar)
    p0.addProduct(a, b.p0)
    p1.addProduct(a, b.p1)
    p2.addProduct(a, b.p2)
  }

  @inline(__always)
  func forEach(_ body: (Int, SIMD16<Float>) -> Void) {
    body(0, p0)
    body(1, p1)
    body(2, p2)
  }
}

/// The rows of a tile.
private protocol RowBlock {
  associatedtype Row: TileRow
  init(_ row: (Int) -> Row)
  /// Row r gains a[r * rowStride] * b.
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Row)
  func forEach(_ body: (Int, Row) -> Void)
}

private struct Rows8<Row: TileRow>: RowBlock {
  var r0, r1, r2, r3, r4, r5, r6, r7: Row

  @inline(__always)
  init(_ row: (Int) -> Row) {
    r0 = row(0)
    r1 = row(1)
    r2 = row(2)
    r3 = row(3)
    r4 = row(4)
    r5 = row(5)
    r6 = row(6)
    r7 = row(7)
  }

  @inline(__always)
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Row) {
    r0.addProduct(a[0], b)
    r1.addProduct(a[rowStride], b)
    r2.addProduct(a[2 * rowStride], b)
    r3.addProduct(a[3 * rowStride], b)
    r4.addProduct(a[4 * rowStride], b)
    r5.addProduct(a[5 * rowStride], b)
    r6.addProduct(a[6 * rowStride], b)
    r7.addProduct(a[7 * rowStride], b)
  }

  @inline(__always)
  func forEach(_ body: (Int, Row) -> Void) {
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

private struct Rows4<Row: TileRow>: RowBlock {
  var r0, r1, r2, r3: Row

  @inline(__always)
  init(_ row: (Int) -> Row) {
    r0 = row(0)
    r1 = row(1)
    r2 = row(2)
    r3 = row(3)
  }

  @inline(__always)
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Row) {
    r0.addProduct(a[0], b)
    r1.addProduct(a[rowStride], b)
    r2.addProduct(a[2 * rowStride], b)
    r3.addProduct(a[3 * rowStride], b)
  }

  @inline(__always)
  func forEach(_ body: (Int, Row) -> Void) {
    body(0, r0)
    body(1, r1)
    body(2, r2)
    body(3, r3)
  }
}

private struct Rows1<Row: TileRow>: RowBlock {
  var r0: Row

  @inline(__always)
  init(_ row: (Int) -> Row) {
    r0 = row(0)
  }

  @inline(__always)
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Row) {
    r0.addProduct(a[0], b)
  }

  @inline(__always)
  func forEach(_ body: (Int, Row) -> Void) {
    body(0, r0)
  }
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
    let source = source + column * rowStride
    if used == 16 {
      for k in 0..<inner {
        var vector = SIMD16<Float>.zero
        for lane in 0..<16 { vector[lane] = source[lane * rowStride + k] }
        storeVector(vector, target)
        target += 16
      }
    } else {
      for k in 0..<inner {
        var vector = SIMD16<Float>.zero
        for lane in 0..<used { vector[lane] = source[lane * rowStride + k] }
        storeVector(vector, target)
        target += 16
      }
    }
  }
}

/// Floats of the panels of a matrix [inner, columns].
public func panelFloats(inner: Int, columns: Int) -> Int { (columns + 15) / 16 * 16 * inner }
