// The accumulators of a tile of C, put together from vectors side by side and rows one below another.
// Each is a stored property, since the compiler keeps those in registers and would put an array of them
// into memory.

/// One row of a tile: some vectors of sixteen columns, side by side.
protocol TileRow {
  static var panels: Int { get }
  init(_ vector: (_ panel: Int) -> SIMD16<Float>)
  /// Adds scalar * b.
  mutating func addProduct(_ scalar: SIMD16<Float>, _ b: Self)
  func visit(_ body: (_ panel: Int, SIMD16<Float>) -> Void)
}

struct OnePanel: TileRow {
  static let panels = 1
  private var vector: SIMD16<Float>

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) { self.vector = vector(0) }

  @inline(__always)
  mutating func addProduct(_ scalar: SIMD16<Float>, _ b: OnePanel) {
    vector.addProduct(scalar, b.vector)
  }

  @inline(__always)
  func visit(_ body: (Int, SIMD16<Float>) -> Void) { body(0, vector) }
}

struct Beside<Left: TileRow, Right: TileRow>: TileRow {
  @inline(__always)
  static var panels: Int { Left.panels + Right.panels }
  private var left: Left
  private var right: Right

  @inline(__always)
  init(_ vector: (Int) -> SIMD16<Float>) {
    left = Left(vector)
    right = Right { vector(Left.panels + $0) }
  }

  @inline(__always)
  mutating func addProduct(_ scalar: SIMD16<Float>, _ b: Beside) {
    left.addProduct(scalar, b.left)
    right.addProduct(scalar, b.right)
  }

  @inline(__always)
  func visit(_ body: (Int, SIMD16<Float>) -> Void) {
    left.visit(body)
    right.visit { body(Left.panels + $0, $1) }
  }
}

typealias TwoPanels = Beside<OnePanel, OnePanel>
typealias ThreePanels = Beside<TwoPanels, OnePanel>

/// Some rows of a tile, one below another.
protocol TileRows {
  associatedtype Row: TileRow
  static var count: Int { get }
  init(_ row: (Int) -> Row)
  /// Adds scalar(r) * b to each row r. Rows come in order, so that one scalar at a time is alive, and
  /// eight rows of three panels fit into 32 registers.
  mutating func addProducts(_ scalar: (_ row: Int) -> Float, _ b: Row)
  func visit(_ body: (Int, Row) -> Void)
}

struct OneRow<Row: TileRow>: TileRows {
  @inline(__always)
  static var count: Int { 1 }
  private var row: Row

  @inline(__always)
  init(_ row: (Int) -> Row) { self.row = row(0) }

  @inline(__always)
  mutating func addProducts(_ scalar: (Int) -> Float, _ b: Row) {
    row.addProduct(SIMD16(repeating: scalar(0)), b)
  }

  @inline(__always)
  func visit(_ body: (Int, Row) -> Void) { body(0, row) }
}

struct Stacked<Upper: TileRows, Lower: TileRows>: TileRows where Upper.Row == Lower.Row {
  @inline(__always)
  static var count: Int { Upper.count + Lower.count }
  private var upper: Upper
  private var lower: Lower

  @inline(__always)
  init(_ row: (Int) -> Upper.Row) {
    upper = Upper(row)
    lower = Lower { row(Upper.count + $0) }
  }

  @inline(__always)
  mutating func addProducts(_ scalar: (Int) -> Float, _ b: Upper.Row) {
    upper.addProducts(scalar, b)
    lower.addProducts({ scalar(Upper.count + $0) }, b)
  }

  @inline(__always)
  func visit(_ body: (Int, Upper.Row) -> Void) {
    upper.visit(body)
    lower.visit { body(Upper.count + $0, $1) }
  }
}

typealias TwoRows<Row: TileRow> = Stacked<OneRow<Row>, OneRow<Row>>
typealias ThreeRows<Row: TileRow> = Stacked<TwoRows<Row>, OneRow<Row>>
typealias FourRows<Row: TileRow> = Stacked<TwoRows<Row>, TwoRows<Row>>
typealias FiveRows<Row: TileRow> = Stacked<FourRows<Row>, OneRow<Row>>
typealias SixRows<Row: TileRow> = Stacked<FourRows<Row>, TwoRows<Row>>
typealias EightRows<Row: TileRow> = Stacked<FourRows<Row>, FourRows<Row>>
typealias SixteenRows<Row: TileRow> = Stacked<EightRows<Row>, EightRows<Row>>
