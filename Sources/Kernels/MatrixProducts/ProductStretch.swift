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
    var panel = 0
    while panel < panels {
      // Three panels at a time. Four are taken as two and two, which is faster than three and one.
      let left = panels - panel
      switch left == 4 ? 2 : min(left, 3) {
      case 3:
        computeRows(EightRows<ThreePanels>.self, panel: panel, edge: edge)
        panel += 3
      case 2:
        computeRows(EightRows<TwoPanels>.self, panel: panel, edge: edge)
        panel += 2
      default:
        // Eight rows of one panel would wait for the latency of their own multiply-adds.
        computeRows(SixteenRows<OnePanel>.self, panel: panel, edge: edge)
        panel += 1
      }
    }
  }

  /// The columns of as many panels as a row of the tile has: tiles as high as `Rows`, then lower ones.
  @inline(__always)
  private func computeRows<Rows: TileRows>(
    _: Rows.Type, panel: Int, edge: UnsafeMutablePointer<Float>
  ) {
    var row = 0
    while rows - row >= Rows.count {
      if rows - row == Rows.count + 1 {
        // Alone, the last row would take as long as eight.
        typealias All = Stacked<Rows, OneRow<Rows.Row>>
        computeTile(All.self, row: row, panel: panel, edge: edge)
        return
      }
      computeTile(Rows.self, row: row, panel: panel, edge: edge)
      row += Rows.count
    }
    while rows - row >= 4 {
      computeTile(FourRows<Rows.Row>.self, row: row, panel: panel, edge: edge)
      row += 4
    }
    while row < rows {
      computeTile(OneRow<Rows.Row>.self, row: row, panel: panel, edge: edge)
      row += 1
    }
  }

  /// One tile of C, held in registers over the whole inner loop. One that hangs over the last column
  /// begins and ends in `edge`, which has room for all of it.
  @inline(__always)
  private func computeTile<Rows: TileRows>(
    _: Rows.Type, row: Int, panel: Int, edge: UnsafeMutablePointer<Float>
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
      a + row * aRowStride + inner.lowerBound * aInnerStride, rowStride: aRowStride,
      innerStride: aInnerStride)
    var right = b.base + inner.lowerBound * b.innerStride + panel * b.panelStride
    for _ in 0..<inner.count {
      sums.addProducts(left.scalar, Rows.Row { loadVector(right + $0 * b.panelStride) })
      left.advance()
      right += b.innerStride
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
