/// The right operand B of a matrix product, read sixteen columns at a time. It borrows its memory.
public struct ProductOperand {
  private(set) var base: UnsafePointer<Float>
  /// From one inner index to the next, within sixteen columns.
  let innerStride: Int
  /// From one group of sixteen columns to the next.
  let panelStride: Int
  /// Whether the last group may be read whole even where it has fewer than sixteen columns.
  let isPadded: Bool

  /// Panels as `packPanels` and `packTransposedPanels` write them.
  ///
  /// - Parameters:
  ///   - panels: `panelFloats(inner:columns:)` floats.
  ///   - inner: rows of each panel.
  ///   - first: the row at which the product's inner dimension begins.
  public init(panels: UnsafePointer<Float>, inner: Int, first: Int = 0) {
    base = panels + first * 16
    innerStride = 16
    panelStride = inner * 16
    isPadded = true
  }

  /// A matrix read in place.
  ///
  /// - Parameter rowMajor: [inner, columns], rows `rowStride` apart.
  public init(rowMajor: UnsafePointer<Float>, rowStride: Int) {
    base = rowMajor
    innerStride = rowStride
    panelStride = 16
    isPadded = false
  }

  /// What begins at an inner index and at a panel, a group of sixteen columns.
  func from(inner: Int, panel: Int) -> ProductOperand {
    var part = self
    part.base += inner * innerStride + panel * panelStride
    return part
  }
}
