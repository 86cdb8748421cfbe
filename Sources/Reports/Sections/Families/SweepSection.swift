import Claims
import Experiments
import Figures
import Statistics

/// What somebody varies beside the claims: the figure, and every cell in numbers. Nil for a preset without
/// sweeps of that kind.
struct SweepSection: Section {
  let input: ReportInput
  let data: ResultData
  let pictures: [ReportPicture]
  private let runs: [PlannedRun]

  let title = "What was varied"

  init?(input: ReportInput, data: ResultData, pictures: [ReportPicture]) {
    runs = input.preset.runs.filter { $0.panel == .sweep }
    if runs.isEmpty { return nil }
    (self.input, self.data, self.pictures) = (input, data, pictures)
  }

  var body: [Block] {
    let figure = pictures.first { $0.name == .sweep }?.figure
    let status =
      "These \(counted(runs.count, "run")) of sweeps are exploratory: they decide no claim and are pooled "
      + "with nothing that does."
    let shown = figure.map { "\(data.linked($0.finding, $0.findingSources)) \(status)" } ?? status
    return [.paragraph(shown)] + (figure == nil ? [] : [.figure(.sweep)]) + [
      .folded(
        summary: "Numbers and how they were made",
        (figure == nil ? [] : [.caption(.sweep)]) + [.table(table)])
    ]
  }

  private var table: Table {
    let cells = input.sweptCells
    // Those in which the cells differ, beside the arm.
    let fields = SweepField.allCases.filter { field in
      field != .epochs && Set(cells.map { field.text(of: $0.specification) }).count > 1
    }
    return Table(
      [.text("model"), .text("arm")] + fields.map { .number($0.rawValue) }
        + [.number("runs"), .number("mean accuracy, %"), .text("each seed")],
      rows: cells.map { cell in
        let values = cell.percentages
        let row: [Table.Cell] =
          [.text("\(cell.key.model) \(cell.key.recipe)"), .text(cell.key.arm.label)]
          + fields.map { .text($0.text(of: cell.specification)) }
        let numbers: [Table.Cell] = [
          .text("\(values.count) of \(cell.seeds.count)"),
          values.isEmpty ? .absent : .percent(Estimate.mean(values) / 100, places: 1),
          .text(values.map { NumberText.fixed($0, places: 1) }.joined(separator: ", ")),
        ]
        return (row + numbers).linked(
          to: data.link(.setting(cell)), from: row.count + 1)
      })
  }
}
