import Kernels
import Randomness
import Testing

/// Sums over a matrix's rows, their means, and a row written to all rows: bit for bit, since the
/// order of each sum is part of the contract.
struct ColumnsTests {
  @Test(arguments: [1, 7, 15, 16, 17, 33], [1, 2, 5])
  func columnsAndRows(columns: Int, rows: Int) {
    var stream = RandomStream(seed: 2, name: "columns")
    let stride = columns + 3
    let matrix = stream.floats(rows * stride)
    let before = stream.floats(columns)

    let sums = GuardedBuffer(before)
    addColumnSums(
      rows: rows, columns: columns, matrix: matrix, rowStride: stride, sums: sums.pointer)
    let expectedSums = (0..<columns).map { n in
      (0..<rows).reduce(before[n]) { $0 + matrix[$1 * stride + n] }
    }
    #expect(sums.values == expectedSums)
    #expect(sums.isIntact)

    let means = GuardedBuffer(count: columns)
    columnMeans(
      rows: rows, columns: columns, matrix: matrix, rowStride: stride, scale: 0.25,
      means: means.pointer)
    let expectedMeans = (0..<columns).map { n in
      (0..<rows).reduce(Float(0)) { $0 + matrix[$1 * stride + n] } * 0.25
    }
    #expect(means.values == expectedMeans)
    #expect(means.isIntact)

    let filled = GuardedBuffer(matrix)
    fillRows(
      rows: rows, columns: columns, with: before, scale: 0.5, matrix: filled.pointer,
      rowStride: stride)
    var expected = matrix
    for row in 0..<rows {
      for n in 0..<columns { expected[row * stride + n] = 0.5 * before[n] }
    }
    #expect(filled.values == expected)
    #expect(filled.isIntact)
  }
}
