import Claims
import Experiments
import Figures
import Paper
import Statistics

/// Accuracies of an independent implementation beside those of this store, arm by arm: only where both
/// were shown as many images in training and scored on as many, like against like.
package struct EngineComparison {
  package struct Row {
    package let arm: Arm
    package let theirs: [Double]
    package let ours: Cell

    /// Ours minus theirs in points; nil where either has a single seed.
    package var difference: IndependentDifference? {
      theirs.count > 1 && ours.percentages.count > 1
        ? IndependentDifference(of: ours.percentages, minus: theirs) : nil
    }
  }

  let known: IndependentAccuracies
  package let rows: [Row]
  /// Of each interval, so that all together hold with 95 % (Bonferroni).
  package let level: Double

  package init(_ input: ReportInput, known: IndependentAccuracies = .shipped) {
    self.known = known
    rows =
      input.preset.data.isFashionMNIST
      ? known.rows.compactMap { row in
        guard let cell = input.evidence.cell(model: known.model, recipe: .main, arm: row.arm),
          cell.defect == nil, !cell.results.isEmpty, cell.images == known.images,
          cell.specification.evaluationImages == known.testImages
        else { return nil }
        return Row(arm: row.arm, theirs: row.percentages, ours: cell)
      } : []
    level = 1 - 0.05 / Double(max(1, rows.count { $0.difference != nil }))
  }

  package func interval(_ row: Row) -> Statistics.Interval? {
    row.difference?.interval(level: level)
  }

  /// Arms whose interval leaves out zero.
  package var differing: [Row] {
    rows.filter { row in interval(row).map { $0.low > 0 || $0.high < 0 } ?? false }
  }

  /// Which arms differ, and how small a difference the check sees; nil without an interval.
  package var finding: String? {
    let widths = rows.compactMap { interval($0).map { ($0.high - $0.low) / 2 } }
    guard let widest = widths.max() else { return nil }
    let apart = differing.map(\.arm.label)
    return
      (apart.isEmpty
      ? "No difference of the \(counted(widths.count, "arm")) is told from zero"
      : "Of \(counted(widths.count, "arm")) \(apart.count == 1 ? "one differs" : "\(apart.count) differ") "
        + "from PyTorch's, \(list(apart))")
      + "; the widest interval is \(NumberText.fixed(widest, places: 1)) points either way, so that what "
      + "is smaller is not seen by this check."
  }
}
