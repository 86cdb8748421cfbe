/// Names beside a panel, moved apart where they would touch.
package enum LabelPlacement {
  /// Places labels of given `heights` in a column, each as near as possible to its anchor without
  /// overlap: the least sum of squared shifts, keeping the anchors' order, within `column`.
  ///
  /// With the room that the labels before it need taken off, each centre must only be no less than the
  /// one before: isotonic regression, solved by pooling adjacent violators. Clamping its solution
  /// solves the problem with bounds.
  ///
  /// - Parameters:
  ///   - anchors: wanted centres, rising.
  ///   - heights: of the labels, in the same order, with the gap wanted between two of them.
  ///   - column: what the labels may fill; too short a column is overrun at its lower end.
  /// - Returns: the centres, in the same order.
  package static func centers(
    anchors: [Double], heights: [Double], within column: ClosedRange<Double>
  ) -> [Double] {
    var offsets: [Double] = []
    var filled = 0.0
    for height in heights {
      offsets.append(filled + height / 2)
      filled += height
    }
    var blocks: [(sum: Double, count: Int)] = []
    for (anchor, offset) in zip(anchors, offsets) {
      blocks.append((anchor - offset, 1))
      while blocks.count > 1,
        blocks[blocks.count - 2].sum / Double(blocks[blocks.count - 2].count)
          >= blocks[blocks.count - 1].sum / Double(blocks[blocks.count - 1].count)
      {
        let last = blocks.removeLast()
        blocks[blocks.count - 1].sum += last.sum
        blocks[blocks.count - 1].count += last.count
      }
    }
    let lowest = column.lowerBound
    let highest = max(column.upperBound - filled, lowest)
    let shifts = blocks.flatMap { block in
      Array(
        repeating: min(max(block.sum / Double(block.count), lowest), highest), count: block.count)
    }
    return zip(shifts, offsets).map { $0 + $1 }
  }
}
