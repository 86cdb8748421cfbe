import Kernels
import Randomness
import Testing

/// Panels of sixteen columns, element by element, at columns around the width of a panel.
struct PanelsTests {
  static let columnCounts = [1, 7, 15, 16, 17, 33]

  @Test(arguments: columnCounts, [1, 5])
  func panelsHoldTheMatrix(columns: Int, inner: Int) {
    var stream = RandomStream(seed: 9, name: "panels")
    let stride = columns + 2
    let matrix = stream.floats(inner * stride)
    let panels = GuardedBuffer(count: panelFloats(inner: inner, columns: columns))
    packPanels(
      inner: inner, columns: columns, from: matrix, rowStride: stride, scale: 0.5,
      into: panels.pointer)
    let expected = expectedPanels(inner, columns) { matrix[$0 * stride + $1] * 0.5 }
    #expect(panels.values == expected)
    #expect(panels.isIntact)
  }

  @Test(arguments: columnCounts, [1, 5])
  func transposedPanelsHoldTheTranspose(columns: Int, inner: Int) {
    var stream = RandomStream(seed: 9, name: "transposed panels")
    let stride = inner + 2
    let matrix = stream.floats(columns * stride)
    let panels = GuardedBuffer(count: panelFloats(inner: inner, columns: columns))
    packTransposedPanels(
      inner: inner, columns: columns, from: matrix, rowStride: stride, into: panels.pointer)
    let expected = expectedPanels(inner, columns) { matrix[$1 * stride + $0] }
    #expect(panels.values == expected)
    #expect(panels.isIntact)
  }

  /// Panel after panel [inner, 16], with zeros where there is no column.
  private func expectedPanels(
    _ inner: Int, _ columns: Int, _ element: (_ k: Int, _ column: Int) -> Float
  ) -> [Float] {
    stride(from: 0, to: columns, by: 16).flatMap { first in
      (0..<inner).flatMap { k in
        (first..<first + 16).map { $0 < columns ? element(k, $0) : 0 }
      }
    }
  }
}
