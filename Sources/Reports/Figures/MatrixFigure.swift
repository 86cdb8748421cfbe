import Claims
import Figures

/// Which cells each claim rests on: a row for a claim and an h, a column for a model, and the verdict of
/// the looks there. Nil where nothing was run, timed or measured.
func matrixFigure(_ input: ReportInput, name: String) -> Figure? {
  let matrix = CellMatrix(input)
  guard !input.isEmpty, !matrix.rows.isEmpty else { return nil }
  return Figure(
    name: name, title: "Claims by their cells, preset \(input.preset.name)",
    finding: matrix.counts,
    description:
      "A row is a claim and an h, a column a model. A cell is looked at once by each rung "
      + "that declares it, when all seeds that the rung plans are in; the word beside a mark is the "
      + "rung that decided. A cell that no preset declared before training is not tested, whatever its "
      + "points suggest; an empty place is no cell of the claim. Levels: "
      + "\(input.evidence.look.sentence)",
    provenance: input.provenance, chart: .matrix(matrix.chart))
}
