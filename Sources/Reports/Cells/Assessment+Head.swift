import Claims
import Networks

extension Assessment {
  /// The cell that the assessment's own numbers are of; nil where it has none.
  var head: Cell? {
    guard estimate != nil else { return nil }
    return cells.first {
      $0.estimate == estimate && $0.low == low && $0.high == high && $0.n == n
    }
  }
}

extension Assessment.Cell {
  var function: Pointwise? { h.flatMap(Pointwise.init(rawValue:)) }
}
