/// One tile of C: some rows by one to three panels of sixteen columns, held in registers over the
/// whole inner loop.
///
/// The pointers are those of `multiply`, moved to the tile's first row and column.
struct MatrixTile {
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
    sums.visit { row, sum in
      let c = c + row * cRowStride
      sum.visit { panel, vector in
        L.store(vector, c + panel * 16, left: columns - panel * 16)
      }
    }
  }

  /// The start values of one row; `ProductStart.value` gives the same for one element.
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
