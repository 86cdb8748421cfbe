import CProcessor

/// One column of A within a tile: up to seventeen rows at one inner index.
///
/// The compiler would compute each row's address from the one before, and a tile of one panel would wait
/// for that chain. So there is a pointer to every fourth row, which it cannot see through; the rows between
/// lie at constant distances from it, and their addresses are part of the multiply-adds that read them.
struct TileColumn {
  private var rows0, rows4, rows8, rows12, rows16: UnsafePointer<Float>
  private let rows: Int
  private let rowStride: Int
  private let innerStride: Int

  @inline(__always)
  init(_ first: UnsafePointer<Float>, rows: Int, rowStride: Int, innerStride: Int) {
    rows0 = first
    rows4 = first + 4 * rowStride
    rows8 = first + 8 * rowStride
    rows12 = first + 12 * rowStride
    rows16 = first + 16 * rowStride
    self.rows = rows
    self.rowStride = rowStride
    self.innerStride = innerStride
  }

  /// The scalar of the tile's row r, from 0 to 16.
  @inline(__always)
  func scalar(_ r: Int) -> Float {
    let rows = r < 4 ? rows0 : r < 8 ? rows4 : r < 12 ? rows8 : r < 16 ? rows12 : rows16
    return rows[(r & 3) * rowStride]
  }

  /// Moves on to the next inner index. Pointers that no row needs stay behind: the compiler would not drop their
  /// additions.
  @inline(__always)
  mutating func advance() {
    rows0 = rectify_own_register(rows0 + innerStride)
    if rows > 4 { rows4 = rectify_own_register(rows4 + innerStride) }
    if rows > 8 { rows8 = rectify_own_register(rows8 + innerStride) }
    if rows > 12 { rows12 = rectify_own_register(rows12 + innerStride) }
    if rows > 16 { rows16 = rectify_own_register(rows16 + innerStride) }
  }
}
