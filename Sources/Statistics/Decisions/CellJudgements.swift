/// Decisions over several cells, such as the models that a claim speaks of.
extension Judgement {
  /// The cells' judgements with failures corrected over all of them (Holm): the chance that any
  /// cell fails wrongly is at most the level of one. What no longer fails is undecided.
  public static func correctingFailures(_ cells: [Judgement]) -> [Judgement] {
    zip(cells, holmAdjusted(cells.map(\.pValue))).map { cell, adjusted in
      let stands = cell.decision != .fails || adjusted <= cell.oneSidedLevel
      return Judgement(
        decision: stands ? cell.decision : .undecided, pValue: adjusted,
        oneSidedLevel: cell.oneSidedLevel)
    }
  }

  /// Whether the statement holds in every cell: an intersection-union test, without correction,
  /// since all must hold. It fails where any cell does after correction. Nil without cells.
  public static func holdsInAll(_ cells: [Judgement]) -> Judgement? {
    let corrected = correctingFailures(cells)
    guard let worst = corrected.min(by: { $0.pValue < $1.pValue }) else {
      return nil
    }
    let decision: Decision =
      if corrected.contains(where: { $0.decision == .fails }) {
        .fails
      } else if corrected.allSatisfy({ $0.decision == .holds }) {
        .holds
      } else {
        .undecided
      }
    return Judgement(
      decision: decision, pValue: worst.pValue,
      oneSidedLevel: worst.oneSidedLevel)
  }
}
