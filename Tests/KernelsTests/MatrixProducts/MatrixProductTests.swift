import Kernels
import Randomness
import Testing

/// The matrix product against a plain loop with one chain of fused multiply-adds for each element.
/// `KernelContract.md` promises that no bit differs, whatever the tile.
struct MatrixProductTests {
  /// One, primes, around the tiles' rows and the vector's and tiles' columns, and so many rows that an operand
  /// read in place is copied.
  static let rowCounts = [1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 16, 17, 25, 34, 193]
  static let columnCounts = [1, 7, 15, 16, 17, 31, 33, 47, 48, 49, 97]
  /// The last ones lie around the stretches that the inner dimension is cut into.
  static let innerCounts = [1, 2, 7, 33, 256, 257, 511, 512, 513, 1025]

  enum Start: CaseIterable {
    case zero, bias, accumulate, residual
  }

  enum Operand: CaseIterable {
    case panels, transposedPanels, rowMajor
  }

  @Test(arguments: Start.allCases, Operand.allCases)
  func matchesPlainLoop(start: Start, operand: Operand) {
    for rows in Self.rowCounts {
      for columns in Self.columnCounts {
        for inner in Self.innerCounts where rows * columns * inner < 400_000 {
          check(rows, columns, inner, start, operand, transposesA: false)
          check(rows, columns, inner, start, operand, transposesA: true)
        }
      }
    }
  }

  private func check(
    _ rows: Int, _ columns: Int, _ inner: Int, _ start: Start, _ operand: Operand,
    transposesA: Bool
  ) {
    var stream = RandomStream(seed: 1, name: "\(rows) \(columns) \(inner)")
    // Strides beyond the width leave a gap between rows.
    let stride = columns + 3
    let a = stream.floats(rows * inner)
    let b = stream.floats(inner * columns)
    let bias = GuardedBuffer(stream.floats(columns))
    let residual = GuardedBuffer(stream.floats(rows * stride))
    let before = stream.floats(rows * stride)
    let c = GuardedBuffer(before)
    let (rowStride, innerStride) = transposesA ? (1, rows) : (inner, 1)

    let panels = GuardedBuffer(count: panelFloats(inner: inner, columns: columns))
    let rowMajor = GuardedBuffer(b)
    switch operand {
    case .panels:
      packPanels(
        inner: inner, columns: columns, from: b, rowStride: columns, into: panels.pointer)
    case .transposedPanels:
      let transposed = (0..<columns).flatMap { n in (0..<inner).map { b[$0 * columns + n] } }
      packTransposedPanels(
        inner: inner, columns: columns, from: transposed, rowStride: inner, into: panels.pointer)
    case .rowMajor:
      break
    }
    let productOperand =
      operand == .rowMajor
      ? ProductOperand(rowMajor: rowMajor.pointer, rowStride: columns)
      : ProductOperand(panels: panels.pointer, inner: inner)
    let productStart: ProductStart =
      switch start {
      case .zero: .zero
      case .bias: .bias(bias.pointer)
      case .accumulate: .accumulate
      case .residual: .residual(residual.pointer, rowStride: stride, bias: bias.pointer)
      }
    multiply(
      rows: rows, columns: columns, inner: inner, a: a, aRowStride: rowStride,
      aInnerStride: innerStride, b: productOperand, c: c.pointer, cRowStride: stride,
      start: productStart)

    let (biasValues, residualValues) = (bias.values, residual.values)
    var expected = before
    for r in 0..<rows {
      for n in 0..<columns {
        var sum: Float =
          switch start {
          case .zero: 0
          case .bias: biasValues[n]
          case .accumulate: before[r * stride + n]
          case .residual: residualValues[r * stride + n] + biasValues[n]
          }
        for k in 0..<inner {
          sum.addProduct(a[r * rowStride + k * innerStride], b[k * columns + n])
        }
        expected[r * stride + n] = sum
      }
    }
    let agrees = c.values.map(\.bitPattern) == expected.map(\.bitPattern)
    #expect(agrees, "\(rows) x \(columns) x \(inner), A transposed: \(transposesA)")
    #expect(
      c.isIntact && panels.isIntact && rowMajor.isIntact,
      "\(rows) x \(columns) x \(inner) writes beyond its bounds")
  }
}
