import CProcessor

/// One column of A within a tile: up to seventeen rows at one inner index.
///
/// The compiler would compute each row's address from the one before, and a tile of one panel would wait
/// for that chain. So there is a pointer to every fourth row, which it cannot see through; the rows between
/// lie at constant distances from it, and their addresses are part of the multiply-adds that read them.
struct TileColumn {
  private var rows0, rows4, rows8, rows12, rows16: UnsafePointer<Float>
  private let rowStride: Int
  private let innerStride: Int

  @inline(__always)
  init(_ first: UnsafePointer<Float>, rowStride: Int, innerStride: Int) {
    rows0 = first
    rows4 = first + 4 * rowStride
    rows8 = first + 8 * rowStride
    rows12 = first + 12 * rowStride
    rows16 = first + 16 * rowStride
    self.rowStride = rowStride
    self.innerStride = innerStride
  }

  /// The scalar of the tile's row r, from 0 to 16.
  @inline(__always)
  func scalar(_ r: Int) -> Float {
    let rows = r < 4 ? rows0 : r < 8 ? rows4 : r < 12 ? rows8 : r < 16 ? rows12 : rows16
    return rows[(r & 3) * rowStride]
  }

  /// Moves on to the next inner index.
  @inline(__always)
  mutating func advance() {
    rows0 = rectify_own_register(rows0 + innerStride)
    rows4 = rectify_own_register(rows4 + innerStride)
    rows8 = rectify_own_register(rows8 + innerStride)
    rows12 = rectify_own_register(rows12 + innerStride)
    rows16 = rectify_own_register(rows16 + innerStride)
  }
}
