/// sums[n] += the sum over rows of matrix[r, n], rows ascending. It is the backward pass of a bias.
///
/// - Parameters:
///   - matrix: [rows, columns], rows `rowStride` apart.
///   - sums: [columns], added to.
public func addColumnSums(
  rows: Int, columns: Int, matrix: UnsafePointer<Float>, rowStride: Int,
  sums: UnsafeMutablePointer<Float>
) {
  if columns % 16 == 0 {
    addColumns(WholeLanes.self, rows, columns, matrix, rowStride, scale: 1, onto: sums, sums)
  } else {
    addColumns(PartialLanes.self, rows, columns, matrix, rowStride, scale: 1, onto: sums, sums)
  }
}

/// means[n] = scale times the sum over rows of matrix[r, n], rows ascending.
///
/// - Parameters:
///   - matrix: [rows, columns], rows `rowStride` apart.
///   - means: [columns], written.
public func columnMeans(
  rows: Int, columns: Int, matrix: UnsafePointer<Float>, rowStride: Int, scale: Float,
  means: UnsafeMutablePointer<Float>
) {
  if columns % 16 == 0 {
    addColumns(WholeLanes.self, rows, columns, matrix, rowStride, scale: scale, onto: nil, means)
  } else {
    addColumns(PartialLanes.self, rows, columns, matrix, rowStride, scale: scale, onto: nil, means)
  }
}

/// result[n] = scale * (start[n] + the sum over rows of matrix[r, n]); a start of nil is zero.
@inline(__always)
private func addColumns<L: Lanes>(
  _: L.Type, _ rows: Int, _ columns: Int, _ matrix: UnsafePointer<Float>, _ rowStride: Int,
  scale: Float, onto start: UnsafePointer<Float>?, _ result: UnsafeMutablePointer<Float>
) {
  for column in stride(from: 0, to: columns, by: 16) {
    let left = columns - column
    var sum = start.map { L.load($0 + column, left: left) } ?? .zero
    for row in 0..<rows { sum += L.load(matrix + row * rowStride + column, left: left) }
    L.store(sum * scale, result + column, left: left)
  }
}

/// Every row of a matrix becomes scale * row. It is the backward pass of `columnMeans`.
///
/// - Parameters:
///   - row: [columns].
///   - matrix: [rows, columns], rows `rowStride` apart, written.
public func fillRows(
  rows: Int, columns: Int, with row: UnsafePointer<Float>, scale: Float,
  matrix: UnsafeMutablePointer<Float>, rowStride: Int
) {
  for column in stride(from: 0, to: columns, by: 16) {
    let left = columns - column
    let vector = PartialLanes.load(row + column, left: left) * scale
    for row in 0..<rows {
      PartialLanes.store(vector, matrix + row * rowStride + column, left: left)
    }
  }
}
