// Accumulators of some rows by one to three panels. Each vector is a stored property with a name,
// since the compiler keeps those in registers and would put an array of them into memory. Rows are
// outermost, so that only one broadcast scalar is alive at a time and the tile of eight rows by
// three panels fits into 32 registers.

/// One row of a tile: one to three vectors of sixteen columns.
protocol TileRow {
  init(_ vector: (_ panel: Int) -> SIMD16<Float>)
  /// Adds scalar * b.
  mutating func addProduct(_ scalar: Float, _ b: Self)
  func visit(_ body: (_ panel: Int, SIMD16<Float>) -> Void)
}

struct Row1: TileRow {
  var p0: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) { p0 = vector(0) }

  @inline(__always)
  mutating func addProduct(_ scalar: Float, _ b: Row1) {
    p0.addProduct(SIMD16(repeating: scalar), b.p0)
  }

  @inline(__always)
  func visit(_ body: (Int, SIMD16<Float>) -> Void) { body(0, p0) }
}

struct Row2: TileRow {
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
  func visit(_ body: (Int, SIMD16<Float>) -> Void) {
    body(0, p0)
    body(1, p1)
  }
}

struct Row3: TileRow {
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
  func visit(_ body: (Int, SIMD16<Float>) -> Void) {
    body(0, p0)
    body(1, p1)
    body(2, p2)
  }
}

/// The rows of a tile.
protocol RowBlock {
  associatedtype Row: TileRow
  init(_ row: (Int) -> Row)
  /// Adds a[r * rowStride] * b to row r.
  mutating func addProduct(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Row)
  func visit(_ body: (Int, Row) -> Void)
}

struct Rows8<Row: TileRow>: RowBlock {
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
  func visit(_ body: (Int, Row) -> Void) {
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

struct Rows4<Row: TileRow>: RowBlock {
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
  func visit(_ body: (Int, Row) -> Void) {
    body(0, r0)
    body(1, r1)
    body(2, r2)
    body(3, r3)
  }
}

struct Rows1<Row: TileRow>: RowBlock {
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
  func visit(_ body: (Int, Row) -> Void) {
    body(0, r0)
  }
}
