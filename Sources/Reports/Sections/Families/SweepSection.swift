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
    let shown = figure.map { "\(MarkdownText.escaped($0.finding)) \(status)" } ?? status
    return [.paragraph(shown)] + (figure == nil ? [] : [.figure(.sweep)]) + [
      .folded(
        summary: "Numbers and how they were made",
        (figure == nil ? [] : [.caption(.sweep)]) + [.table(table)])
    ]
  }

  /// The fields in which the runs differ, beside the arm and the seed.
  private var fields: [SweepField] {
    SweepField.allCases.filter { field in
      field != .epochs && Set(runs.map { field.text(of: $0.specification) }).count > 1
    }
  }

  private var table: Table {
    let cells = Cell.bySetting(
      planned: runs, finished: input.finished.filter { $0.planned.panel == .sweep },
      damaged: input.damaged.filter { $0.planned.panel == .sweep }, look: input.evidence.look)
    return Table(
      [.text("model"), .text("arm")] + fields.map { .number($0.rawValue) }
        + [.number("runs"), .number("mean accuracy, %"), .text("each seed")],
      rows: cells.map { cell in
        let values = cell.percentages
        let row: [Table.Cell] =
          [.text("\(cell.key.model) \(cell.key.recipe)"), .text(cell.key.arm.label)]
          + fields.map { .text($0.text(of: cell.specification)) }
        return row + [
          .text("\(values.count) of \(cell.seeds.count)"),
          values.isEmpty ? .text("-") : .percent(Estimate.mean(values) / 100, places: 1),
          .text(values.map { NumberText.fixed($0, places: 1) }.joined(separator: ", ")),
        ]
      })
  }
}
