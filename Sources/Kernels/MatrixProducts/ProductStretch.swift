import CProcessor

/// A matrix product over one stretch of its inner dimension; the letters are those of `multiply`.
struct ProductStretch {
  let rows: Int
  let columns: Int
  let inner: Range<Int>
  let a: UnsafePointer<Float>
  let aRowStride: Int
  let aInnerStride: Int
  let b: ProductOperand
  let c: UnsafeMutablePointer<Float>
  let cRowStride: Int
  let start: ProductStart

  func compute() {
    let wholePanels = columns / 16
    let tail = columns % 16
    guard tail > 0 && b.isPadded else {
      // No tile hangs over the last column, and none touches the place for those.
      computePanels(wholePanels, edge: c)
      if tail > 0 { computeColumnTail(first: wholePanels * 16) }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: tileFloats) {
      computePanels(wholePanels + 1, edge: $0.baseAddress!)
    }
  }

  @inline(never)
  private func computePanels(_ panels: Int, edge: UnsafeMutablePointer<Float>) {
    if vectorsInRegisters < 32 {
      computeSingly(panels, edge: edge)
      return
    }
    var panel = 0
    while panel < panels {
      // Three panels at a time. Four are taken as two and two, which is faster than three and one.
      let left = panels - panel
      switch left == 4 ? 2 : min(left, 3) {
      case 3:
        computeRows(EightRows<ThreePanels>.self, panel: panel, right(panel), edge: edge)
        panel += 3
      case 2:
        computeRows(EightRows<TwoPanels>.self, panel: panel, right(panel), edge: edge)
        panel += 2
      default:
        // Eight rows of one panel would wait for the latency of their own multiply-adds.
        computeRows(SixteenRows<OnePanel>.self, panel: panel, right(panel), edge: edge)
        panel += 1
      }
    }
  }

  /// The columns of as many panels as a row of the tile has: tiles as high as `Rows`, then lower ones.
  @inline(__always)
  private func computeRows<Rows: TileRows>(
    _: Rows.Type, panel: Int, _ right: ProductOperand, edge: UnsafeMutablePointer<Float>
  ) {
    var row = 0
    while rows - row >= Rows.count {
      if rows - row == Rows.count + 1 {
        // Alone, the last row would take as long as eight.
        typealias All = Stacked<Rows, OneRow<Rows.Row>>
        computeTile(All.self, row: row, panel: panel, right, edge: edge)
        return
      }
      computeTile(Rows.self, row: row, panel: panel, right, edge: edge)
      row += Rows.count
    }
    while rows - row >= 4 {
      computeTile(FourRows<Rows.Row>.self, row: row, panel: panel, right, edge: edge)
      row += 4
    }
    while row < rows {
      computeTile(OneRow<Rows.Row>.self, row: row, panel: panel, right, edge: edge)
      row += 1
    }
  }

  /// B from a panel and this stretch's first inner index on.
  @inline(__always)
  private func right(_ panel: Int) -> ProductOperand {
    b.from(inner: inner.lowerBound, panel: panel)
  }

  /// One tile of C, held in registers over the whole inner loop. One that hangs over the last column
  /// begins and ends in `edge`, which has room for all of it.
  @inline(__always)
  private func computeTile<Rows: TileRows>(
    _: Rows.Type, row: Int, panel: Int, _ right: ProductOperand,
    edge: UnsafeMutablePointer<Float>
  ) {
    let column = panel * 16
    let hangsOver = columns - column < Rows.Row.panels * 16
    var (target, stride) = (c + row * cRowStride + column, cRowStride)
    var start = start.at(row: row, column: column)
    if hangsOver {
      copyStart(rows: row..<row + Rows.count, column: column, to: edge)
      (target, stride, start) = (edge, edgeStride, .accumulate)
    }
    var sums = Rows { r in initial(Rows.Row.self, start, held: target + r * stride, row: r) }
    // A gradient may lie in memory, and the next tile's first multiply-adds would wait for it. The inner loop
    // has to be long enough to hide the requests.
    if inner.count >= 96, case .accumulate = self.start {
      let next = c + (row + Rows.count) * cRowStride + column
      for r in 0..<Rows.count {
        for panel in 0..<Rows.Row.panels {
          rectify_prefetch(next + r &* cRowStride + 16 &* panel)
        }
      }
    }
    var left = TileColumn(
      a + row * aRowStride + inner.lowerBound * aInnerStride, rows: Rows.count,
      rowStride: aRowStride, innerStride: aInnerStride)
    var vectors = right.base
    for _ in 0..<inner.count {
      sums.addProducts(left.scalar, Rows.Row { loadVector(vectors + $0 * right.panelStride) })
      left.advance()
      vectors += right.innerStride
    }
    sums.visit { r, sum in
      sum.visit { panel, vector in storeVector(vector, target + r * stride + panel * 16) }
    }
    if hangsOver { copyBack(rows: row..<row + Rows.count, column: column, from: edge) }
  }

  /// The start values of a tile's row; `ProductStart.value` gives the same for one element.
  @inline(__always)
  private func initial<Row: TileRow>(
    _: Row.Type, _ start: ProductStart, held: UnsafePointer<Float>, row: Int
  ) -> Row {
    switch start {
    case .zero:
      Row { _ in .zero }
    case .bias(let bias):
      Row { loadVector(bias + $0 * 16) }
    case .accumulate:
      Row { loadVector(held + $0 * 16) }
    case .residual(let residual, let rowStride, let bias):
      Row { loadVector(residual + row * rowStride + $0 * 16) + loadVector(bias + $0 * 16) }
    }
  }

  // MARK: - Few registers

  /// `computePanels` with the registers of AVX2 or NEON: one panel at a time.
  private func computeSingly(_ panels: Int, edge: UnsafeMutablePointer<Float>) {
    // A panel of a matrix read in place is a column of single cache lines. Often they lie a multiple of 512
    // bytes apart, where few of them fit into the L1 cache together; so they are copied before many rows
    // read them.
    guard b.innerStride > 16 && rows >= 192 else {
      for panel in 0..<panels { computeSixRowsAtATime(panel: panel, right(panel), edge: edge) }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 16 * inner.count) {
      let copy = $0.baseAddress!
      for panel in 0..<panels {
        let right = right(panel)
        for k in 0..<inner.count {
          storeVector(loadVector(right.base + k &* right.innerStride), copy + 16 &* k)
        }
        computeSixRowsAtATime(
          panel: panel, ProductOperand(panels: copy, inner: inner.count), edge: edge)
      }
    }
  }

  /// The columns of one panel: tiles of six rows, which fill the registers, then lower ones.
  @inline(never)
  private func computeSixRowsAtATime(
    panel: Int, _ right: ProductOperand, edge: UnsafeMutablePointer<Float>
  ) {
    var row = 0
    while row < rows {
      let left = rows - row
      // Two tiles of like height share the last rows, since a single one would take as long as four.
      let height = left <= 6 ? left : left < 12 ? (left + 1) / 2 : 6
      switch height {
      case 6: computeTile(SixRows<OnePanel>.self, row: row, panel: panel, right, edge: edge)
      case 5: computeTile(FiveRows<OnePanel>.self, row: row, panel: panel, right, edge: edge)
      case 4: computeTile(FourRows<OnePanel>.self, row: row, panel: panel, right, edge: edge)
      case 3: computeTile(ThreeRows<OnePanel>.self, row: row, panel: panel, right, edge: edge)
      case 2: computeTile(TwoRows<OnePanel>.self, row: row, panel: panel, right, edge: edge)
      default: computeTile(OneRow<OnePanel>.self, row: row, panel: panel, right, edge: edge)
      }
      row += height
    }
  }

  // MARK: - Edges

  /// Puts the start values of some rows from `column` on into `edge`.
  @inline(never)
  private func copyStart(rows: Range<Int>, column: Int, to edge: UnsafeMutablePointer<Float>) {
    for row in rows {
      for n in column..<columns {
        edge[(row - rows.lowerBound) * edgeStride + n - column] = start.value(
          row: row, column: n, held: c[row * cRowStride + n])
      }
    }
  }

  /// The reverse of `copyStart`, once the sums are there.
  @inline(never)
  private func copyBack(rows: Range<Int>, column: Int, from edge: UnsafePointer<Float>) {
    for row in rows {
      for n in column..<columns {
        c[row * cRowStride + n] = edge[(row - rows.lowerBound) * edgeStride + n - column]
      }
    }
  }

  /// The last columns of an operand without padding, which must not be read beyond its end: one element
  /// at a time, in the same chain as a tile.
  @inline(never)
  private func computeColumnTail(first: Int) {
    for row in 0..<rows {
      for column in first..<columns {
        let operand = b.base + column / 16 * b.panelStride + column % 16
        let target = c + row * cRowStride + column
        var sum = start.value(row: row, column: column, held: target.pointee)
        for k in inner {
          sum.addProduct(a[row * aRowStride + k * aInnerStride], operand[k * b.innerStride])
        }
        target.pointee = sum
      }
    }
  }
}

/// From one row of a tile to the next where it hangs over the last column: three panels.
private let edgeStride = 48

/// Room for the highest tile.
private let tileFloats = 17 * edgeStride

/// How many vectors of sixteen floats the registers hold. A constant of its own, since the compiler would
/// warn of code for other processors.
private let vectorsInRegisters = RECTIFY_VECTORS_IN_REGISTERS
