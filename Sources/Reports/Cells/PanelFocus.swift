import Figures

/// Which lines across a panel are drawn: those that leave its series a fifth of the height. The others
/// are named at the edge that they lie beyond.
struct PanelFocus {
  let references: [Reference]
  /// Such as "above: linear classifier 83.0 %"; nil where all are drawn.
  let edge: String?

  /// - Parameter values: what the series hold.
  init(_ all: [Reference], beside values: [Double]) {
    let focus = values + all.filter(\.isBand).flatMap { [$0.value] + $0.replicates }
    guard let low = focus.min(), let high = focus.max() else {
      (references, edge) = (all, nil)
      return
    }
    // A point of accuracy at least, where all series lie close together.
    let span = max(high - low, 1)
    let range = low - 1.5 * span...high + 1.5 * span
    let beyond = all.filter { !$0.isBand && !range.contains($0.value) }
    references = all.filter { reference in !beyond.contains(reference) }
    func words(_ side: String, _ references: [Reference]) -> String? {
      references.isEmpty
        ? nil
        : "\(side): "
          + references.map { "\($0.label) \(NumberText.drawn($0.value, places: 1)) %" }
          .joined(separator: ", ")
    }
    edge =
      [
        words("above", beyond.filter { $0.value > high }),
        words("below", beyond.filter { $0.value < low }),
      ].compactMap(\.self).joined(separator: "; ").nonEmpty
  }
}

extension String {
  /// Nil where there is nothing in it.
  var nonEmpty: String? { isEmpty ? nil : self }
}
