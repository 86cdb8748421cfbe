/// The value that an element of a matrix product starts from, before its sum over the inner
/// dimension.
///
/// The sum is one chain of fused multiply-adds in ascending inner order, continued from the start
/// value. So a product cut into pieces along the inner dimension (`.accumulate`) has the same bits
/// as the whole, and no tile shape or vector width can change them (`KernelContract.md`).
public enum ProductStart {
  case zero
  /// A bias [columns].
  case bias(UnsafePointer<Float>)
  /// The value that C holds.
  case accumulate
  /// A residual [rows, columns], rows `rowStride` apart, plus a bias [columns]. May be C itself.
  case residual(UnsafePointer<Float>, rowStride: Int, bias: UnsafePointer<Float>)
}

extension ProductStart {
  /// The start of the tile that begins at `row` and `column`.
  func at(row: Int, column: Int) -> ProductStart {
    switch self {
    case .zero, .accumulate: self
    case .bias(let bias): .bias(bias + column)
    case .residual(let residual, let rowStride, let bias):
      .residual(
        residual + row * rowStride + column, rowStride: rowStride, bias: bias + column)
    }
  }

  /// The start value of one element.
  ///
  /// - Parameter held: what C holds there.
  func value(row: Int, column: Int, held: Float) -> Float {
    switch self {
    case .zero: 0
    case .bias(let bias): bias[column]
    case .accumulate: held
    case .residual(let residual, let rowStride, let bias):
      residual[row * rowStride + column] + bias[column]
    }
  }
}
